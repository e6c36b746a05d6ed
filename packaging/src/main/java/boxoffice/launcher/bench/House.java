package boxoffice.launcher.bench;

import boxoffice.client.BoxOfficeClient;
import boxoffice.launcher.Child;
import boxoffice.model.Accounts.LoginRequest;
import boxoffice.model.Accounts.Role;
import boxoffice.model.Json;
import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.sandbox.SandboxConfig;
import boxoffice.sandbox.SandboxGateway;
import boxoffice.server.catalog.Catalogue;
import boxoffice.server.catalog.NewMovie;
import boxoffice.server.catalog.NewTheater;
import boxoffice.server.identity.Identity;
import boxoffice.server.identity.Secrets;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.EmbeddedPostgres;
import boxoffice.server.storage.EmbeddedRedis;
import boxoffice.server.storage.Redis;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What is measured: the real server as a process, on a real PostgreSQL and a real Redis, with shows in auditoriums of 300
/// seats, guests who have signed in and the sandbox gateway in this process; and beside it [BareServer], which does as
/// little as a server can.
///
/// Limits of requests are raised, so that a few connections can stand for many people; quotas of seats are as usual.
/// Closing it ends every process.
final class House implements AutoCloseable {
    private static final List<String> LIMITS = List.of(
            "LIMITS_USER_REQUESTS",
            "LIMITS_USER_LOCKS",
            "LIMITS_USER_PAYMENTS",
            "LIMITS_ADDRESS_REQUESTS",
            "LIMITS_DEVICE_LOCKS",
            "LIMITS_DEVICE_PAYMENTS",
            "SEATING_CEILING_SELECTIONS",
            "SEATING_CEILING_SELECTIONRATE",
            "SEATING_CEILING_BOOKINGRATE");
    private static final String GATEWAY_KEY = "sk_test_of_bench";
    private static final String WEBHOOK_SECRET = "whsec_of_bench";
    /// What a house without card readers has Stripe tell it.
    private static final Set<String> EVENTS = Set.of(
            "checkout.session.completed", "checkout.session.expired", "payment_intent.payment_failed", "refund.updated",
            "refund.failed");
    private static final byte[] MASTER_KEY = new byte[32];
    private static final int ROWS = 15;
    private static final int SEATS_A_ROW = 20;
    /// Shows in one auditorium, one after the other: each has the days of some years to itself.
    private static final int SHOWS_A_SCREEN = 500;
    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Database database;
    private final Redis redis;
    private final String databaseUrl;
    private final SeatPlan plan;
    private final URI server;
    private final URI bare;
    private final long serverPid;
    private final String admin;
    private final List<String> tokens = new ArrayList<>();

    private House(Path folder, Consumer<String> progress) {
        this.folder = folder;
        try {
            progress.accept("PostgreSQL, Redis");
            EmbeddedPostgres postgres = started(EmbeddedPostgres.start(folder.resolve("postgres")));
            EmbeddedRedis embeddedRedis = started(EmbeddedRedis.start(folder.resolve("redis")));
            this.databaseUrl = postgres.url();
            this.database = started(Database.open(databaseUrl, 4, Duration.ofMinutes(1)));
            // Thousands of keys are deleted in one go.
            this.redis = started(Redis.open(embeddedRedis.url(), Duration.ofSeconds(10)));
            this.plan = plan();
            addScreens();
            progress.accept("the sandbox gateway, the server");
            SandboxGateway gateway = started(
                    SandboxGateway.start(
                            SandboxConfig.builder()
                                    .secretKey(GATEWAY_KEY)
                                    .webhookSecret(WEBHOOK_SECRET)
                                    .webhookEvents(EVENTS)
                                    .build()));
            Map<String, String> settings = new HashMap<>();
            settings.put("SERVER_PORT", "0");
            settings.put("DATABASE_URL", databaseUrl);
            settings.put("REDIS_URL", embeddedRedis.url());
            settings.put("SECURITY_MASTERKEY", Base64.getEncoder().encodeToString(MASTER_KEY));
            settings.put("PAYMENT_GATEWAY_URL", gateway.uri().toString());
            settings.put("PAYMENT_GATEWAY_KEY", GATEWAY_KEY);
            settings.put("PAYMENT_GATEWAY_WEBHOOK_SECRET", WEBHOOK_SECRET);
            // All load comes from one address, and faster than people; it is counted, but never too much.
            LIMITS.forEach(limit -> settings.put(limit, "1000000"));
            settings.put("LIMITS_WINDOW", "PT10S");
            settings.put("REALTIME_CONNECTIONS_ADDRESS", "15000");
            CompletableFuture<URI> ready = new CompletableFuture<>();
            Child process = child("Server", "boxoffice.server.Main", settings, "box office ready at ", ready);
            this.serverPid = process.pid();
            this.server = await(ready);
            gateway.sendWebhooksTo(List.of(server.resolve("/api/v1/payments/webhook")));
            CompletableFuture<URI> bareReady = new CompletableFuture<>();
            child("Bare server", BareServer.class.getName(), Map.of(), BareServer.READY, bareReady);
            this.bare = await(bareReady);
            this.admin = addAdmin(embeddedRedis.url());
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /// Starts everything.
    ///
    /// @param folder an empty folder for its data
    static House open(Path folder, Consumer<String> progress) {
        return new House(folder, progress);
    }

    URI server() {
        return server;
    }

    /// The [BareServer].
    URI bare() {
        return bare;
    }

    Database database() {
        return database;
    }

    String databaseUrl() {
        return databaseUrl;
    }

    long serverPid() {
        return serverPid;
    }

    /// The 300 seats of every show.
    List<Seat> seats() {
        return plan.seats();
    }

    /// Adds shows that are for sale, or drafts, as rows: one for each, none for their seats.
    List<ShowId> addShows(int count, String status) {
        return database.sql(
                """
                        INSERT INTO shows (movie_id, screen_id, seat_plan_id, starts_at, ends_at, cleared_at, sale_ends_at, format,
                                           language, base_price, currency, status)
                        SELECT (SELECT id FROM movies LIMIT 1), screen.id, screen.seat_plan_id, at, at + interval '2 hours',
                               at + interval '3 hours', at + interval '15 minutes', '2D', 'en', 1200, 'EUR', :status
                          FROM (SELECT id, seat_plan_id,
                                       coalesce((SELECT max(cleared_at) FROM shows WHERE screen_id = s.id),
                                                date_trunc('hour', now()) + interval '1 day') AS free_from,
                                       row_number() OVER (ORDER BY id) AS place
                                  FROM screens s) screen,
                               generate_series(0, (:count - 1) / (SELECT count(*) FROM screens)) AS turn,
                               LATERAL (SELECT screen.free_from + turn * interval '3 hours' AS at) times
                         ORDER BY turn, place
                         LIMIT :count
                        RETURNING id""")
                .with("count", count)
                .with("status", status)
                .list(row -> new ShowId(row.uuid("id")));
    }

    /// Access tokens of so many guests, each a different one.
    List<String> guests(int count) {
        int missing = count - tokens.size();
        if (missing > 0) {
            byte[] request = Request.post("/api/v1/auth/guest", Map.of());
            Iterator<Integer> requests = java.util.stream.IntStream.range(0, missing).iterator();
            HttpLoad.closed(server, 32, Duration.ofMinutes(2), new HttpLoad.Script() {
                @Override
                public Optional<byte[]> next() {
                    if (!requests.hasNext()) {
                        return Optional.empty();
                    }
                    requests.next();
                    return Optional.of(request);
                }

                @Override
                public void answered(int status, java.nio.ByteBuffer body) {
                    tokens.add(json(body).path("accessToken").asText());
                }
            });
        }
        return List.copyOf(tokens.subList(0, count));
    }

    /// An access token of an administrator.
    String admin() {
        return admin;
    }

    /// Frees every seat that is not booked, in the database and in Redis, as if nobody had ever held one.
    void releaseAll() {
        database.sql("DELETE FROM show_seats WHERE status <> 'BOOKED'").update();
        database.sql("TRUNCATE seat_locks CASCADE").update();
        redis.run(
                Redis.Script.of(
                        "local n = 0; for _, k in ipairs(redis.call('KEYS', 'lock:*')) do n = n + redis.call('UNLINK', k) end; return n"),
                List.of(), List.of());
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

    static JsonNode json(java.nio.ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        try {
            return Json.strict().readTree(bytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Child child(
            String name, String main, Map<String, String> settings, String readyLine, CompletableFuture<URI> ready) {
        List<String> jvm = List.of("-Xmx2g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
        Child child = Child.start(
                name, new Child.Program(main, jvm, List.of(), settings), folder.resolve("logs"), line -> {
                    if (line.startsWith(readyLine)) {
                        ready.complete(URI.create(line.substring(readyLine.length())));
                    }
                });
        parts.push(child);
        var _ = child.ended().thenAccept(why -> ready.completeExceptionally(new IllegalStateException(why)));
        return child;
    }

    private static URI await(CompletableFuture<URI> ready) {
        return ready.orTimeout(START.toSeconds(), TimeUnit.SECONDS).join();
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }

    private String addAdmin(String redisUrl) {
        LoginRequest login = new LoginRequest("bench@example.org", "a long password");
        try (Redis sessions = Redis.open(redisUrl)) {
            Identity.create(database, sessions, new Secrets(MASTER_KEY), Clock.systemUTC())
                    .users()
                    .add(Role.ADMIN, login.email(), login.password(), "Bench", null);
        }
        return BoxOfficeClient.at(server).signIn(login).accessToken();
    }

    private void addScreens() {
        Catalogue catalogue = new Catalogue(database);
        catalogue.add(
                new NewMovie(
                        "metropolis", "Metropolis", null, 1927, LocalDate.of(1927, 1, 10), 120, List.of("de"),
                        List.of("DE"), List.of("Drama"), "12", List.of("2D"), new BigDecimal("8.3"),
                        List.of("#1A2B3C", "#4D5E6F"), "A city of the future."));
        List<NewTheater.NewScreen> screens = new ArrayList<>();
        for (int i = 1; i <= 12_000 / SHOWS_A_SCREEN; i++) {
            screens.add(new NewTheater.NewScreen("screen-" + i, "Screen " + i, List.of("2D"), "plan", 30));
        }
        catalogue.add(
                new NewTheater(
                        "bench", "Bench", "Berlin", "DE", "Unter den Linden 1", ZoneId.of("Europe/Berlin"), "EUR",
                        List.of(new NewTheater.Tax("VAT", new BigDecimal("7"))), new BigDecimal("0.50"),
                        Map.of(SeatType.PREMIUM, new BigDecimal("1.2")), null, null, null, screens),
                _ -> plan);
    }

    private static SeatPlan plan() {
        List<SeatPlan.Row> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            String label = Character.toString('A' + row);
            List<Seat> seats = new ArrayList<>();
            for (int number = 1; number <= SEATS_A_ROW; number++) {
                seats.add(
                        new Seat(
                                new SeatId(label + number), "main", label, Integer.toString(number),
                                row > 10 ? SeatType.PREMIUM : SeatType.REGULAR, number - 1 + (number > 10 ? 1.5 : 0),
                                row * 1.2, Set.of(), null));
            }
            rows.add(new SeatPlan.Row(label, seats));
        }
        return new SeatPlan(
                "Three hundred seats", "Screen", List.of(new SeatPlan.Section("main", "Main floor", rows)));
    }
}
