package boxoffice.server.storage;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.SetParams;

/// Redis, which makes things fast and is never the truth: each call may fail, and the caller goes on without it.
///
/// Thread-safe. Every method throws [RedisUnavailable] when no answer comes in time.
public final class Redis implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 500;
    private static final int POOL_SIZE = 64;

    private final RedisClient client;
    private final List<HostAndPort> nodes;
    private final JedisClientConfig times;

    private Redis(RedisClient client, List<HostAndPort> nodes, JedisClientConfig times) {
        this.client = client;
        this.nodes = nodes;
        this.times = times;
    }

    /// Prepares the connections; makes none yet, so it works while Redis is down.
    ///
    /// @param url `redis://[user:password@]host:port[/db]`, or `rediss://` for TLS
    public static Redis open(String url) {
        URI uri = URI.create(url);
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(POOL_SIZE);
        pool.setMaxIdle(POOL_SIZE);
        pool.setMaxWait(java.time.Duration.ofMillis(TIMEOUT_MILLIS));
        DefaultJedisClientConfig times = DefaultJedisClientConfig.builder(uri)
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(TIMEOUT_MILLIS)
                .build();
        HostAndPort node = new HostAndPort(uri.getHost(), uri.getPort() < 0 ? 6379 : uri.getPort());
        return new Redis(
                RedisClient.builder().hostAndPort(node).clientConfig(times).poolConfig(pool).build(),
                List.of(node),
                times);
    }

    /// A Lua script; it is sent whole only where Redis does not know it yet.
    public record Script(String text, String sha1) {
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
                return client.evalsha(script.sha1(), keys, arguments);
            } catch (JedisNoScriptException unknown) {
                return client.eval(script.text(), keys, arguments);
            }
        });
    }

    public Optional<String> get(String key) {
        return guarded(() -> Optional.ofNullable(client.get(key)));
    }

    public void set(String key, String value, java.time.Duration lifetime) {
        guarded(() -> client.set(key, value, SetParams.setParams().px(lifetime.toMillis())));
    }

    public void delete(String key) {
        guarded(() -> client.del(key));
    }

    /// Sends a message to all who listen to the channel at this moment.
    public void publish(String channel, String message) {
        guarded(() -> client.publish(channel, message));
    }

    /// Listens to a channel from soon on, until the subscription is closed. Works while Redis is down: it begins to
    /// listen when Redis is there.
    public Subscription subscribe(String channel, Subscription.Listener listener) {
        return Subscription.start(nodes, times, channel, listener);
    }

    /// Whether Redis answers.
    public boolean reachable() {
        try {
            return "PONG".equals(client.ping());
        } catch (JedisException down) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static <T> T guarded(java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (JedisException failed) {
            throw new RedisUnavailable(failed);
        }
    }

    /// Redis did not answer, or not sensibly.
    public static final class RedisUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private RedisUnavailable(JedisException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
