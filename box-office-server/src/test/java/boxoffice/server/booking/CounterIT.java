package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.TheaterId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Money over the counter, and the ways to pay that a theater offers (PAY-1).
class CounterIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final BoxOfficeClient clerk = foyer.demo("staff");
    private final Wire staff = Wire.to(boxOffice.uri())
            .as(foyer.anyone().signIn(Foyer.login("staff")).accessToken());
    private final Wire admin = Wire.to(boxOffice.uri())
            .as(foyer.anyone().signIn(Foyer.login("admin")).accessToken());

    @AfterEach
    void releaseWhatTheClerkHolds() {
        boxOffice.database().sql("DELETE FROM payment_offers").update();
    }

    @Test
    void whoPaysInCashHasTheTicketsAtOnce() {
        SeatLock lock = lock(clerk);
        UUID key = UUID.randomUUID();

        BookingCreated created = clerk.book(new BookingRequest(lock.lockId(), PaymentMethod.CASH, null, null), key);

        assertThat(created.status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(created.paymentUrl()).isNull();
        assertThat(clerk.booking(created.bookingId()).tickets()).hasSize(1);
        assertThat(clerk.book(new BookingRequest(lock.lockId(), PaymentMethod.CASH, null, null), key).bookingId())
                .isEqualTo(created.bookingId());
    }

    @Test
    void cashGoesBackWhenItIsPaidOut() {
        SeatLock lock = lock(clerk);
        BookingCreated created =
                clerk.book(new BookingRequest(lock.lockId(), PaymentMethod.CASH, null, null), UUID.randomUUID());

        Wire.Answer refund = staff.post(
                "/api/v1/payments/" + created.paymentId() + "/refund", "{\"reason\":\"test\"}", "Idempotency-Key",
                UUID.randomUUID().toString());
        assertThat(refund.json().path("status").asText()).as(refund.body()).isEqualTo("PENDING");
        String id = refund.json().path("refundId").asText();
        assertThat(staff.post("/api/v1/refunds/" + id + "/retry", "").problem().code()).isEqualTo("STATE_CONFLICT");

        assertThat(staff.post("/api/v1/refunds/" + id + "/paid-out", "").json().path("status").asText())
                .isEqualTo("SUCCESS");
        assertThat(staff.post("/api/v1/refunds/" + id + "/paid-out", "").status()).isEqualTo(200);
        assertThat(clerk.booking(created.bookingId()).status()).isEqualTo(BookingStatus.CANCELLED);
    }

    @Test
    void guestsDoNotTakeCash() {
        BoxOfficeClient guest = foyer.guest();
        SeatLock lock = lock(guest);

        Wire.Answer answer = Wire.to(boxOffice.uri())
                .as(foyer.anyone().guest().accessToken())
                .post("/api/v1/bookings", "{\"lockId\":\"%s\",\"paymentMethod\":\"CASH\"}".formatted(lock.lockId()));

        assertThat(answer.status()).isIn(409, 422);
        assertThat(
                org.assertj.core.api.Assertions.catchThrowableOfType(
                        boxoffice.client.BoxOfficeException.Refused.class,
                        () -> guest.book(
                                new BookingRequest(lock.lockId(), PaymentMethod.CASH, null, null), UUID.randomUUID()))
                        .problem()
                        .code()).isEqualTo("PAYMENT_METHOD_UNAVAILABLE");
    }

    @Test
    void aTheaterOffersWhatItsManagersHaveChosen() {
        SeatLock lock = lock(clerk);
        TheaterId theater = new TheaterId(
                boxOffice.database()
                        .sql(
                                "SELECT sc.theater_id FROM shows s JOIN screens sc ON sc.id = s.screen_id WHERE s.id = (SELECT show_id FROM seat_locks WHERE id = :lock)")
                        .with("lock", lock.lockId())
                        .one(row -> row.uuid("theater_id"))
                        .orElseThrow());
        String path = "/api/v1/theaters/" + theater + "/payment-methods";
        assertThat(staff.get(path).body()).contains("CASH", "CARD", "STRIPE");
        assertThat(staff.send("PUT", path, "{\"methods\":[]}").problem().code()).isEqualTo("FORBIDDEN");
        assertThat(
                admin.send(
                        "PUT", path, "{\"methods\":[{\"method\":\"UPI\",\"gateway\":\"STRIPE\"}]}", "Content-Type",
                        "application/json")
                        .problem()
                        .errors()
                        .getFirst()
                        .field()).isEqualTo("methods");

        Wire.Answer chosen = admin.send(
                "PUT", path, "{\"methods\":[{\"method\":\"CARD\",\"gateway\":\"STRIPE\"}]}", "Content-Type",
                "application/json");

        assertThat(chosen.json().path("methods")).hasSize(1);
        assertThat(
                staff.post(
                        "/api/v1/bookings", "{\"lockId\":\"%s\",\"paymentMethod\":\"CASH\"}".formatted(lock.lockId()))
                        .problem()
                        .code()).isEqualTo("PAYMENT_METHOD_UNAVAILABLE");
    }

    private SeatLock lock(BoxOfficeClient who) {
        var show = foyer.freshShow();
        return who.lock(new LockRequest(show, foyer.seats(show, 1)));
    }
}
