package boxoffice.launcher.crashpoints;

import boxoffice.launcher.Child;
import boxoffice.sandbox.SandboxConfig;
import boxoffice.sandbox.SandboxGateway;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.EmbeddedPostgres;
import boxoffice.server.storage.EmbeddedRedis;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A real server that can be killed and started again, as a process, on a real PostgreSQL, a real Redis and the sandbox
/// gateway, with a [Line] to each of these and one to itself. Closing it ends every process.
final class House implements AutoCloseable {
    /// How often the server frees what is over.
    static final Duration CLEAN_UP = Duration.ofSeconds(1);

    private static final Duration START = Duration.ofMinutes(4);
    private static final String READY = "box office ready at ";
    private static final String GATEWAY_KEY = "sk_test_of_crashpoints";
    private static final String WEBHOOK_SECRET = "whsec_of_crashpoints";
    private static final List<Duration> WEBHOOK_RETRIES = List.of(Duration.ofMillis(100), Duration.ofMillis(300));
    /// All guests come from one address, and faster than people. 0 is any number.
    private static final List<String> UNLIMITED = List.of(
            "LIMITS_USER_REQUESTS",
            "LIMITS_USER_LOCKS",
            "LIMITS_USER_PAYMENTS",
            "LIMITS_ADDRESS_REQUESTS",
            "SEATING_CEILING_SELECTIONS",
            "SEATING_CEILING_SELECTIONRATE",
            "SEATING_CEILING_BOOKINGRATE");

    private final Path folder;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Scissors scissors = new Scissors(this::kill);
    private final Database database;
    private final String databaseUrl;
    private final MovedClock clock;
    private final SandboxGateway gateway;
    private final List<Line> lines;
    private final Line front;
    private final Map<String, String> settings = new HashMap<>();
    private volatile Optional<Running> running = Optional.empty();
    private int starts;

    private record Running(Child process, int port) {}

    private House(Path folder) {
        this.folder = folder;
        try {
            EmbeddedPostgres postgres = started(EmbeddedPostgres.start(folder.resolve("postgres")));
            EmbeddedRedis redis = started(EmbeddedRedis.start(folder.resolve("redis")));
            this.gateway = started(
                    SandboxGateway.start(
                            SandboxConfig.builder()
                                    .secretKey(GATEWAY_KEY)
                                    .webhookSecret(WEBHOOK_SECRET)
                                    .webhookRetries(WEBHOOK_RETRIES)
                                    .build()));
            this.databaseUrl = postgres.url();
            this.database = started(Database.open(databaseUrl, 3));
            this.clock = new MovedClock(database, redis.port());
            this.front = line(Line.Cut.AFTER_THE_ANSWER, HttpTap::ofServer, this::port);
            Line toDatabase = line(Line.Cut.BEFORE_THE_ANSWER, PostgresTap::new, postgres::port);
            Line toRedis = line(Line.Cut.BEFORE_THE_ANSWER, RedisTap::new, redis::port);
            Line toGateway = line(Line.Cut.BEFORE_THE_ANSWER, HttpTap::ofGateway, gateway.uri()::getPort);
            this.lines = List.of(front, toDatabase, toRedis, toGateway);
            settings.put(
                    "DATABASE_URL",
                    "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&sslmode=disable&gssEncMode=disable"
                            .formatted(toDatabase.port()));
            settings.put("REDIS_URL", "redis://127.0.0.1:" + toRedis.port());
            settings.put("PAYMENT_GATEWAY_URL", "http://127.0.0.1:" + toGateway.port());
            parts.push(this::kill);
            start();
            // Only a server that ends by itself leaves the archive that makes all later starts quick.
            running.ifPresent(first -> first.process().close());
            start();
            gateway.sendWebhooksTo(List.of(server().resolve("/api/v1/payments/webhook")));
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /// Starts everything.
    ///
    /// @param folder an empty folder for its data and logs
    static House open(Path folder) {
        return new House(folder);
    }

    /// Where guests find the server, whether it runs or not.
    URI server() {
        return URI.create("http://127.0.0.1:" + front.port());
    }

    Database database() {
        return database;
    }

    String databaseUrl() {
        return databaseUrl;
    }

    MovedClock clock() {
        return clock;
    }

    Scissors scissors() {
        return scissors;
    }

    /// Every payment the gateway knows of, by its own books.
    JsonNode gatewayPayments() {
        return gateway.books().path("payments");
    }

    /// Starts the server after it was killed, and comes back when it answers.
    void restart() {
        lines.forEach(Line::hangUp);
        scissors.mend();
        start();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failed) {
                System.err.println("boxoffice: while stopping: " + failed.getMessage());
            }
        }
    }

    private void kill() {
        running.ifPresent(victim -> victim.process().kill());
        running = Optional.empty();
    }

    private int port() {
        // Nobody listens on port 0: whoever comes is turned away at once.
        return running.map(Running::port).orElse(0);
    }

    private void start() {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(
                Map.of(
                        "SERVER_PORT", "0",
                        "SERVER_PUBLIC_URL", server().toString(),
                        "DATABASE_POOL", "6",
                        "SECURITY_MASTERKEY", Base64.getEncoder().encodeToString(new byte[32]),
                        "PAYMENT_GATEWAY_KEY", GATEWAY_KEY,
                        "PAYMENT_GATEWAY_WEBHOOK_SECRET", WEBHOOK_SECRET,
                        "SEATING_CLEANUP", CLEAN_UP.toString(),
                        "DEMO_CATALOGUE", "true"));
        UNLIMITED.forEach(limit -> environment.put(limit, "0"));
        List<String> jvm = new ArrayList<>(Child.quickStart(folder.resolve("server.jsa")));
        jvm.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx400m"));
        CompletableFuture<URI> ready = new CompletableFuture<>();
        Child server = Child.start(
                "server " + ++starts, new Child.Program("boxoffice.server.Main", jvm, List.of(), environment), folder
                        .resolve("logs"), line -> {
                            if (line.startsWith(READY)) {
                                ready.complete(URI.create(line.substring(READY.length())));
                            }
                        });
        var _ = server.ended().thenAccept(why -> ready.completeExceptionally(new IllegalStateException(why)));
        try {
            int port = ready.orTimeout(START.toSeconds(), TimeUnit.SECONDS).join().getPort();
            running = Optional.of(new Running(server, port));
        } catch (RuntimeException failed) {
            server.kill();
            throw failed;
        }
    }

    private Line line(Line.Cut cut, java.util.function.Supplier<Tap> taps, java.util.function.IntSupplier target) {
        return started(new Line(cut, taps, target, scissors));
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }
}
