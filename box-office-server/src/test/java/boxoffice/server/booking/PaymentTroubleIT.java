package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Cancellations.CancelRequest;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Rule;
import boxoffice.sandbox.common.Script;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Gateways that say nothing, say it late, or say it again (PAY-5, PAY-7). Nobody waits here: what is due later is made due
/// now.
class PaymentTroubleIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final Script script = boxOffice.gateway().script();

    @AfterEach
    void nothingGoesWrongAnyMore() {
        script.replace(List.of());
    }

    @Test
    void aPaymentWhoseWebhookIsLostIsFoundByAsking() {
        Sale sale = Sale.open(boxOffice, 2);
        String rule = script.add(noted(sale, new Fault.LostWebhook(Set.of()))).id();
        try {
            assertThat(sale.pay(Phone.GOOD_CARD)).isEqualTo(303);
            assertThat(sale.booking().status()).isEqualTo(BookingStatus.PENDING);

            lookNow(sale);

            assertThat(sale.await(BookingStatus.CONFIRMED).tickets()).hasSize(2);
            assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
        } finally {
            script.remove(rule);
        }
    }

    @Test
    void whoComesBackFromThePageIsNotKeptWaitingForALostWebhook() {
        Sale sale = Sale.open(boxOffice, 1);
        String rule = script.add(noted(sale, new Fault.LostWebhook(Set.of()))).id();
        try {
            sale.pay(Phone.GOOD_CARD);

            Wire.to(boxOffice.uri()).get("/paid?payment=" + sale.payment());

            assertThat(sale.await(BookingStatus.CONFIRMED).tickets()).hasSize(1);
        } finally {
            script.remove(rule);
        }
    }

    @Test
    void aWebhookThatComesThreeTimesConfirmsOnce() {
        Sale sale = Sale.open(boxOffice, 1);
        String rule = script.add(noted(sale, new Fault.RepeatedWebhook(Set.of(), 3))).id();
        try {
            sale.pay(Phone.GOOD_CARD);

            assertThat(sale.await(BookingStatus.CONFIRMED).tickets()).hasSize(1);
            assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
            assertThat(count("tickets WHERE booking_id = :id", sale)).isEqualTo(1);
            assertThat(count("audit_log WHERE subject = 'booking' AND subject_id = :id AND change = 'CONFIRMED'", sale))
                    .isEqualTo(1);
        } finally {
            script.remove(rule);
        }
    }

    @Test
    void aGatewayThatDoesNotAnswerLeavesTheBookingOpenAndTheSameKeyGoesOn() {
        var guest = foyer.anyone().guest();
        Wire wire = Wire.to(boxOffice.uri()).as(guest.accessToken());
        var show = foyer.freshShow();
        SeatLock lock = foyer.anyone().with(guest).lock(new LockRequest(show, foyer.seats(show, 1)));
        String body = "{\"lockId\":\"%s\",\"paymentMethod\":\"CARD\"}".formatted(lock.lockId());
        String key = UUID.randomUUID().toString();
        String rule = script.add(Rule.all(new Fault.LateAnswer(Set.of(Operation.OPEN), Duration.ofSeconds(12)))).id();
        Wire.Answer silent;
        try {
            silent = wire.post("/api/v1/bookings", body, "Idempotency-Key", key);
        } finally {
            script.remove(rule);
        }

        assertThat(silent.status()).isEqualTo(504);
        assertThat(silent.problem().code()).isEqualTo("PAYMENT_GATEWAY_TIMEOUT");
        Wire.Answer again = wire.post("/api/v1/bookings", body, "Idempotency-Key", key);
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.json().path("bookingId").asText())
                .isEqualTo(silent.problem().more().get("bookingId"));
        assertThat(new Phone().pay(again.json().path("paymentUrl").asText(), Phone.GOOD_CARD)).isEqualTo(303);
        Awaitility.await()
                .until(
                        () -> wire.get("/api/v1/bookings/" + again.json().path("bookingId").asText())
                                .json()
                                .path("status")
                                .asText(), "CONFIRMED"::equals);
    }

    @Test
    void aGatewayThatBreaksDownIsAskedUnderAnotherNumber() {
        var guest = foyer.guest();
        var show = foyer.freshShow();
        SeatLock lock = guest.lock(new LockRequest(show, foyer.seats(show, 1)));
        UUID key = UUID.randomUUID();
        String rule = script.add(Rule.all(new Fault.ServerError(Set.of(Operation.OPEN), false))).id();
        try {
            assertThat(
                    org.assertj.core.api.Assertions.catchThrowableOfType(
                            boxoffice.client.BoxOfficeException.class, () -> guest.book(Sale.card(lock), key)))
                    .isNotNull();
        } finally {
            script.remove(rule);
        }

        assertThat(guest.book(Sale.card(lock), key).status()).isEqualTo(BookingStatus.PENDING);
    }

    @Test
    void aRefundThatFailsTwiceIsDoneTheThirdTimeAndOnce() {
        Sale sale = Sale.paid(boxOffice, 1);
        String rule = script.add(noted(sale, new Fault.RefusedRefund()).times(2)).id();
        try {
            refund(sale);

            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                hurryRefunds(sale);
                assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total()));
                assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.REFUNDED);
            });
            assertThat(count("refunds WHERE payment_id = :payment", sale)).isEqualTo(1);
        } finally {
            script.remove(rule);
        }
    }

    @Test
    void aRefundThatKeepsFailingWaitsForAPersonWhoMayTryItAgain() {
        Sale sale = Sale.paid(boxOffice, 1);
        String rule = script.add(noted(sale, new Fault.RefusedRefund())).id();
        String refund;
        Wire staff = staff();
        try {
            refund = refund(sale);
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                hurryRefunds(sale);
                assertThat(staff.get("/api/v1/refunds/" + refund).json().path("status").asText()).isEqualTo("FAILED");
            });
        } finally {
            script.remove(rule);
        }
        assertThat(staff.get("/api/v1/reviews").body()).contains(refund).contains("REFUND_FAILED");
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));

        Wire.Answer again = staff.post("/api/v1/refunds/" + refund + "/retry", "");

        assertThat(again.status()).as(again.body()).isEqualTo(200);
        awaitDone(sale, refund);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total()));
        Awaitility.await().until(() -> !staff.get("/api/v1/reviews").body().contains(refund));
    }

    @Test
    void aRefundThatIsReviewedIsSettledWhenItsMoneyGoesBackByAnother() {
        Sale sale = Sale.paid(boxOffice, 1);
        String rule = script.add(noted(sale, new Fault.RefusedRefund())).id();
        Wire staff = staff();
        String failed;
        try {
            failed = refund(sale);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                hurryRefunds(sale);
                return staff.get("/api/v1/reviews").body().contains(failed);
            });
        } finally {
            script.remove(rule);
        }

        awaitDone(sale, refund(sale));

        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total()));
        assertThat(staff.post("/api/v1/refunds/" + failed + "/retry", "").problem().code()).isEqualTo("STATE_CONFLICT");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !staff.get("/api/v1/reviews").body().contains(failed));
    }

    /// The gateway breaks down over it, and again when it is asked whether it did it.
    @Test
    void aRefundWhoseAnswerIsLostIsLookedForBeforeItIsAskedForAgain() {
        Sale sale = Sale.paid(boxOffice, 1);
        script.add(noted(sale, new Fault.ServerError(Set.of(Operation.REFUND), true)).times(1));
        script.add(noted(sale, new Fault.ServerError(Set.of(Operation.RETRIEVE_REFUND), false)).times(1));

        String refund = refund(sale, "\"amount\":5.00,");

        awaitDone(sale, refund);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 500));
    }

    /// Another node has asked anew while this one waited.
    @Test
    void anAnswerThatComesTooLateIsNotTakenForThatToTheNextNumber() {
        Sale sale = Sale.paid(boxOffice, 1);
        script.add(noted(sale, new Fault.PendingRefund(Duration.ofSeconds(6))).times(1));
        script.add(noted(sale, new Fault.LateAnswer(Set.of(Operation.REFUND), Duration.ofSeconds(3))).times(1));
        String refund = refund(sale, "\"amount\":5.00,");
        Awaitility.await()
                .until(
                        () -> boxOffice.database()
                                .sql("UPDATE refunds SET number = 2 WHERE payment_id = :id AND attempts = 1")
                                .with("id", sale.payment())
                                .update() == 1);

        Awaitility.await()
                .during(Duration.ofSeconds(4))
                .until(() -> count("refunds WHERE payment_id = :payment AND gateway_ref IS NULL", sale) == 1);

        awaitDone(sale, refund);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 500));
    }

    @Test
    void aRefundOfWhichTheGatewaySaysNothingForADayIsPaidOutByStaffWhoHaveLookedThere() {
        Sale sale = Sale.paid(boxOffice, 1);
        script.add(noted(sale, new Fault.ServerError(Set.of(Operation.REFUND, Operation.RETRIEVE_REFUND), false)));
        Wire staff = staff();
        String refund = refund(sale);
        awaitSilence(sale, "23 hours");
        Wire.Answer tooSoon = staff.post("/api/v1/refunds/" + refund + "/paid-out", "");
        assertThat(tooSoon.problem().code()).isEqualTo("STATE_CONFLICT");
        assertThat(staff.get("/api/v1/reviews").body()).doesNotContain(refund);

        awaitSilence(sale, "25 hours");

        assertThat(staff.get("/api/v1/reviews").body()).contains(refund);
        assertThat(staff.get("/api/v1/refunds/" + refund).json().path("failure").asText())
                .startsWith("for a day the gateway has not said");
        Awaitility.await().until(() -> staff.post("/api/v1/refunds/" + refund + "/paid-out", "").status() == 200);
        assertThat(staff.get("/api/v1/refunds/" + refund).json().path("status").asText()).isEqualTo("SUCCESS");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !staff.get("/api/v1/reviews").body().contains(refund));
        assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
    }

    @Test
    void aRefundIsNotPaidOutWhileItsGatewayMayBeGivingItBack() {
        Sale sale = Sale.paid(boxOffice, 1);
        String broken = script.add(
                noted(sale, new Fault.ServerError(Set.of(Operation.REFUND, Operation.RETRIEVE_REFUND), false))).id();
        String refund = refund(sale);
        awaitSilence(sale, "25 hours");
        script.remove(broken);
        script.add(noted(sale, new Fault.LateAnswer(Set.of(Operation.REFUND), Duration.ofSeconds(12))).times(1));
        String known = failure(refund);
        Awaitility.await().until(() -> {
            hurryRefunds(sale);
            return sale.atGateway().equals(new Sale.Money(sale.total(), sale.total()));
        });
        assertNotPaidOut(refund);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !failure(refund).equals(known));
        assertNotPaidOut(refund);

        awaitDone(sale, refund);
        assertNotPaidOut(refund);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total()));
    }

    private String failure(String refund) {
        return staff().get("/api/v1/refunds/" + refund).json().path("failure").asText();
    }

    private void assertNotPaidOut(String refund) {
        Wire.Answer refused = staff().post("/api/v1/refunds/" + refund + "/paid-out", "");
        assertThat(refused.status()).as(refused.body()).isEqualTo(409);
        assertThat(refused.problem().code()).isEqualTo("STATE_CONFLICT");
    }

    @Test
    void aRefundThatFailedIsStillOwedWhenTheRestIsCancelled() {
        Sale sale = Sale.paid(boxOffice, 2);
        String rule = script.add(noted(sale, new Fault.RefusedRefund())).id();
        String refund;
        try {
            refund = refund(sale, "\"amount\":5,");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                hurryRefunds(sale);
                return staff().get("/api/v1/reviews").body().contains(refund);
            });
        } finally {
            script.remove(rule);
        }

        sale.guest().cancel(sale.created().bookingId(), CancelRequest.ALL);

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(sale.atGateway()).isEqualTo(
                                new Sale.Money(sale.total(), sale.total() - 500)));
        Wire.Answer again = staff().post("/api/v1/refunds/" + refund + "/retry", "");
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        awaitDone(sale, refund);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total()));
    }

    @Test
    void aRefundWhoseGatewayIsNotConfiguredAnyMoreIsShownToStaffAndDoneWhenItIsAgain() {
        Sale sale = Sale.paid(boxOffice, 1);
        gateway(sale, "GIVEN_UP");
        Wire staff = staff();
        String refund = refund(sale);
        awaitSilence(sale, "25 hours");
        assertThat(staff.get("/api/v1/reviews").body()).contains(refund);

        gateway(sale, "STRIPE");

        awaitDone(sale, refund);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !staff.get("/api/v1/reviews").body().contains(refund));
    }

    private void gateway(Sale sale, String name) {
        boxOffice.database()
                .sql("UPDATE payments SET gateway = :name WHERE id = :id")
                .with("name", name)
                .with("id", sale.payment())
                .update();
    }

    /// Waits until the gateway has been asked once more since it fell silent so long ago.
    private void awaitSilence(Sale sale, String ago) {
        Awaitility.await()
                .until(() -> count("refunds WHERE payment_id = :payment AND silent_since IS NOT NULL", sale) == 1);
        long asked = attempts(sale);
        boxOffice.database()
                .sql("UPDATE refunds SET silent_since = now() - CAST(:ago AS interval) WHERE payment_id = :id")
                .with("ago", ago)
                .with("id", sale.payment())
                .update();
        // The second is asked when the first is noted.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            hurryRefunds(sale);
            return attempts(sale) >= asked + 2;
        });
    }

    private long attempts(Sale sale) {
        return boxOffice.database()
                .sql("SELECT attempts FROM refunds WHERE payment_id = :id")
                .with("id", sale.payment())
                .one(row -> row.number("attempts"))
                .orElseThrow();
    }

    private void awaitDone(Sale sale, String refund) {
        Wire staff = staff();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            hurryRefunds(sale);
            return staff.get("/api/v1/refunds/" + refund).json().path("status").asText().equals("SUCCESS");
        });
    }

    private Wire staff() {
        return Wire.to(boxOffice.uri()).as(foyer.anyone().signIn(Foyer.login("staff")).accessToken());
    }

    private String refund(Sale sale) {
        return refund(sale, "");
    }

    private String refund(Sale sale, String amount) {
        Wire.Answer answer = staff().post(
                "/api/v1/payments/" + sale.payment() + "/refund", "{%s\"reason\":\"test\"}".formatted(amount),
                "Idempotency-Key",
                UUID.randomUUID().toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("refundId").asText();
    }

    private static Rule noted(Sale sale, Fault fault) {
        return Rule.noted("payment", sale.payment().toString(), fault);
    }

    private void lookNow(Sale sale) {
        boxOffice.database()
                .sql("UPDATE payments SET look_at = now() WHERE id = :id")
                .with("id", sale.payment())
                .update();
    }

    private void hurryRefunds(Sale sale) {
        boxOffice.database()
                .sql(
                        "UPDATE refunds SET next_try_at = now() WHERE payment_id = :id AND status IN ('PENDING', 'PROCESSING')")
                .with("id", sale.payment())
                .update();
    }

    private long count(String from, Sale sale) {
        boolean ofPayment = from.contains(":payment");
        return boxOffice.database()
                .sql("SELECT count(*) AS count FROM " + from)
                .with(ofPayment ? "payment" : "id", ofPayment ? sale.payment() : sale.created().bookingId())
                .one(row -> row.number("count"))
                .orElseThrow();
    }
}
