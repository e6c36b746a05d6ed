package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Bookings.PaymentRequest;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatStatus;
import boxoffice.model.Tickets.Ticket;
import boxoffice.model.Tickets.Verdict;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Rule;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;

/// From held seats to tickets, with somebody who pays on the hosted page (BOOK-1 to BOOK-3, TIX-1).
class PurchaseIT {
    private static final String SLOW_CARD = "4000000000080004";

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final Wire staff = Wire.to(boxOffice.uri())
            .as(foyer.anyone().signIn(Foyer.login("staff")).accessToken());

    @Test
    void aWalkInWithoutANameBuysTwoSeats() throws Exception {
        Sale sale = Sale.open(boxOffice, 2);
        assertThat(sale.created().status()).isEqualTo(BookingStatus.PENDING);
        assertThat(sale.created().reference()).matches("[A-HJKMNP-Z2-9]{8}");
        assertThat(sale.booking().tickets()).isEmpty();

        assertThat(sale.pay(Phone.GOOD_CARD)).isEqualTo(303);
        Booking booking = sale.await(BookingStatus.CONFIRMED);

        assertThat(booking.paymentStatus()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(booking.paymentUrl()).isNull();
        assertThat(booking.confirmedAt()).isNotNull();
        assertThat(booking.totalAmount()).isEqualByComparingTo(sale.lock().totalAmount());
        assertThat(booking.tickets()).extracting(Ticket::seatId).containsExactlyInAnyOrderElementsOf(sale.seats());
        assertThat(booking.tickets()).allSatisfy(
                ticket -> assertThat(foyer.anyone().verify(ticket.token()).verdict()).isEqualTo(Verdict.VALID));
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.BOOKED);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
        assertThat(sale.guest().bookings().bookings()).extracting(Booking::id).containsExactly(booking.id());
        try (PDDocument pdf = Loader.loadPDF(sale.guest().ticketsPdf(booking.id()))) {
            assertThat(pdf.getNumberOfPages()).isPositive();
        }
    }

    @Test
    void aNameAndAnAddressAreKeptWhereTheyAreGiven() {
        BoxOfficeClient guest = foyer.guest();
        var show = foyer.freshShow();
        SeatLock lock = guest.lock(new LockRequest(show, foyer.seats(show, 1)));
        var wanted = new BookingRequest(lock.lockId(), PaymentMethod.CARD, " Ada Guest ", "ada@example.org");

        var created = guest.book(wanted, UUID.randomUUID());

        assertThat(
                boxOffice.database()
                        .sql("SELECT name || ', ' || email AS who FROM bookings WHERE id = :id")
                        .with("id", created.bookingId())
                        .one(row -> row.text("who"))).contains("Ada Guest, ada@example.org");
    }

    @Test
    void aDeclinedCardMayBeFollowedByABetterOneOnTheSamePage() {
        Sale sale = Sale.open(boxOffice, 1);

        assertThat(sale.pay(Phone.BAD_CARD)).isEqualTo(402);
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.PENDING);
        assertThat(sale.pay(Phone.GOOD_CARD)).isEqualTo(303);

        assertThat(sale.await(BookingStatus.CONFIRMED).tickets()).hasSize(1);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
    }

    @Test
    void aBankThatTakesItsTimeStillConfirmsTheBooking() {
        Sale sale = Sale.open(boxOffice, 1);

        sale.pay(SLOW_CARD);

        assertThat(sale.await(BookingStatus.CONFIRMED).tickets()).hasSize(1);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
    }

    @Test
    void aBookedSeatIsNobodyElses() {
        Sale sale = Sale.paid(boxOffice, 2);

        Refused refused = refusal(() -> foyer.guest().lock(new LockRequest(sale.show(), sale.seats())));

        assertThat(refused.problem().code()).isEqualTo("SEAT_UNAVAILABLE");
        assertThat(refused.problem().more().get("unavailableSeats"))
                .isEqualTo(sale.seats().stream().map(seat -> seat.value()).sorted().toList());
    }

    @Test
    void aLockIsBookedOnce() {
        Sale sale = Sale.open(boxOffice, 1);

        Refused again = refusal(() -> sale.guest().book(Sale.card(sale.lock()), UUID.randomUUID()));

        assertThat(again.problem().code()).isEqualTo("LOCK_INVALID");
    }

    @Test
    void anExpiredLockIsNotBooked() {
        BoxOfficeClient guest = foyer.guest();
        var show = foyer.freshShow();
        SeatLock lock = guest.lock(new LockRequest(show, foyer.seats(show, 1)));
        boxOffice.age(lock.lockId(), Duration.ofMinutes(11));

        Refused late = refusal(() -> guest.book(Sale.card(lock), UUID.randomUUID()));

        assertThat(late.problem().status()).isEqualTo(410);
        assertThat(late.problem().code()).isEqualTo("LOCK_EXPIRED");
        assertThat(late.problem().more()).containsKey("lockExpiresAt");
    }

    @Test
    void aMethodThatIsNotOfferedLeavesTheLockAsItWas() {
        BoxOfficeClient guest = foyer.guest();
        var show = foyer.freshShow();
        SeatLock lock = guest.lock(new LockRequest(show, foyer.seats(show, 1)));
        var upi = new BookingRequest(lock.lockId(), PaymentMethod.UPI, null, null);

        assertThat(refusal(() -> guest.book(upi, UUID.randomUUID())).problem().code())
                .isEqualTo("PAYMENT_METHOD_UNAVAILABLE");

        assertThat(guest.book(Sale.card(lock), UUID.randomUUID()).status()).isEqualTo(BookingStatus.PENDING);
    }

    @Test
    void payingAgainForAnOpenBookingLeadsToTheSamePage() {
        Sale sale = Sale.open(boxOffice, 1);
        var again = new PaymentRequest(sale.created().bookingId(), PaymentMethod.CARD);

        assertThat(sale.guest().pay(again, UUID.randomUUID()).gatewayUrl()).isEqualTo(sale.created().paymentUrl());
    }

    @Test
    void aCancelledBookingFreesItsSeatsAndClosesThePage() {
        Sale sale = Sale.open(boxOffice, 2);

        cancel(sale);

        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.AVAILABLE);
        assertThat(foyer.guest().lock(new LockRequest(sale.show(), sale.seats())).seats()).hasSize(2);
        assertThat(pageTakesMoney(sale)).isFalse();
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(0, 0));
        cancel(sale);
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CANCELLED);
    }

    @Test
    void moneyThatComesAfterTheBookingWasCancelledGoesBackInFull() throws Exception {
        Sale sale = Sale.open(boxOffice, 1);
        Fault slowBank = new Fault.Slow(Duration.ofSeconds(4));
        boxOffice.gateway().script().add(Rule.noted("payment", sale.payment().toString(), slowBank));
        try (var phone = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> paying = phone.submit(() -> sale.pay(Phone.GOOD_CARD));
            // The bank is thinking, so the gateway can neither close the page nor say that the money has come.
            await().pollInterval(Duration.ofMillis(10)).until(() -> sale.stateAtGateway().equals("processing"));

            cancel(sale);

            assertThat(sale.booking().status()).isEqualTo(BookingStatus.CANCELLED);
            paying.get();
        }
        await().untilAsserted(
                () -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total())));
        await().untilAsserted(() -> assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.REFUNDED));
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.AVAILABLE);
    }

    @Test
    void anotherGuestSeesNothingOfABooking() {
        Sale sale = Sale.open(boxOffice, 1);

        assertThat(refusal(() -> foyer.guest().booking(sale.created().bookingId())).problem().code())
                .isEqualTo("BOOKING_NOT_FOUND");
        assertThat(foyer.demo("staff").booking(sale.created().bookingId()).id()).isEqualTo(sale.created().bookingId());
    }

    /// One wait for the job that ends overdue bookings, and all that it may find.
    @Test
    void whatIsOverdueEndsByItselfAndEveryCentIsAccountedFor() {
        Sale unpaid = Sale.open(boxOffice, 2);
        Sale paidButUntold = Sale.open(boxOffice, 1);
        Sale paidButLost = Sale.open(boxOffice, 1);
        boxOffice.gateway().sendWebhooksTo(List.of(URI.create("http://127.0.0.1:1/nobody")));
        try {
            paidButUntold.pay(Phone.GOOD_CARD);
            paidButLost.pay(Phone.GOOD_CARD);
            // Whoever comes now may have the seats: nobody knows yet that they are paid.
            paidButLost.loseSeats(foyer.guest());
            for (Sale sale : List.of(unpaid, paidButUntold)) {
                boxOffice.age(sale.lock().lockId(), Duration.ofMinutes(20));
            }
            paidButLost.end();

            unpaid.await(BookingStatus.FAILED);
            assertThat(unpaid.seatStatuses()).containsOnly(SeatStatus.AVAILABLE);
            assertThat(pageTakesMoney(unpaid)).isFalse();
            assertThat(unpaid.booking().paymentStatus()).isEqualTo(PaymentStatus.FAILED);

            assertThat(paidButUntold.await(BookingStatus.CONFIRMED).tickets()).hasSize(1);
            assertThat(paidButUntold.atGateway()).isEqualTo(new Sale.Money(paidButUntold.total(), 0));

            assertThat(paidButLost.await(BookingStatus.PENDING_REVIEW).paymentStatus()).isEqualTo(
                    PaymentStatus.SUCCESS);
            assertThat(paidButLost.seatStatuses()).containsOnly(SeatStatus.LOCKED);
        } finally {
            boxOffice.gateway().sendWebhooksTo(List.of(boxOffice.uri().resolve("/api/v1/payments/webhook")));
        }
    }

    private void cancel(Sale sale) {
        Wire.Answer answer = staff.post("/api/v1/bookings/" + sale.created().bookingId() + "/cancel", "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static boolean pageTakesMoney(Sale sale) {
        try {
            return sale.pay(Phone.GOOD_CARD) == 303;
        } catch (IllegalStateException noForm) {
            return false;
        }
    }

    private static Refused refusal(Runnable request) {
        return catchThrowableOfType(Refused.class, request::run);
    }
}
