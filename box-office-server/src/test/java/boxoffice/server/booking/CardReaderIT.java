package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Cancellations.CancelRequest;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.ShowId;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Rule;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.terminal.ReaderCreateParams;
import com.stripe.param.terminal.ReaderPresentPaymentMethodParams;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Guests who hold their card to the reader on the counter (PAY-1).
class CardReaderIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final OwnHouse house = OwnHouse.of(boxOffice);
    private final BoxOfficeClient clerk = foyer.demo("staff");
    private final Wire staff = Wire.to(boxOffice.uri())
            .as(foyer.anyone().signIn(Foyer.login("staff")).accessToken());
    private final StripeClient stripe = StripeClient.builder()
            .setApiKey(boxOffice.settings(Map.of()).gateway().key())
            .setApiBase(boxOffice.gateway().uri().toString())
            .build();
    private String reader = "";

    @BeforeEach
    void putAReaderOnTheCounter() throws StripeException {
        reader = stripe.v1()
                .terminal()
                .readers()
                .create(
                        ReaderCreateParams.builder()
                                .setRegistrationCode("simulated-wpe")
                                .setLabel("Counter")
                                .setLocation("tml_house")
                                .build())
                .getId();
        Wire.Answer placed = Wire.to(boxOffice.uri())
                .as(foyer.anyone().signIn(Foyer.login("admin")).accessToken())
                .send(
                        "PUT", "/api/v1/theaters/" + house.theater() + "/card-readers",
                        "{\"readers\":[{\"reader\":\"%s\",\"label\":\"Counter\"}]}".formatted(reader), "Content-Type",
                        "application/json");
        assertThat(placed.status()).as(placed.body()).isEqualTo(200);
    }

    @Test
    void whoHoldsTheirCardToTheReaderHasTheTickets() throws StripeException {
        JsonNode created = book(lock(), UUID.randomUUID()).json();
        assertThat(created.path("status").asText()).isEqualTo("PENDING");
        assertThat(created.path("paymentUrl").asText("")).isEmpty();

        present(Phone.GOOD_CARD);

        Booking booking = awaitStatus(created, BookingStatus.CONFIRMED);
        assertThat(booking.tickets()).hasSize(1);
        assertThat(captured(created)).isEqualTo(OwnHouse.SEAT);

        clerk.cancel(booking.id(), CancelRequest.ALL);
        await().untilAsserted(() -> assertThat(refunded(created)).isEqualTo(OwnHouse.SEAT));
    }

    @Test
    void aCardThatIsDeclinedGivesWayToAnother() throws StripeException {
        JsonNode created = book(lock(), UUID.randomUUID()).json();

        present("4000000000009995");

        await().untilAsserted(
                () -> assertThat(clerk.booking(id(created)).paymentStatus()).isEqualTo(PaymentStatus.FAILED));
        Wire.Answer again = staff.post(
                "/api/v1/payments",
                "{\"bookingId\":\"%s\",\"method\":\"CARD_PRESENT\",\"reader\":\"%s\"}".formatted(id(created), reader),
                "Idempotency-Key", UUID.randomUUID().toString());
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        present(Phone.GOOD_CARD);

        awaitStatus(created, BookingStatus.CONFIRMED);
    }

    @Test
    void aReaderThatIsBusyIsTriedAgainUnderTheSameKey() throws StripeException {
        JsonNode first = book(lock(), UUID.randomUUID()).json();
        SeatLock lock = lock();
        UUID key = UUID.randomUUID();

        Wire.Answer busy = book(lock, key);

        assertThat(busy.problem().code()).as(busy.body()).isEqualTo("CARD_READER_UNAVAILABLE");
        assertThat(busy.retryAfter()).isPresent();
        present(Phone.GOOD_CARD);
        awaitStatus(first, BookingStatus.CONFIRMED);
        JsonNode second = book(lock, key).json();
        present(Phone.GOOD_CARD);
        awaitStatus(second, BookingStatus.CONFIRMED);
    }

    /// The reader asks for a card, and its gateway's answer never came.
    @Test
    void aReaderThatMayBeAskingIsStoppedBeforeTheBookingIsGivenUp() {
        Fault silent = new Fault.LateAnswer(Set.of(Operation.TERMINAL), Duration.ofSeconds(12));
        String rule = boxOffice.gateway().script().add(Rule.all(silent).times(1)).id();
        Wire.Answer late;
        try {
            late = book(lock(), UUID.randomUUID());
        } finally {
            boxOffice.gateway().script().remove(rule);
        }
        assertThat(late.status()).as(late.body()).isEqualTo(504);
        BookingId booking = BookingId.of(late.json().path("bookingId").asText());

        assertThat(clerk.cancel(booking, CancelRequest.ALL).status()).isEqualTo(BookingStatus.CANCELLED);

        assertThatThrownBy(() -> present(Phone.GOOD_CARD)).isInstanceOf(StripeException.class);
        assertThat(clerk.booking(booking).paymentStatus()).isEqualTo(PaymentStatus.FAILED);
        assertThat(atGateway(clerk.booking(booking).paymentId().toString(), "captured")).isZero();
    }

    /// The node that asked the reader died before it noted the answer, and the webhook is lost.
    @Test
    void whatAReaderTookForABookingThatHasEndedGoesBack() throws StripeException {
        String lost = boxOffice.gateway().script().add(Rule.all(new Fault.LostWebhook(Set.of()))).id();
        JsonNode created;
        try {
            created = book(lock(), UUID.randomUUID()).json();
            present(Phone.GOOD_CARD);
        } finally {
            boxOffice.gateway().script().remove(lost);
        }

        change("UPDATE bookings SET status = 'FAILED', closed_at = now() WHERE id = :id", id(created).value());
        change(
                "UPDATE payments SET status = 'INITIATED', gateway_ref = NULL, look_at = now() WHERE booking_id = :id",
                id(created).value());

        await().untilAsserted(() -> assertThat(refunded(created)).isEqualTo(OwnHouse.SEAT));
        assertThat(clerk.booking(id(created)).status()).isEqualTo(BookingStatus.FAILED);
    }

    private void change(String sql, UUID id) {
        assertThat(boxOffice.database().sql(sql).with("id", id).update()).isEqualTo(1);
    }

    private SeatLock lock() {
        ShowId show = house.show(Duration.ofDays(3));
        return clerk.lock(new LockRequest(show, foyer.seats(show, 1)));
    }

    private Wire.Answer book(SeatLock lock, UUID key) {
        return staff.post(
                "/api/v1/bookings",
                "{\"lockId\":\"%s\",\"paymentMethod\":\"CARD_PRESENT\",\"reader\":\"%s\"}"
                        .formatted(lock.lockId(), reader),
                "Idempotency-Key", key.toString());
    }

    private void present(String card) throws StripeException {
        stripe.v1()
                .testHelpers()
                .terminal()
                .readers()
                .presentPaymentMethod(
                        reader,
                        ReaderPresentPaymentMethodParams.builder()
                                .setType(ReaderPresentPaymentMethodParams.Type.CARD_PRESENT)
                                .setCardPresent(
                                        ReaderPresentPaymentMethodParams.CardPresent.builder().setNumber(card).build())
                                .build());
    }

    private Booking awaitStatus(JsonNode created, BookingStatus status) {
        await().untilAsserted(() -> assertThat(clerk.booking(id(created)).status()).isEqualTo(status));
        return clerk.booking(id(created));
    }

    private static BookingId id(JsonNode created) {
        return BookingId.of(created.path("bookingId").asText());
    }

    private long captured(JsonNode created) {
        return atGateway(created.path("paymentId").asText(), "captured");
    }

    private long refunded(JsonNode created) {
        return atGateway(created.path("paymentId").asText(), "refunded");
    }

    private long atGateway(String payment, String what) {
        long sum = 0;
        for (JsonNode one : boxOffice.gateway().books().path("payments")) {
            sum += one.path("metadata").path("payment").asText().equals(payment) ? one.path(what).asLong() : 0;
        }
        return sum;
    }
}
