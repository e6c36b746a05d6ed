package boxoffice.server.testing;

import boxoffice.model.LockId;
import boxoffice.sandbox.SandboxConfig;
import boxoffice.sandbox.SandboxGateway;
import boxoffice.server.BoxOffice;
import boxoffice.server.Settings;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.EmbeddedPostgres;
import boxoffice.server.storage.EmbeddedRedis;
import boxoffice.server.storage.Redis;
import com.stripe.StripeClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A box office on free ports of this machine, with the demo catalogue, real PostgreSQL, real Redis and the sandbox
/// gateway. Whatever it starts ends with it, or with the test's process.
public final class TestBoxOffice implements AutoCloseable {
    private static final String GATEWAY_KEY = "sk_test_of_tests";
    private static final String WEBHOOK_SECRET = "whsec_of_tests";
    private static final String RAZORPAY_SECRET = "razorpay_of_tests";
    private static final String RAZORPAY_WEBHOOK_SECRET = "razorpay_webhooks_of_tests";
    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static final List<String> LIMITS = List.of(
            "limits.user.requests",
            "limits.user.locks",
            "limits.user.payments",
            "limits.user.extensions",
            "limits.address.requests",
            "limits.device.locks",
            "limits.device.payments",
            "seating.ceiling.selections",
            "seating.ceiling.selectionrate",
            "seating.ceiling.bookingrate");

    private static Optional<TestBoxOffice> shared = Optional.empty();

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, String> own;
    private final Path folder;
    private EmbeddedPostgres postgres;
    private EmbeddedRedis redis;
    private final Redis fastPath;
    private final String databaseUrl;
    private final Database database;
    private final SandboxGateway gateway;
    private final BoxOffice server;

    private TestBoxOffice(Map<String, String> own) {
        this.own = own;
        this.folder = temporary();
        parts.push(() -> delete(folder));
        parts.push(this::stopStores);
        this.postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
        this.databaseUrl = postgres.url();
        this.redis = EmbeddedRedis.start(redisFolder());
        this.fastPath = started(Redis.open(redis.url()));
        this.gateway = started(
                SandboxGateway.start(
                        SandboxConfig.builder()
                                .secretKey(GATEWAY_KEY)
                                .webhookSecret(WEBHOOK_SECRET)
                                .razorpayKeySecret(RAZORPAY_SECRET)
                                .razorpayWebhookSecret(RAZORPAY_WEBHOOK_SECRET)
                                .webhookRetries(
                                        List.of(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofSeconds(1)))
                                .slowDelay(Duration.ofMillis(700))
                                .build()));
        this.server = started(BoxOffice.start(settings(Map.of())));
        this.database = started(Database.open(databaseUrl, 4));
        gateway.sendWebhooksTo(List.of(webhook(server)));
        gateway.sendRazorpayWebhooksTo(List.of(webhook(server)));
    }

    /// The one box office of this test process; started by the first who asks.
    public static synchronized TestBoxOffice shared() {
        if (shared.isEmpty()) {
            TestBoxOffice started = new TestBoxOffice(Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "test-box-office"));
            shared = Optional.of(started);
        }
        return shared.get();
    }

    /// A box office of one's own, for tests that break parts of it.
    public static TestBoxOffice start() {
        return start(Map.of());
    }

    /// The same with settings of one's own, for every server on its stores.
    public static TestBoxOffice start(Map<String, String> own) {
        return new TestBoxOffice(own);
    }

    /// Where the server is.
    public URI uri() {
        return server.uri();
    }

    public BoxOffice server() {
        return server;
    }

    public SandboxGateway gateway() {
        return gateway;
    }

    /// The gateway's Stripe as a merchant sees it.
    public StripeClient stripe() {
        return StripeClient.builder().setApiKey(GATEWAY_KEY).setApiBase(gateway.uri().toString()).build();
    }

    /// The server's database, to move its clock for single rows and to look at what no API shows.
    public Database database() {
        return database;
    }

    /// Redis as the server sees it.
    public Redis fastPath() {
        return fastPath;
    }

    /// Stops Redis politely.
    public void stopRedis() {
        redis.close();
    }

    /// Ends Redis at once.
    public void killRedis() {
        Faults.kill(redis.pid());
        redis.close();
    }

    /// Starts a Redis that was stopped or killed again, on the same port with what it has kept.
    public void startRedis() {
        redis = EmbeddedRedis.start(redisFolder(), redis.port());
    }

    /// Has Redis forget everything.
    public void emptyRedis() {
        redis.empty();
    }

    /// Runs `meanwhile` while Redis is frozen: connected, and silent.
    public void whileRedisIsFrozen(Runnable meanwhile) {
        Faults.freeze(redis.pid());
        try {
            meanwhile.run();
        } finally {
            Faults.thaw(redis.pid());
        }
    }

    /// Where Redis keeps its data.
    public Path redisFolder() {
        return folder.resolve("redis");
    }

    /// Stops PostgreSQL politely.
    public void stopDatabase() {
        postgres.close();
    }

    /// Ends all processes of PostgreSQL at once, as a machine does that loses its power.
    public void killDatabase() {
        List<Long> all = databaseProcesses();
        all.forEach(Faults::kill);
        postgres.close();
    }

    /// Starts a PostgreSQL that was stopped or killed again, on the same port with what it has kept.
    public void startDatabase() {
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"), postgres.port());
    }

    /// Runs `meanwhile` while PostgreSQL is frozen: connected, and silent.
    public void whileDatabaseIsFrozen(Runnable meanwhile) {
        List<Long> all = databaseProcesses();
        all.forEach(Faults::freeze);
        try {
            meanwhile.run();
        } finally {
            all.forEach(Faults::thaw);
        }
    }

    private List<Long> databaseProcesses() {
        ProcessHandle postmaster = ProcessHandle.of(postgres.pid()).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).map(ProcessHandle::pid).toList();
    }

    private void stopStores() {
        redis.close();
        postgres.close();
    }

    /// The settings of one more server on the same stores.
    public Settings settings(Map<String, String> others) {
        Map<String, String> values = new HashMap<>();
        values.put("server.port", "0");
        values.put("database.url", databaseUrl);
        values.put("redis.url", redis.url());
        values.put("security.masterkey", MASTER_KEY);
        values.put("payment.gateway.url", gateway.uri().toString());
        values.put("payment.gateway.key", GATEWAY_KEY);
        values.put("payment.gateway.webhook.secret", WEBHOOK_SECRET);
        values.put("payment.razorpay.url", gateway.uri().toString());
        values.put("payment.razorpay.keyid", "rzp_test_sandbox");
        values.put("payment.razorpay.keysecret", RAZORPAY_SECRET);
        values.put("payment.razorpay.webhooksecret", RAZORPAY_WEBHOOK_SECRET);
        values.put("demo.catalogue", "true");
        // Whatever waits for a job waits as little as it can.
        values.put("jobs.pause", "PT0.1S");
        // Locks that are over are cleaned up by tests that look at it, not between two steps of others.
        values.put("seating.cleanup", "PT1H");
        // All tests come from one address, and faster than people.
        LIMITS.forEach(limit -> values.put(limit, "1000000"));
        values.putAll(own);
        values.putAll(others);
        return Settings.read(values);
    }

    /// Lets time pass for one lock: it was made, and heard of last, so much earlier, and ends so much earlier, in Redis
    /// too.
    public void age(LockId lock, Duration by) {
        database.sql("""
                WITH aged AS (
                    UPDATE seat_locks
                       SET expires_at = expires_at - CAST(:by AS interval),
                           heartbeat_at = heartbeat_at - CAST(:by AS interval)
                     WHERE id = :lock
                    RETURNING id)
                UPDATE show_seats s
                   SET expires_at = s.expires_at - CAST(:by AS interval)
                  FROM aged
                 WHERE s.lock_id = aged.id
                RETURNING 'lock:show:{' || s.show_id || '}:seat:' || s.seat_id AS key, s.expires_at <= now() AS over""")
                .with("lock", lock)
                .with("by", by.toString())
                .list(row -> row.flag("over") ? List.of(row.text("key")) : List.<String>of())
                .forEach(over -> over.forEach(fastPath::delete));
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failed) {
                System.err.println("while stopping the test box office: " + failed);
            }
        }
    }

    private static URI webhook(BoxOffice server) {
        return server.uri().resolve("/api/v1/payments/webhook");
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("boxoffice-test");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
