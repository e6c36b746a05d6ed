package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Accounts.Session;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is asked for twice with one key is done once (PAY-3).
class IdempotencyIT {
    private static final Duration DAYS = Duration.ofDays(3);

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final Session session = foyer.anyone().guest();
    private final BoxOfficeClient guest = foyer.anyone().with(session);
    private final Wire wire = Wire.to(boxOffice.uri()).as(session.accessToken());
    private final String key = UUID.randomUUID().toString();

    @Test
    void theSameKeyAndBodyGetTheSameAnswer() {
        String body = body(lock());

        Wire.Answer first = book(wire, body, key);
        Wire.Answer second = book(wire, body, key);

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(second.lasting()).isEqualTo(first.lasting());
    }

    @Test
    void aRefusalIsRepeatedToo() {
        String body = body(lock()).replace("CARD", "UPI");

        Wire.Answer first = book(wire, body, key);

        assertThat(first.problem().code()).isEqualTo("PAYMENT_METHOD_UNAVAILABLE");
        assertThat(book(wire, body, key).lasting()).isEqualTo(first.lasting());
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        SeatLock lock = lock();
        book(wire, body(lock), key);

        Wire.Answer other = book(wire, body(lock) + " ", key);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem().code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void tenFirstUsesAtOnceDoTheWorkOnce() throws Exception {
        SeatLock lock = lock();
        String body = body(lock);
        List<Wire.Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(
                    IntStream.range(0, 10).<Callable<Wire.Answer>>mapToObj(i -> () -> book(wire, body, key)).toList())
                    .stream()
                    .map(done -> done.resultNow())
                    .toList();
        }

        Wire.Answer kept = book(wire, body, key);

        assertThat(kept.status()).isEqualTo(201);
        assertThat(answers).anyMatch(answer -> answer.status() == 201).allSatisfy(answer -> {
            if (answer.status() == 201) {
                assertThat(answer.body()).isEqualTo(kept.body());
            } else {
                assertThat(answer.problem().code()).isEqualTo("REQUEST_IN_PROGRESS");
                assertThat(answer.retryAfter()).contains("1");
            }
        });
        assertThat(count("SELECT count(*) AS n FROM bookings WHERE lock_id = :lock", lock)).isOne();
        assertThat(
                count("""
                        SELECT count(*) AS n
                          FROM payments p
                          JOIN bookings b ON b.id = p.booking_id
                         WHERE b.lock_id = :lock""", lock)).isOne();
    }

    @Test
    void theSameKeyOfAnotherUserIsAnotherKey() {
        Session other = foyer.anyone().guest();
        BoxOfficeClient stranger = foyer.anyone().with(other);
        ShowId show = foyer.freshShow();
        SeatLock theirs = stranger.lock(new LockRequest(show, foyer.seats(show, 1)));

        Wire.Answer first = book(wire, body(lock()), key);
        Wire.Answer second = book(Wire.to(boxOffice.uri()).as(other.accessToken()), body(theirs), key);

        assertThat(second.status()).as(second.body()).isEqualTo(201);
        assertThat(second.json().path("bookingId")).isNotEqualTo(first.json().path("bookingId"));
    }

    @Test
    void aKeyThatIsTooOldIsForgottenButNotWhatItMade() {
        SeatLock lock = lock();
        Wire.Answer first = book(wire, body(lock), key);
        boxOffice.database()
                .sql("UPDATE idempotency_keys SET started_at = now() - interval '25 hours' WHERE key = :key")
                .with("key", key)
                .update();

        assertThat(book(wire, body(lock), key).json().path("bookingId")).isEqualTo(first.json().path("bookingId"));
        assertThat(book(wire, body(lock()), key).problem().code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    /// The server died in the middle; the same request takes the work up again after a minute.
    @Test
    void workThatWasCutOffIsTakenUpAgainAfterAMinute() {
        String body = body(lock());
        book(wire, body.replace("CARD", "UPI"), key);
        cutOff("30 seconds");
        assertThat(book(wire, body.replace("CARD", "UPI"), key).problem().code()).isEqualTo("REQUEST_IN_PROGRESS");
        cutOff("2 minutes");
        assertThat(book(wire, body, key).problem().code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");

        assertThat(book(wire, body.replace("CARD", "UPI"), key).problem().code())
                .isEqualTo("PAYMENT_METHOD_UNAVAILABLE");
    }

    /// The server died after the gateway had opened its page, and before anybody was told where it is.
    @Test
    void aRequestThatWasCutOffAfterThePageWasOpenedGetsThatPage() {
        String body = body(lock());
        Wire.Answer first = book(wire, body, key);
        cutOff("2 minutes");

        Wire.Answer again = book(wire, body, key);

        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(book(wire, body, key).lasting()).isEqualTo(again.lasting());
    }

    @Test
    void anExchangeIsMadeOnceForItsKeyAndForNothingElse() {
        OwnHouse house = OwnHouse.of(boxOffice);
        Sale sale = sold(house);
        String path = "/api/v1/bookings/" + sale.created().bookingId() + "/exchange";
        String body = "{\"lockId\":\"%s\"}".formatted(lock(house.show(DAYS, 900)).lockId());

        Wire.Answer first = wire.post(path, body, "Idempotency-Key", key);

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(wire.post(path, body, "Idempotency-Key", key).lasting()).isEqualTo(first.lasting());
        String another = "{\"lockId\":\"%s\"}".formatted(lock(house.show(DAYS, 900)).lockId());
        assertThat(wire.post(path, another, "Idempotency-Key", key).status()).isEqualTo(422);
    }

    @Test
    void aKeyIsAskedForOnlyOnceWhoeverDecidesOnMoney() {
        OwnHouse house = OwnHouse.of(boxOffice);
        Wire staff = Wire.to(boxOffice.uri())
                .as(foyer.anyone().signIn(Foyer.login("admin")).accessToken());
        String path = "/api/v1/shows/" + sold(house).show() + "/cancel";

        Wire.Answer first = staff.post(path, "{\"reason\":\"no power\"}", "Idempotency-Key", key);

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        await().untilAsserted(
                () -> assertThat(staff.get(path.replace("/cancel", "/cancellation")).json().path("done").asInt())
                        .isOne());
        assertThat(staff.post(path, "{\"reason\":\"no power\"}", "Idempotency-Key", key).body()).isEqualTo(
                first.body());
        assertThat(staff.post(path, "{\"reason\":\"no light\"}", "Idempotency-Key", key).problem().code())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        for (String other : List.of(
                "reviews/%s/confirm", "reviews/%s/refund", "refunds/%s/retry", "refunds/%s/paid-out")) {
            String nothing = "/api/v1/" + other.formatted(UUID.randomUUID());
            String once = UUID.randomUUID().toString();
            assertThat(staff.post(nothing, "{}", "Idempotency-Key", once).status()).isEqualTo(404);
            assertThat(staff.post(nothing, "{ }", "Idempotency-Key", once).status()).as(nothing).isEqualTo(422);
        }
    }

    private Sale sold(OwnHouse house) {
        Sale sale = Sale.open(boxOffice, guest, house.show(DAYS, 1_400), 1);
        sale.pay(Phone.GOOD_CARD);
        sale.await(BookingStatus.CONFIRMED);
        return sale;
    }

    private void cutOff(String ago) {
        boxOffice.database().sql("""
                UPDATE idempotency_keys
                   SET status = NULL, body = NULL, started_at = now() - CAST(:ago AS interval)
                 WHERE key = :key""").with("key", key).with("ago", ago).update();
    }

    private SeatLock lock() {
        return lock(foyer.freshShow());
    }

    private SeatLock lock(ShowId show) {
        return guest.lock(new LockRequest(show, foyer.seats(show, 1)));
    }

    private static String body(SeatLock lock) {
        return "{\"lockId\":\"%s\",\"paymentMethod\":\"CARD\"}".formatted(lock.lockId());
    }

    private static Wire.Answer book(Wire who, String body, String key) {
        return who.post("/api/v1/bookings", body, "Idempotency-Key", key);
    }

    private long count(String query, SeatLock lock) {
        return boxOffice.database().sql(query).with("lock", lock.lockId()).one(row -> row.number("n")).orElseThrow();
    }
}
