package boxoffice.server.booking;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.PaymentId;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.exception.StripeException;
import com.stripe.param.EventListParams;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;

/// One guest's purchase of seats nobody else has touched, and what the gateway and the database know of it.
record Sale(
        TestBoxOffice boxOffice,
        BoxOfficeClient guest,
        ShowId show,
        List<SeatId> seats,
        SeatLock lock,
        BookingCreated created) {

    /// A booking that waits for its payment.
    static Sale open(TestBoxOffice boxOffice, int seats) {
        Foyer foyer = Foyer.of(boxOffice);
        return open(boxOffice, foyer.guest(), foyer.freshShow(), seats);
    }

    static Sale open(TestBoxOffice boxOffice, BoxOfficeClient guest, ShowId show, int count) {
        List<SeatId> seats = Foyer.of(boxOffice).seats(show, count);
        SeatLock lock = guest.lock(new LockRequest(show, seats));
        BookingCreated created = guest.book(card(lock), UUID.randomUUID());
        return new Sale(boxOffice, guest, show, seats, lock, created);
    }

    /// A booking that is paid and confirmed.
    static Sale paid(TestBoxOffice boxOffice, int seats) {
        Sale sale = open(boxOffice, seats);
        sale.pay(Phone.GOOD_CARD);
        sale.await(BookingStatus.CONFIRMED);
        return sale;
    }

    static BookingRequest card(SeatLock lock) {
        return new BookingRequest(lock.lockId(), PaymentMethod.CARD, null, null);
    }

    /// @return the hosted page's status: 303 when paid, 402 when declined
    int pay(String card) {
        return new Phone().pay(created.paymentUrl(), card);
    }

    PaymentId payment() {
        return created.paymentId();
    }

    Booking booking() {
        return guest.booking(created.bookingId());
    }

    /// Somebody else gets the seats, whose time is over. The booking is not ended for that before [#end].
    void loseSeats(BoxOfficeClient other) {
        endAt("now() + interval '1 hour'");
        boxOffice.age(lock.lockId(), Duration.ofMinutes(20));
        other.lock(new LockRequest(show, seats));
    }

    /// Has the booking be ended now, which is overdue.
    void end() {
        endAt("now()");
    }

    private void endAt(String time) {
        boxOffice.database()
                .sql("UPDATE bookings SET end_at = " + time + " WHERE id = :id")
                .with("id", created.bookingId())
                .update();
    }

    /// Waits until the booking stands so.
    Booking await(BookingStatus status) {
        return await(created.bookingId(), status);
    }

    /// The same of another booking of this guest's, for which this one was exchanged.
    Booking await(BookingId booking, BookingStatus status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> guest.booking(booking), found -> found.status() == status);
    }

    List<SeatStatus> seatStatuses() {
        return guest.seats(show)
                .seats()
                .stream()
                .filter(seat -> seats.contains(seat.id()))
                .map(ShowSeat::status)
                .toList();
    }

    /// What the gateway's own books say of all the money it took and gave back for the booking's first payment.
    Money atGateway() {
        List<JsonNode> charges = charges();
        return new Money(
                charges.stream().mapToLong(charge -> charge.path("captured").asLong()).sum(),
                charges.stream().mapToLong(charge -> charge.path("refunded").asLong()).sum());
    }

    /// How the payment stands at the gateway; empty before a card was shown.
    String stateAtGateway() {
        return charges().stream().map(charge -> charge.path("status").asText()).findFirst().orElse("");
    }

    private List<JsonNode> charges() {
        return StreamSupport.stream(boxOffice.gateway().books().path("payments").spliterator(), false)
                .filter(charge -> charge.path("metadata").path("payment").asText().equals(payment().toString()))
                .toList();
    }

    /// In minor units.
    record Money(long captured, long refunded) {}

    long total() {
        return lock.totalAmount().movePointRight(2).longValueExact();
    }

    /// The words by which Stripe told us of the money, which nobody keeps but Stripe.
    String paidEvent() {
        EventListParams paid = EventListParams.builder().setType("checkout.session.completed").setLimit(100L).build();
        try {
            String all = boxOffice.stripe().v1().events().list(paid).getLastResponse().body();
            return StreamSupport.stream(new ObjectMapper().readTree(all).path("data").spliterator(), false)
                    .map(JsonNode::toString)
                    .filter(event -> event.contains(payment().toString()))
                    .findFirst()
                    .orElseThrow();
        } catch (StripeException | JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Signs as Stripe does.
    static String signature(String secret, Instant time, String body) {
        long seconds = time.getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] sum = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(sum);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
