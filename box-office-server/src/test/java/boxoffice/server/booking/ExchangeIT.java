package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.RefundRequest;
import boxoffice.model.Cancellations.CancelRequest;
import boxoffice.model.Cancellations.Exchange;
import boxoffice.model.Cancellations.ExchangeRequest;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.model.Tickets.Ticket;
import boxoffice.model.Tickets.Verdict;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Guests who want to see another show instead (CANC-1).
class ExchangeIT {
    private static final Duration DAYS = Duration.ofDays(3);

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final OwnHouse house = OwnHouse.of(boxOffice);

    @AfterEach
    void everyCentIsAccountedFor() {
        assertThat(house.books()).matches(OwnHouse.Books::balance, "captured - refunded - retained = value");
    }

    @Test
    void aCheaperShowIsExchangedAtOnceAndTheDifferenceComesBack() {
        Sale sale = house.sold(DAYS, 2);
        String oldTicket = sale.booking().tickets().getFirst().token();
        ShowId other = house.show(DAYS, 900);

        Exchange done = exchange(sale, lock(sale, other, 2));

        assertThat(done.status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(done.dueAmount()).isEqualByComparingTo("0");
        assertThat(done.refundAmount()).isEqualByComparingTo("10.00");
        Booking next = sale.guest().booking(done.bookingId());
        assertThat(next.show().id()).isEqualTo(other);
        assertThat(next.paymentId()).isEqualTo(sale.payment());
        assertThat(next.tickets()).hasSize(2)
                .extracting(Ticket::token)
                .allSatisfy(token -> assertThat(foyer.anyone().verify(token).verdict()).isEqualTo(Verdict.VALID));
        assertThat(foyer.anyone().verify(oldTicket).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.AVAILABLE);
        await().untilAsserted(() -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 1_000)));

        // What is left of the money comes back when the new booking is cancelled.
        assertThat(sale.guest().cancel(done.bookingId(), CancelRequest.ALL).refundAmount())
                .isEqualTo(OwnHouse.euros(sale.total() - 1_000));
        await().untilAsserted(() -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total())));
    }

    @Test
    void aDearerShowIsExchangedWhenTheDifferenceIsPaid() {
        Sale sale = house.sold(DAYS, 1);
        ShowId other = house.show(DAYS, 2_000);
        SeatLock lock = lock(sale, other, 1);

        Exchange begun = exchange(sale, lock);

        assertThat(begun.status()).isEqualTo(BookingStatus.PENDING);
        assertThat(begun.dueAmount()).isEqualByComparingTo("6.00");
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(exchange(sale, lock)).isEqualTo(begun);

        assertThat(pay(begun)).isEqualTo(303);

        sale.await(begun.bookingId(), BookingStatus.CONFIRMED);
        assertThat(sale.guest().booking(begun.bookingId()).tickets()).hasSize(1);
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.AVAILABLE);
        assertThat(captured(begun)).isEqualTo(600);
        assertThat(house.books()).isEqualTo(new OwnHouse.Books(2_150, 0, 0, 2_150));
        assertThat(exchange(sale, lock).status()).isEqualTo(BookingStatus.CONFIRMED);

        // Two payments, and both come back.
        sale.guest().cancel(begun.bookingId(), CancelRequest.ALL);
        await().untilAsserted(
                () -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(OwnHouse.SEAT, OwnHouse.SEAT)));
        await().untilAsserted(() -> assertThat(refunded(begun)).isEqualTo(600));
    }

    @Test
    void aDifferenceThatIsNeverPaidChangesNothing() {
        Sale sale = house.sold(DAYS, 1);
        SeatLock lock = lock(sale, house.show(DAYS, 2_000), 1);
        Exchange begun = exchange(sale, lock);

        sale.guest().giveUp(begun.bookingId());

        assertThat(sale.guest().booking(begun.bookingId()).status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(sale.booking().tickets()).hasSize(1);
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.BOOKED);
    }

    @Test
    void whoCancelsWhileTheDifferenceIsBeingPaidGetsBothBack() {
        Sale sale = house.sold(DAYS, 1);
        Exchange begun = exchange(sale, lock(sale, house.show(DAYS, 2_000), 1));
        sale.guest().cancel(sale.created().bookingId(), CancelRequest.ALL);

        pay(begun);

        sale.await(begun.bookingId(), BookingStatus.FAILED);
        await().untilAsserted(() -> assertThat(refunded(begun)).isEqualTo(600));
        await().untilAsserted(
                () -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(OwnHouse.SEAT, OwnHouse.SEAT)));
    }

    /// The payment was made for the booking that is no more.
    @Test
    void whenAllTheMoneyOfTheFirstPaymentGoesBackTheNewSeatsDoToo() {
        Sale sale = house.sold(DAYS, 1);
        Exchange done = exchange(sale, lock(sale, house.show(DAYS, 900), 1));

        foyer.demo("staff").refund(sale.payment(), new RefundRequest(null, "test"), UUID.randomUUID());

        Booking next = sale.guest().booking(done.bookingId());
        assertThat(next.status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(next.tickets()).isEmpty();
        assertThat(sale.guest().seats(next.show().id()).seats()).allMatch(
                seat -> seat.status() == SeatStatus.AVAILABLE);
        assertThat(house.books()).isEqualTo(new OwnHouse.Books(OwnHouse.SEAT, OwnHouse.SEAT, 0, 0));
    }

    @Test
    void ofManyExchangesAtOnceOneHappens() throws Exception {
        Sale sale = house.sold(DAYS, 1);
        ShowId other = house.show(DAYS, 900);
        List<SeatLock> locks = List.of(lock(sale, other, 1), lock(sale, other, 1), lock(sale, other, 1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(
                    IntStream.range(0, 6).<Callable<String>>mapToObj(i -> () -> {
                        try {
                            return exchange(sale, locks.get(i % 3)).bookingId().toString();
                        } catch (Refused refused) {
                            return refused.problem().code();
                        }
                    }).toList());
            List<String> all = answers.stream().map(answer -> answer.resultNow()).toList();
            assertThat(all.stream().filter(answer -> answer.equals("STATE_CONFLICT"))).hasSize(4);
            assertThat(all.stream().distinct()).hasSize(2);
        }
        await().untilAsserted(() -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(OwnHouse.SEAT, 500)));
    }

    @Test
    void theTheaterSaysUntilWhenForWhatAndWhoKeepsTheDifference() {
        Wire admin = Wire.to(boxOffice.uri()).as(foyer.anyone().signIn(Foyer.login("admin")).accessToken());
        Wire.Answer set = admin.send(
                "PUT", "/api/v1/theaters/" + house.theater() + "/cancellation-policy",
                """
                        {"tiers":[{"hoursBefore":0,"percent":0}],"feesRefunded":true,"taxesRefunded":true,"feePerSeat":0,
                         "exchange":{"hoursBefore":6,"feePerSeat":1.25,"difference":"KEPT"}}""",
                "Content-Type",
                "application/json");
        assertThat(set.status()).as(set.body()).isEqualTo(200);
        ShowId other = house.show(DAYS, 900);
        Sale late = house.sold(Duration.ofHours(5), 1);
        Sale sale = house.sold(Duration.ofHours(7), 1);

        Refused refused = catchThrowableOfType(Refused.class, () -> exchange(late, lock(late, other, 1)));
        assertThat(refused.problem().code()).isEqualTo("EXCHANGE_CLOSED");
        assertThat(refused.problem().more()).containsKey("until");

        Exchange done = exchange(sale, lock(sale, other, 1));
        assertThat(done.fee()).isEqualByComparingTo("1.25");
        assertThat(done.refundAmount()).isEqualByComparingTo("0");
        // 15.50 were paid for it, 10.50 are what the new seat costs.
        assertThat(house.books()).isEqualTo(new OwnHouse.Books(3_100, 0, 500, OwnHouse.SEAT + 1_050));

        Exchange again = exchange(sale.guest(), done.bookingId(), lock(sale, other, 1));
        assertThat(again.dueAmount()).isEqualByComparingTo("1.25");
    }

    private SeatLock lock(Sale sale, ShowId show, int seats) {
        return sale.guest().lock(new LockRequest(show, foyer.seats(show, seats)));
    }

    private static Exchange exchange(Sale sale, SeatLock lock) {
        return exchange(sale.guest(), sale.created().bookingId(), lock);
    }

    private static Exchange exchange(BoxOfficeClient guest, BookingId booking, SeatLock lock) {
        return guest.exchange(booking, new ExchangeRequest(lock.lockId(), null));
    }

    private static int pay(Exchange exchange) {
        return new Phone().pay(Objects.requireNonNull(exchange.paymentUrl()), Phone.GOOD_CARD);
    }

    private long captured(Exchange exchange) {
        return atGateway(exchange, "captured");
    }

    private long refunded(Exchange exchange) {
        return atGateway(exchange, "refunded");
    }

    private long atGateway(Exchange exchange, String what) {
        String payment = Objects.requireNonNull(exchange.paymentId()).toString();
        return StreamSupport.stream(boxOffice.gateway().books().path("payments").spliterator(), false)
                .filter(charge -> charge.path("metadata").path("payment").asText().equals(payment))
                .mapToLong(charge -> charge.path(what).asLong())
                .sum();
    }
}
