package boxoffice.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.util.Pool;

/// Redis, or a Redis Cluster, which makes things fast and is never the truth: each call may fail, and the caller goes on
/// without it.
///
/// Thread-safe. Every method throws [RedisUnavailable] when no answer comes in time; when that has happened a few times
/// it does so at once, until Redis is back. A call whose connection broke is made once more, so it may be done twice.
public final class Redis implements AutoCloseable {
    /// How long an answer may take where nothing else is said.
    public static final Duration USUAL_TIMEOUT = Duration.ofMillis(200);

    /// Keys that tell one filling of Redis from the next. In a cluster they are spread over its masters.
    private static final String MARKER = "boxoffice:marker:{%d}";
    private static final int CLUSTER_MARKERS = 16;

    private final RedisAddress address;
    private final JedisClientConfig times;
    private final RedisNodes nodes;
    private final RedisNodes patientNodes;
    private final Breaker breaker;

    private Redis(RedisAddress address, Duration timeout) {
        this.address = address;
        this.times = address.login()
                .connectionTimeoutMillis((int) timeout.toMillis())
                .socketTimeoutMillis((int) timeout.toMillis())
                .build();
        this.nodes = new RedisNodes(address, times, timeout);
        int patience = (int) Streams.PATIENCE.toMillis();
        this.patientNodes = new RedisNodes(
                address,
                address.login()
                        .connectionTimeoutMillis((int) timeout.toMillis())
                        .socketTimeoutMillis(patience)
                        .build(),
                timeout);
        this.breaker = new Breaker(nodes::dropIdle);
    }

    /// Prepares the connections; makes none yet, so it works while Redis is down.
    ///
    /// @param url as [RedisAddress#parse] reads it
    public static Redis open(String url) {
        return open(url, USUAL_TIMEOUT);
    }

    /// The same, with a time for answers of its own.
    public static Redis open(String url, Duration timeout) {
        return new Redis(RedisAddress.parse(url), timeout);
    }

    /// A Lua script; it is sent whole only where Redis does not know it yet.
    public record Script(String text, String sha1) {
        /// Prepares a script that lies on the class path.
        public static Script at(String resource) {
            try (InputStream in = Objects.requireNonNull(Redis.class.getResourceAsStream(resource), resource)) {
                return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        /// Prepares a script.
        public static Script of(String text) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
                return new Script(text, HexFormat.of().formatHex(digest));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /// Runs a script atomically. Its answer is a number, a text, or a list of these.
    public Object run(Script script, List<String> keys, List<String> arguments) {
        return guarded(() -> {
            try {
                return nodes.client().evalsha(script.sha1(), keys, arguments);
            } catch (JedisNoScriptException unknown) {
                return nodes.client().eval(script.text(), keys, arguments);
            }
        });
    }

    public Optional<String> get(String key) {
        return guarded(() -> Optional.ofNullable(nodes.client().get(key)));
    }

    public void set(String key, String value, Duration lifetime) {
        guarded(() -> nodes.client().set(key, value, SetParams.setParams().px(lifetime.toMillis())));
    }

    public void delete(String key) {
        guarded(() -> nodes.client().del(key));
    }

    /// Sends a message to all who listen to the channel at this moment.
    public void publish(String channel, String message) {
        guarded(() -> nodes.client().publish(channel, message));
    }

    /// Listens to a channel from soon on, until the subscription is closed. Works while Redis is down: it begins to
    /// listen when Redis is there.
    public Subscription subscribe(String channel, Subscription.Listener listener) {
        return Subscription.start(address.nodes(), times, channel, listener);
    }

    /// Its streams.
    public Streams streams() {
        return new Streams(this, patientNodes);
    }

    /// Sets a key that does not exist.
    ///
    /// @return whether it did not
    public boolean setIfAbsent(String key, String value, Duration lifetime) {
        return guarded(
                () -> Optional.ofNullable(
                        nodes.client().set(key, value, SetParams.setParams().nx().px(lifetime.toMillis()))))
                .isPresent();
    }

    /// Goes through all keys of a pattern, on all masters, in steps that keep Redis free for others. A key that is set or
    /// deleted meanwhile may be missed, and one may come twice.
    ///
    /// @param pattern as Redis' SCAN takes it
    /// @param step how many keys Redis looks at in one go, about
    /// @param each gets the keys with their texts; a key that is not a text is left out
    public void scan(String pattern, int step, Consumer<Map<String, String>> each) {
        ScanParams which = new ScanParams().match(pattern).count(step);
        for (Pool<Connection> master : guarded(nodes::masters)) {
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                Batch batch = guarded(batch(master, cursor, which));
                if (!batch.values().isEmpty()) {
                    each.accept(batch.values());
                }
                cursor = batch.next();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        }
    }

    private record Batch(String next, Map<String, String> values) {}

    private static Supplier<Batch> batch(Pool<Connection> master, String cursor, ScanParams which) {
        return () -> {
            try (Connection connection = master.getResource()) {
                ScanResult<String> found = new Jedis(connection).scan(cursor, which, "string");
                Map<String, Response<String>> asked = new HashMap<>();
                try (Pipeline pipeline = new Pipeline(connection)) {
                    found.getResult().forEach(key -> asked.put(key, pipeline.get(key)));
                }
                Map<String, String> values = new HashMap<>();
                asked.forEach((key, answer) -> text(answer).ifPresent(value -> values.put(key, value)));
                return new Batch(found.getCursor(), values);
            }
        };
    }

    /// A key may have ended, or moved to another master, since it was found.
    private static Optional<String> text(Response<String> answer) {
        try {
            return Optional.ofNullable(answer.get());
        } catch (redis.clients.jedis.exceptions.JedisDataException moved) {
            return Optional.empty();
        }
    }

    /// A text that stays the same while Redis keeps what it was told, and changes when it may have lost or brought back
    /// something: it was away, restarted, emptied, or another one took its place.
    public String generation() {
        return guarded(() -> {
            TreeSet<String> runs = new TreeSet<>();
            for (Pool<Connection> master : nodes.masters()) {
                try (Jedis connection = new Jedis(master.getResource())) {
                    connection.info("server").lines().filter(line -> line.startsWith("run_id:")).forEach(runs::add);
                }
            }
            List<String> markers = new ArrayList<>();
            for (int i = 0; i < (address.cluster() ? CLUSTER_MARKERS : 1); i++) {
                markers.add(marker(MARKER.formatted(i)));
            }
            return breaker.openings() + " " + runs + " " + markers;
        });
    }

    private String marker(String key) {
        String mark = nodes.client().get(key);
        if (mark == null) {
            nodes.client().set(key, UUID.randomUUID().toString(), SetParams.setParams().nx());
            mark = nodes.client().get(key);
        }
        return Objects.requireNonNullElse(mark, "");
    }

    /// Whether Redis answers.
    public boolean reachable() {
        try {
            get(MARKER.formatted(0));
            return true;
        } catch (RedisUnavailable down) {
            return false;
        }
    }

    @Override
    public void close() {
        patientNodes.close();
        nodes.close();
    }

    UnifiedJedis client() {
        return nodes.client();
    }

    <T extends @Nullable Object> T guarded(Supplier<T> call) {
        try {
            return breaker.call(() -> twice(call));
        } catch (JedisException failed) {
            throw new RedisUnavailable(failed);
        }
    }

    /// After a restart of Redis all connections are dead at once; the first to notice drops those that nobody uses.
    private <T extends @Nullable Object> T twice(Supplier<T> call) {
        try {
            return call.get();
        } catch (JedisConnectionException broken) {
            if (broken.getCause() instanceof SocketTimeoutException) {
                throw broken;
            }
            nodes.dropIdle();
            return call.get();
        }
    }

    /// Redis did not answer, or not sensibly.
    public static final class RedisUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RedisUnavailable(JedisException cause) {
            super(cause.getMessage(), cause, false, false);
        }
    }
}
