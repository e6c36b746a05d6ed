package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.client.BoxOfficeException;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Bookings.Review;
import boxoffice.model.Bookings.ReviewReason;
import boxoffice.model.Cancellations.Exchange;
import boxoffice.model.Cancellations.ExchangeRequest;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Bookings that are paid and not confirmed end confirmed, or with all the money back (PAY-6). The database is made to
/// refuse a booking's tickets, as a defect of ours would.
class ReviewIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);

    @Test
    void whatWentWrongOnceIsConfirmedByItself() {
        Sale sale = Sale.open(boxOffice, 2);
        refuseTickets(sale.created().bookingId());
        try {
            sale.pay(Phone.GOOD_CARD);
            Booking waiting = sale.await(BookingStatus.PENDING_REVIEW);
            assertThat(waiting.paymentStatus()).isEqualTo(PaymentStatus.SUCCESS);
            assertThat(review(waiting).reason()).isEqualTo(ReviewReason.NOT_CONFIRMED);
            assertThat(review(waiting).refundAt()).isNotNull();
            assertThat(sale.seatStatuses()).containsOnly(SeatStatus.LOCKED);
        } finally {
            allowTickets(sale.created().bookingId());
        }

        due("next_try_at", sale.created().bookingId());

        assertThat(sale.await(BookingStatus.CONFIRMED).tickets()).hasSize(2);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.BOOKED);
    }

    /// A lock ends after some minutes; what is paid for is not given to others meanwhile.
    @Test
    void theSeatsOfAPaidBookingAreHeldForAsLongAsItIsTriedAgain() {
        Sale sale = Sale.open(boxOffice, 1);
        refuseTickets(sale.created().bookingId());
        try {
            sale.pay(Phone.GOOD_CARD);
            sale.await(BookingStatus.PENDING_REVIEW);
            Awaitility.await().until(() -> minutesHeld(sale) > 50);
            boxOffice.age(sale.lock().lockId(), Duration.ofMinutes(50));

            assertThatThrownBy(() -> foyer.guest().lock(new LockRequest(sale.show(), sale.seats())))
                    .isInstanceOfSatisfying(
                            BoxOfficeException.Refused.class,
                            refused -> assertThat(refused.problem().code()).isEqualTo("SEAT_UNAVAILABLE"));
        } finally {
            allowTickets(sale.created().bookingId());
        }

        due("next_try_at", sale.created().bookingId());

        sale.await(BookingStatus.CONFIRMED);
    }

    private long minutesHeld(Sale sale) {
        return boxOffice.database()
                .sql(
                        "SELECT CAST(extract(epoch FROM expires_at - now()) AS bigint) / 60 AS m FROM seat_locks WHERE id = :id")
                .with("id", sale.lock().lockId())
                .one(row -> row.number("m"))
                .orElseThrow();
    }

    @Test
    void whatCannotBeConfirmedWithinAnHourGoesBackInFull() {
        Sale sale = Sale.open(boxOffice, 1);

        payInVain(sale);

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total())));
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.AVAILABLE);
    }

    @Test
    void whatCostNothingAndCannotBeConfirmedEndsWithoutARefund() {
        Sale sale = Sale.open(boxOffice, 1);
        boxOffice.database()
                .sql("UPDATE payments SET amount = 0 WHERE id = :id")
                .with("id", sale.payment())
                .update();

        payInVain(sale);

        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.AVAILABLE);
        assertThat(
                boxOffice.database()
                        .sql("SELECT count(*) AS n FROM refunds WHERE payment_id = :id")
                        .with("id", sale.payment())
                        .one(row -> row.number("n"))).contains(0L);
    }

    @Test
    void staffSeeWhatWaitsAndDecide() {
        Sale sale = Sale.open(boxOffice, 1);
        Wire staff = Wire.to(boxOffice.uri()).as(foyer.anyone().signIn(Foyer.login("staff")).accessToken());
        String review;
        refuseTickets(sale.created().bookingId());
        try {
            sale.pay(Phone.GOOD_CARD);
            sale.await(BookingStatus.PENDING_REVIEW);
            review = boxOffice.database()
                    .sql("SELECT id FROM booking_reviews WHERE booking_id = :id")
                    .with("id", sale.created().bookingId())
                    .one(row -> row.uuid("id").toString())
                    .orElseThrow();
            assertThat(staff.get("/api/v1/reviews").body()).contains(review, sale.created().reference());
            assertThat(
                    staff.post(
                            "/api/v1/payments/" + sale.payment() + "/refund", "{\"reason\":\"x\"}",
                            "Idempotency-Key", review).problem().code()).isEqualTo("STATE_CONFLICT");
        } finally {
            allowTickets(sale.created().bookingId());
        }

        assertThat(staff.post("/api/v1/reviews/" + review + "/confirm", "").json().path("done").asBoolean()).isTrue();

        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(staff.post("/api/v1/reviews/" + review + "/refund", "").json().path("done").asBoolean()).isFalse();
        assertThat(staff.get("/api/v1/reviews").body()).doesNotContain(review);
        assertThat(Wire.to(boxOffice.uri()).get("/api/v1/reviews").problem().code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void whoLostTheirSeatsChoosesOthersThatCostNoMore() {
        Sale sale = lost();
        Booking waiting = sale.await(BookingStatus.PENDING_REVIEW);
        assertThat(review(waiting).reason()).isEqualTo(ReviewReason.SEATS_LOST);
        List<SeatId> other = review(waiting).alternatives().getFirst();
        assertThat(other).hasSameSizeAs(sale.seats()).doesNotContainAnyElementsOf(sale.seats());

        SeatLock lock = sale.guest().lock(new LockRequest(sale.show(), other));
        Booking chosen = sale.guest().chooseSeats(sale.created().bookingId(), lock.lockId());

        assertThat(chosen.status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(chosen.tickets()).extracting(ticket -> ticket.seatId()).containsExactlyInAnyOrderElementsOf(other);
        assertThat(chosen.review()).isNull();
        long back = sale.total() - chosen.totalAmount().movePointRight(2).longValueExact();
        Awaitility.await()
                .untilAsserted(() -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), back)));
    }

    @Test
    void whoLostTheirSeatsAndDoesNotChooseGetsAllBack() {
        Sale sale = lost();
        sale.await(BookingStatus.PENDING_REVIEW);

        due("refund_at", sale.created().bookingId());

        sale.await(BookingStatus.FAILED);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total())));
    }

    @Test
    void anExchangeThatLosesItsSeatsWhileItIsTriedAgainIsUndoneAndItsDifferenceGoesBack() {
        OwnHouse house = OwnHouse.of(boxOffice);
        Sale sale = house.sold(Duration.ofDays(3), 1);
        ShowId other = house.show(Duration.ofDays(3), 2_000);
        SeatLock lock = sale.guest().lock(new LockRequest(other, foyer.seats(other, 1)));
        Exchange begun = sale.guest().exchange(sale.created().bookingId(), new ExchangeRequest(lock.lockId(), null));
        refuseTickets(begun.bookingId());
        try {
            new Phone().pay(Objects.requireNonNull(begun.paymentUrl()), Phone.GOOD_CARD);
            sale.await(begun.bookingId(), BookingStatus.PENDING_REVIEW);
            boxOffice.age(lock.lockId(), Duration.ofHours(2));
            foyer.guest().lock(new LockRequest(other, lock.seats().stream().map(PricedSeat::id).toList()));
        } finally {
            allowTickets(begun.bookingId());
        }

        due("next_try_at", begun.bookingId());

        sale.await(begun.bookingId(), BookingStatus.FAILED);
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CONFIRMED);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(house.books()).isEqualTo(
                                new OwnHouse.Books(OwnHouse.SEAT + 600, 600, 0, OwnHouse.SEAT)));
    }

    /// Paid for, but somebody else got the seats before we heard of it.
    private Sale lost() {
        Sale sale = Sale.open(boxOffice, 1);
        sale.loseSeats(foyer.guest());
        sale.pay(Phone.GOOD_CARD);
        return sale;
    }

    private static Review review(Booking booking) {
        return Objects.requireNonNull(booking.review());
    }

    /// Pays for a booking that cannot be confirmed within the hour.
    private void payInVain(Sale sale) {
        refuseTickets(sale.created().bookingId());
        try {
            sale.pay(Phone.GOOD_CARD);
            sale.await(BookingStatus.PENDING_REVIEW);

            due("refund_at", sale.created().bookingId());

            sale.await(BookingStatus.FAILED);
        } finally {
            allowTickets(sale.created().bookingId());
        }
    }

    private void refuseTickets(BookingId booking) {
        boxOffice.database().sql("""
                CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $body$
                BEGIN
                    RAISE EXCEPTION 'no ticket today' USING ERRCODE = 'data_exception';
                END $body$""".formatted(name(booking))).update();
        boxOffice.database()
                .sql(
                        """
                                CREATE TRIGGER %s BEFORE INSERT ON tickets FOR EACH ROW
                                WHEN (NEW.booking_id = '%s') EXECUTE FUNCTION %s()"""
                                .formatted(name(booking), booking, name(booking)))
                .update();
    }

    private void allowTickets(BookingId booking) {
        boxOffice.database().sql("DROP TRIGGER %s ON tickets".formatted(name(booking))).update();
    }

    private static String name(BookingId booking) {
        return "refuse_" + booking.toString().replace('-', '_');
    }

    private void due(String what, BookingId booking) {
        boxOffice.database()
                .sql("UPDATE booking_reviews SET %s = now() WHERE booking_id = :id".formatted(what))
                .with("id", booking)
                .update();
    }
}
