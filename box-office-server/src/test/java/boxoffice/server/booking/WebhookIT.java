package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.SeatStatus;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Rule;
import boxoffice.server.BoxOffice;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the gateway tells us, true or not, once or often, on any node (PAY-3, PAY-7).
class WebhookIT {
    private static final String PATH = "/api/v1/payments/webhook";

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final String secret = boxOffice.settings(Map.of()).gateway().webhookSecret();
    private final Wire gateway = Wire.to(boxOffice.uri());

    @Test
    void theSameEventThreeTimesAndOnAnotherNodeChangesNothingTwice() {
        Sale sale = Sale.paid(boxOffice, 1);
        String event = sale.paidEvent();
        Map<String, Long> before = traces(sale);

        for (int i = 0; i < 3; i++) {
            assertThat(post(gateway, event).status()).isEqualTo(200);
        }
        try (BoxOffice restarted = BoxOffice.start(boxOffice.settings(Map.of("demo.catalogue", "false")))) {
            assertThat(post(Wire.to(restarted.uri()), event).status()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(waiting()).isZero());
        }

        assertThat(traces(sale)).isEqualTo(before);
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
    }

    @Test
    void theWordsOfAnEventAreNotKept() {
        Sale sale = Sale.paid(boxOffice, 1);

        assertThat(
                boxOffice.database()
                        .sql(
                                "SELECT CAST(to_jsonb(e) AS text) AS row FROM gateway_events e WHERE payment_id = :payment")
                        .with("payment", sale.payment())
                        .list(row -> row.text("row")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).doesNotContain("customer_details", "checkout.session"));
        assertThat(sale.paidEvent()).contains("customer_details", "checkout.session");
    }

    /// A gateway may also tell the same fact by a new event.
    @Test
    void theSameFactByAnotherEventChangesNothingTwice() {
        Sale sale = Sale.paid(boxOffice, 1);
        String event = sale.paidEvent()
                .replaceFirst("\"id\":\"evt_[^\"]+\"", "\"id\":\"evt_" + UUID.randomUUID() + "\"");
        Map<String, Long> before = traces(sale);

        assertThat(post(gateway, event).status()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(traces(sale)).isEqualTo(before);
    }

    @Test
    void whatTheGatewayHasNotSignedIsRefusedAndNotKept() {
        Sale sale = Sale.paid(boxOffice, 1);
        String event = sale.paidEvent().replaceFirst("\"id\":\"evt_[^\"]+\"", "\"id\":\"evt_forged\"");
        String good = Sale.signature(secret, Instant.now(), event);
        List<String> signatures = List.of(
                "",
                "garbage",
                "t=,v1=",
                "t",
                "t=abc,v1=00",
                "t=99999999999999999999,v1=00",
                "v1=00",
                good.replaceFirst("v1=.*", "v0=00"),
                Sale.signature("whsec_of_others", Instant.now(), event),
                Sale.signature(secret, Instant.now().minus(Duration.ofMinutes(10)), event),
                Sale.signature(secret, Instant.now(), event + " "));

        assertThat(signatures).allSatisfy(signature -> {
            Wire.Answer answer = gateway.post(PATH, event, "Stripe-Signature", signature);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.problem().code()).isEqualTo("SIGNATURE_INVALID");
        });
        assertThat(rows("gateway_events WHERE event_id = 'evt_forged'")).isZero();
    }

    @Test
    void aSignedTextThatIsNoEventIsRefused() {
        for (String body : List.of("", "{}", "[]", "null", "no JSON", "{\"id\":7}")) {
            Wire.Answer answer = gateway.post(
                    PATH, body, "Stripe-Signature", Sale.signature(secret, Instant.now(), body));
            assertThat(answer.status()).as(body + " " + answer.body()).isEqualTo(400);
        }
    }

    @Test
    void anEventOfAPaymentThatIsNotOursDoesNothing() {
        Sale sale = Sale.paid(boxOffice, 1);
        String event = sale.paidEvent()
                .replaceAll(sale.payment().toString(), UUID.randomUUID().toString())
                .replaceFirst("\"id\":\"evt_[^\"]+\"", "\"id\":\"evt_" + UUID.randomUUID() + "\"");

        assertThat(post(gateway, event).status()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(waiting()).isZero());
    }

    /// The account at the gateway says in which version of the API its events are written, and may be ahead of our library.
    @Test
    void anEventOfAnotherVersionOfTheGatewaysApiIsActedOn() {
        Sale sale = Sale.open(boxOffice, 1);
        String rule = boxOffice.gateway().script().add(Rule.all(new Fault.LostWebhook(Set.of()))).id();
        try {
            sale.pay(Phone.GOOD_CARD);
        } finally {
            boxOffice.gateway().script().remove(rule);
        }
        ObjectNode event = paidAtGateway(sale).put("api_version", "2019-02-19");

        assertThat(post(gateway, event.toString()).status()).isEqualTo(200);

        sale.await(BookingStatus.CONFIRMED);
    }

    private ObjectNode paidAtGateway(Sale sale) {
        Wire stripe = Wire.to(boxOffice.gateway().uri()).as(boxOffice.settings(Map.of()).gateway().key());
        for (JsonNode event : stripe.get("/v1/events?type=checkout.session.completed&limit=100").json().path("data")) {
            if (event.at("/data/object/client_reference_id").asText().equals(sale.payment().toString())) {
                return (ObjectNode) event;
            }
        }
        throw new AssertionError("the gateway knows of no payment " + sale.payment());
    }

    /// Whoever else sells with our account at the gateway is told to us as well.
    @Test
    void anEventOfSomethingElseThatWasPaidDoesNotHoldUpTheOthers() {
        Sale first = Sale.paid(boxOffice, 1);
        String event = first.paidEvent()
                .replaceFirst("\"id\":\"evt_[^\"]+\"", "\"id\":\"evt_" + UUID.randomUUID() + "\"")
                .replaceFirst("\"payment_intent\":\"[^\"]+\"", "\"payment_intent\":null")
                .replaceFirst("\"metadata\":\\{[^}]*}", "\"metadata\":{}");

        assertThat(post(gateway, event).status()).isEqualTo(200);

        Sale.paid(boxOffice, 1);
        await().untilAsserted(() -> assertThat(waiting()).isZero());
    }

    /// It has been tried for weeks; what comes after it must not wait.
    @Test
    void anEventThatFailedVeryOftenDoesNotHoldUpTheOthers() {
        String id = "evt_" + UUID.randomUUID();
        boxOffice.database().sql("""
                INSERT INTO gateway_events (gateway, event_id, state, attempts)
                VALUES ('STRIPE', :id, 'OPEN', 5000)""").with("id", id).update();
        try {
            Sale.paid(boxOffice, 1);
            await().untilAsserted(
                    () -> assertThat(
                            rows(
                                    "gateway_events WHERE event_id = '" + id + "' AND handled_at IS NOT NULL"))
                            .isOne());
        } finally {
            boxOffice.database().sql("DELETE FROM gateway_events WHERE event_id = :id").with("id", id).update();
        }
    }

    /// The guest's kiosk prolongs the hold at the moment when the money is booked.
    @Test
    void whoProlongsAHoldWhileTheMoneyComesDoesNotStandInItsWay() throws Exception {
        Sale sale = Sale.open(boxOffice, 2);
        try (var phone = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> paying = boxOffice.database().transaction(sql -> {
                sql.sql("SELECT 1 AS one FROM seat_locks WHERE id = :lock FOR UPDATE")
                        .with("lock", sale.lock().lockId())
                        .list(row -> row.number("one"));
                Future<Integer> pay = phone.submit(() -> sale.pay(Phone.GOOD_CARD));
                await().until(() -> rows("pg_locks WHERE NOT granted") > 0);
                sql.sql("SELECT 1 AS one FROM show_seats WHERE lock_id = :lock ORDER BY seat_id FOR UPDATE")
                        .with("lock", sale.lock().lockId())
                        .list(row -> row.number("one"));
                return pay;
            });
            assertThat(paying.get()).isEqualTo(303);
        }

        sale.await(BookingStatus.CONFIRMED);
        assertThat(attempts(List.of(sale))).containsOnly(1L);
    }

    /// Each confirmation may hold one connection, not one and wish for another.
    @Test
    void manyConfirmationsAtOnceGetByWithFewConnections() throws Exception {
        List<Sale> sales = IntStream.range(0, 8).mapToObj(i -> Sale.open(boxOffice, 1)).toList();
        try (BoxOffice small = BoxOffice.start(
                boxOffice.settings(Map.of("demo.catalogue", "false", "database.pool", "2")));
                var phones = Executors.newVirtualThreadPerTaskExecutor()) {
            boxOffice.gateway().sendWebhooksTo(List.of(small.uri().resolve(PATH)));
            List<Future<Integer>> paying =
                    sales.stream().map(sale -> phones.submit(() -> sale.pay(Phone.GOOD_CARD))).toList();
            for (Future<Integer> pay : paying) {
                assertThat(pay.get()).isEqualTo(303);
            }
            sales.forEach(sale -> sale.await(BookingStatus.CONFIRMED));
        } finally {
            boxOffice.gateway().sendWebhooksTo(List.of(boxOffice.uri().resolve(PATH)));
        }
        assertThat(sales).allSatisfy(sale -> assertThat(sale.seatStatuses()).containsOnly(SeatStatus.BOOKED));
        // One attempt each; a few more where a busy machine took so long that another node lent a hand.
        assertThat(attempts(sales).stream().mapToLong(Long::longValue).sum()).isLessThan(16);
    }

    private Wire.Answer post(Wire to, String event) {
        return to.post(PATH, event, "Stripe-Signature", Sale.signature(secret, Instant.now(), event));
    }

    private List<Long> attempts(List<Sale> sales) {
        return boxOffice.database()
                .sql("""
                        SELECT attempts
                          FROM gateway_events
                         WHERE state = 'PAID'
                           AND CAST(payment_id AS text) = ANY (:payments)""")
                .with("payments", sales.stream().map(sale -> sale.payment().toString()).toArray(String[]::new))
                .list(row -> row.number("attempts"));
    }

    /// All that confirming leaves behind.
    private Map<String, Long> traces(Sale sale) {
        String booking = "'" + sale.created().bookingId() + "'";
        String payment = "'" + sale.payment() + "'";
        return Map.of(
                "tickets", rows("tickets WHERE booking_id = " + booking),
                "ledger", rows("seat_ledger WHERE booking_id = " + booking),
                "audit", rows("audit_log WHERE subject_id IN (" + booking + ", " + payment + ")"),
                "outbox", rows("outbox WHERE key IN (" + booking + ", " + payment + ")"),
                "refunds", rows("refunds WHERE payment_id = " + payment));
    }

    private long waiting() {
        return rows("gateway_events WHERE handled_at IS NULL");
    }

    private long rows(String from) {
        return boxOffice.database()
                .sql("SELECT count(*) AS rows FROM " + from)
                .one(row -> row.number("rows"))
                .orElseThrow();
    }
}
