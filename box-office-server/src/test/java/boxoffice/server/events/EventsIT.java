package boxoffice.server.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.BookingId;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.ShowId;
import boxoffice.server.operations.Records;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Streams;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/// Every consumer applies every event once, and those of a key in their order, whatever fails (OPS-2).
class EventsIT {
    private static final String TOPIC = "test.happened";
    private static final String STREAM = "{events}:" + TOPIC;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Database database = boxOffice.database();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final Wire manager = signedIn("manager");

    @Test
    void whatGuestsDoIsConsumedOnceByTwoNodes() {
        Recorder recorder = Recorder.of(database, "booking.created", "booking.cancelled");
        try (Node _ = Node.of(boxOffice, recorder); Node _ = Node.of(boxOffice, recorder)) {
            ShowId show = foyer.freshShow();
            List<UUID> bookings = IntStream.range(0, 8).mapToObj(i -> bookedAndCancelled(show)).toList();

            for (UUID booking : bookings) {
                soon().untilAsserted(() -> assertThat(recorder.applied(booking)).isEqualTo(told(booking)).hasSize(2));
            }
            soon().until(() -> lag(recorder) == 0);
        }
    }

    @Test
    void whileAnEventFailsItsKeyWaitsAndTheOthersGoOn() {
        AtomicBoolean broken = new AtomicBoolean(true);
        UUID poisoned = UUID.randomUUID();
        Recorder recorder = Recorder.failing(database, (sql, event) -> {
            if (broken.get() && event.payload().path("n").asInt() == 1 && event.key().equals(poisoned)) {
                throw new IllegalStateException("not yet");
            }
        }, TOPIC);
        try (Node _ = Node.of(boxOffice, recorder); Node _ = Node.of(boxOffice, recorder)) {
            UUID other = UUID.randomUUID();
            for (int n = 0; n < 5; n++) {
                tell(poisoned, n);
                tell(other, n);
            }

            soon().untilAsserted(() -> assertThat(recorder.applied(other)).isEqualTo(told(other)));
            soon().untilAsserted(() -> assertThat(recorder.applied(poisoned)).hasSize(1));
            broken.set(false);
            soon().untilAsserted(() -> assertThat(recorder.applied(poisoned)).isEqualTo(told(poisoned)).hasSize(5));
        }
    }

    @Test
    void theFifthFailureMakesADeadLetterThatStaffReplayOrDiscard() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Recorder recorder = Recorder.failing(database, (sql, event) -> {
            if (broken.get() && event.payload().path("n").asInt() < 2) {
                throw new IllegalStateException("refused, token=Pa55secret");
            }
        }, TOPIC);
        UUID key = UUID.randomUUID();
        try (Node _ = Node.of(boxOffice, recorder)) {
            IntStream.range(0, 3).forEach(n -> tell(key, n));
            List<Long> told = told(key);

            soon().untilAsserted(() -> {
                letTimePass(recorder);
                assertThat(recorder.applied(key)).containsExactly(told.get(2));
            });
            List<JsonNode> dead = deadLetters(recorder);
            assertThat(dead).hasSize(2);
            assertThat(dead.getFirst().path("error").asText()).isEqualTo(
                    "IllegalStateException: refused, token=…");
            assertThat(dead.getFirst().path("attempts").asInt()).isEqualTo(5);
            assertThat(dead.getFirst().path("key").asText()).isEqualTo(key.toString());
            assertThat(dead.getFirst().path("payload").path("n").asInt()).isZero();

            broken.set(false);
            assertThat(decide(dead.getFirst(), "replay").status()).isEqualTo(204);
            assertThat(decide(dead.getLast(), "discard").status()).isEqualTo(204);
            soon().untilAsserted(
                    () -> assertThat(recorder.applied(key)).containsExactly(told.get(2), told.getFirst()));
            assertThat(deadLetters(recorder)).isEmpty();
            assertThat(decide(dead.getLast(), "replay").problem().code()).isEqualTo("DEAD_LETTER_NOT_FOUND");
            assertThat(audited(key)).containsExactly("REPLAYED", "DISCARDED");
        }
    }

    @Test
    void aNodeWhoseDatabaseConnectionBreaksAfterTheEffectRepeatsNothingAndLosesNothing() {
        AtomicInteger breaks = new AtomicInteger(2);
        Recorder recorder = Recorder.failing(database, (sql, event) -> {
            if (breaks.getAndDecrement() > 0) {
                sql.sql("SELECT pg_terminate_backend(pg_backend_pid()) AS done").list(row -> row.flag("done"));
            }
        }, TOPIC);
        try (Node _ = Node.of(boxOffice, recorder)) {
            UUID key = UUID.randomUUID();
            tell(key, 0);
            tell(key, 1);

            passTime(key);
            soon().untilAsserted(() -> assertThat(recorder.applied(key)).isEqualTo(told(key)).hasSize(2));
        }
    }

    @Test
    void whatADeadNodeHasTakenIsConsumedByAnother() {
        Recorder recorder = Recorder.of(database, TOPIC);
        UUID key = UUID.randomUUID();
        Node.of(boxOffice, recorder).close();
        tell(key, 0);
        soon().until(() -> allSent(key));
        Streams streams = boxOffice.fastPath().streams();
        streams.group(STREAM, recorder.name());
        assertThat(streams.read(recorder.name(), "dead", List.of(STREAM), 1_000)).isNotEmpty();
        try (Node _ = Node.of(boxOffice, recorder)) {
            passTime(key);

            soon().untilAsserted(() -> assertThat(recorder.applied(key)).isEqualTo(told(key)));
        }
    }

    @Test
    void anEmptiedRedisLosesNothing() {
        Recorder recorder = Recorder.of(database, TOPIC);
        UUID key = UUID.randomUUID();
        Node.of(boxOffice, recorder).close();
        IntStream.range(0, 3).forEach(n -> tell(key, n));
        soon().until(() -> allSent(key));

        boxOffice.emptyRedis();

        assertThat(recorder.applied(key)).isEmpty();
        try (Node _ = Node.of(boxOffice, recorder)) {
            soon().untilAsserted(() -> assertThat(recorder.applied(key)).isEqualTo(told(key)).hasSize(3));
            boxOffice.emptyRedis();
            tell(key, 3);
            soon().untilAsserted(() -> assertThat(recorder.applied(key)).isEqualTo(told(key)).hasSize(4));
        }
    }

    @Test
    void eventsWaitWhileRedisIsAwayAndSalesGoOn() {
        UUID booking = bookedWhileRedisIsFrozen();

        soon().until(() -> allSent(booking));
    }

    @Test
    void anEventThatIsCommittedLateKeepsItsPlace() throws Exception {
        Recorder recorder = Recorder.of(database, TOPIC);
        UUID key = UUID.randomUUID();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (Node _ = Node.of(boxOffice, recorder); ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Boolean> slow = threads.submit(() -> database.transaction(sql -> {
                Records.event(sql, TOPIC, key, Map.of("n", 0));
                told.countDown();
                return arrives(commit);
            }));
            told.await();
            tell(key, 1);
            UUID probe = UUID.randomUUID();
            await().during(Duration.ofMillis(700)).until(() -> recorder.applied(key).isEmpty());
            commit.countDown();
            assertThat(slow.get()).isTrue();
            tell(probe, 0);

            soon().untilAsserted(() -> assertThat(recorder.applied(probe)).hasSize(1));
            soon().untilAsserted(() -> assertThat(recorder.applied(key)).isEqualTo(told(key)).hasSize(2));
        }
    }

    @Test
    void whatWasConsumedLongAgoIsForgottenAndWhatWasNotIsKept() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Recorder recorder = Recorder.failing(database, (sql, event) -> {
            if (broken.get() && event.payload().path("n").asInt() == 1) {
                throw new IllegalStateException("broken");
            }
        }, TOPIC);
        UUID key = UUID.randomUUID();
        try (Node _ = Node.of(boxOffice, recorder)) {
            tell(key, 0);
            tell(key, 1);
            soon().until(() -> recorder.applied(key).size() == 1 && allSent(key) && lag(recorder) == 1);
            List<Long> told = told(key);
            database.sql("UPDATE outbox SET sent_at = now() - interval '8 days' WHERE key = :key")
                    .with("key", key)
                    .update();
            Retention retention = new Retention(database, java.util.Set.of(recorder.name()), Duration.ofDays(7));

            soon().untilAsserted(() -> {
                retention.forget();
                assertThat(told(key)).containsExactly(told.getLast());
            });
            broken.set(false);
            letTimePass(recorder);
            soon().until(() -> recorder.applied(key).equals(told));
        }
    }

    @Test
    void onlyManagersLookAfterEvents() {
        Wire staff = signedIn("staff");
        assertThat(staff.get("/api/v1/events/status").problem().code()).isEqualTo("FORBIDDEN");
        assertThat(staff.get("/api/v1/events/dead-letters").problem().code()).isEqualTo("FORBIDDEN");
        assertThat(staff.post("/api/v1/events/dead-letters/1/replay", "").problem().code()).isEqualTo("FORBIDDEN");
        assertThat(Wire.to(boxOffice.uri()).get("/api/v1/events/status").problem().code())
                .isEqualTo("UNAUTHENTICATED");
        assertThat(manager.get("/api/v1/events/status").json().path("transport").asText()).isEqualTo("redis");
        assertThat(manager.get("/api/v1/events/dead-letters?limit=0").problem().code()).isEqualTo("INVALID_FIELD");
        assertThat(manager.get("/api/v1/events/dead-letters?after=x").problem().code()).isEqualTo("INVALID_FIELD");
        assertThat(manager.post("/api/v1/events/dead-letters/x/discard", "").problem().code())
                .isEqualTo("DEAD_LETTER_NOT_FOUND");
    }

    private static ConditionFactory soon() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }

    private Wire signedIn(String role) {
        return Wire.to(boxOffice.uri()).as(foyer.anyone().signIn(Foyer.login(role)).accessToken());
    }

    private UUID bookedAndCancelled(ShowId show) {
        BoxOfficeClient guest = foyer.guest();
        BookingId booking = book(guest, show);
        guest.giveUp(booking);
        return booking.value();
    }

    private BookingId book(BoxOfficeClient guest, ShowId show) {
        var lock = guest.lock(new LockRequest(show, foyer.seats(show, 1)));
        return guest.book(
                new BookingRequest(lock.lockId(), PaymentMethod.CARD, null, null), UUID.randomUUID()).bookingId();
    }

    private UUID bookedWhileRedisIsFrozen() {
        ShowId show = foyer.freshShow();
        BoxOfficeClient guest = foyer.guest();
        UUID[] booking = new UUID[1];
        boxOffice.whileRedisIsFrozen(() -> {
            booking[0] = book(guest, show).value();
            await().during(Duration.ofMillis(500)).until(() -> !allSent(booking[0]));
            JsonNode status = manager.get("/api/v1/events/status").json();
            assertThat(status.path("waiting").asLong()).isPositive();
            assertThat(status.has("oldestSeconds")).isTrue();
        });
        return booking[0];
    }

    private void tell(UUID key, int n) {
        database.transaction(sql -> {
            Records.event(sql, TOPIC, key, Map.of("n", n));
            return n;
        });
    }

    private List<Long> told(UUID key) {
        return database.sql("SELECT id FROM outbox WHERE key = :key ORDER BY id")
                .with("key", key)
                .list(row -> row.number("id"));
    }

    private boolean allSent(UUID key) {
        return database.sql("SELECT bool_and(sent_at IS NOT NULL) AS sent FROM outbox WHERE key = :key")
                .with("key", key)
                .one(row -> row.flag("sent"))
                .orElseThrow();
    }

    private long lag(Recorder recorder) {
        return new FlowReport(database, "redis", Optional::empty, List.of(new Consumption(database, recorder)))
                .status()
                .consumers()
                .getFirst()
                .lag();
    }

    /// Retries are due.
    private void letTimePass(Recorder recorder) {
        database.sql("UPDATE event_failures SET next_try_at = now() WHERE consumer = :consumer AND dead_at IS NULL")
                .with("consumer", recorder.name())
                .update();
    }

    /// The events of a key should have arrived long ago.
    private void passTime(UUID key) {
        database.sql("UPDATE outbox SET created_at = created_at - interval '1 minute' WHERE key = :key")
                .with("key", key)
                .update();
    }

    private List<JsonNode> deadLetters(Recorder recorder) {
        JsonNode page = manager.get("/api/v1/events/dead-letters?limit=200").json().path("deadLetters");
        return IntStream.range(0, page.size())
                .mapToObj(page::get)
                .filter(letter -> letter.path("consumer").asText().equals(recorder.name()))
                .toList();
    }

    private Wire.Answer decide(JsonNode deadLetter, String what) {
        return manager.post("/api/v1/events/dead-letters/" + deadLetter.path("id").asLong() + "/" + what, "");
    }

    private List<String> audited(UUID key) {
        return database.sql("SELECT change FROM audit_log WHERE subject = 'event' AND subject_id = :key ORDER BY id")
                .with("key", key)
                .list(row -> row.text("change"));
    }

    private static boolean arrives(CountDownLatch latch) {
        try {
            return latch.await(10, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
