package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Rule;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Payments, calls and refunds that go another way than a merchant would like, as Stripe's own library sees them (PAY-2).
class ScriptedPaymentsIT {
    private static final String KEY = "sk_test_scripted";
    private static final Duration A_WHILE = Duration.ofSeconds(20);

    private final MovableTime time = new MovableTime(Instant.parse("2027-03-01T18:00:00Z"));
    private final SandboxGateway gateway = SandboxGateway.start(
            SandboxConfig.builder().secretKey(KEY).build(), time);
    private final Shop shop = new Shop(gateway, KEY);
    private final Shop impatient = Shop.impatient(gateway, KEY);
    private final Customer customer = new Customer();

    @AfterEach
    void close() {
        customer.close();
        gateway.close();
    }

    private PaymentIntent paid(String card) throws Exception {
        Session session = shop.open();
        customer.pay(Shop.page(session), card);
        return shop.intentOf(session.getId());
    }

    private static Refund refund(Shop shop, PaymentIntent intent, String key) throws StripeException {
        return shop.stripe()
                .v1()
                .refunds()
                .create(
                        RefundCreateParams.builder()
                                .setPaymentIntent(intent.getId())
                                .putMetadata("refund", key)
                                .build(),
                        RequestOptions.builder().setIdempotencyKey(key).build());
    }

    private List<Refund> refundsOf(PaymentIntent intent) throws StripeException {
        return shop.stripe()
                .v1()
                .refunds()
                .list(RefundListParams.builder().setPaymentIntent(intent.getId()).build())
                .getData();
    }

    private List<String> eventTypes() throws StripeException {
        return shop.stripe().v1().events().list().getData().reversed().stream().map(Event::getType).toList();
    }

    private long refunded() {
        return gateway.books().at("/totals/inr/refunded").asLong();
    }

    @ParameterizedTest
    @EnumSource(Fault.Reason.class)
    void theNextPaymentIsDeclinedWithAnyCardAndTheOneAfterIsNot(Fault.Reason reason) throws Exception {
        gateway.script().add(Rule.next(new Fault.Decline(reason)));
        Session first = shop.open();
        Session second = shop.open();

        assertThat(customer.pay(Shop.page(second), Customer.GOOD_CARD).statusCode()).isEqualTo(303);
        HttpResponse<String> declined = customer.pay(Shop.page(first), Customer.GOOD_CARD);

        assertThat(declined.statusCode()).isEqualTo(402);
        String expected = switch (reason) {
            case GENERIC -> "generic_decline";
            case INSUFFICIENT_FUNDS -> "insufficient_funds";
        };
        assertThat(shop.intentOf(first.getId()).getLastPaymentError().getDeclineCode()).isEqualTo(expected);
    }

    @Test
    void aPaymentIsRecognisedByWhatTheMerchantNotedWithIt() throws Exception {
        gateway.script().add(Rule.noted("bookingId", "booking-1", new Fault.Slow(Duration.ofSeconds(3))));
        Session session = shop.open();

        assertThat(customer.pay(Shop.page(session), Customer.GOOD_CARD).statusCode()).isEqualTo(202);
        assertThat(shop.intentOf(session.getId()).getStatus()).isEqualTo("processing");
        time.advance(Duration.ofSeconds(3));
        assertThat(shop.session(session.getId()).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void theBankAsksAndTheCustomerConfirms() throws Exception {
        Session session = shop.open();

        HttpResponse<String> asked = customer.pay(Shop.page(session), Customer.AUTHENTICATION_CARD);

        assertThat(asked.statusCode()).isEqualTo(303);
        PaymentIntent waiting = shop.intentOf(session.getId());
        assertThat(waiting.getStatus()).isEqualTo("requires_action");
        assertThat(waiting.getNextAction().getType()).isEqualTo("redirect_to_url");
        URI bank = URI.create(waiting.getNextAction().getRedirectToUrl().getUrl());
        assertThat(customer.look(bank).body()).contains("Do you want to pay ₹530.00?", "3155");
        assertThat(customer.look(Shop.page(session)).headers().firstValue("Location")).contains(bank.getPath());
        assertThat(customer.submit(bank, Map.of()).statusCode()).isEqualTo(400);
        assertThat(customer.atTheBank(Shop.page(session), asked, "confirm").statusCode()).isEqualTo(303);
        assertThat(shop.session(session.getId()).getPaymentStatus()).isEqualTo("paid");
        assertThat(eventTypes()).containsExactly(
                "payment_intent.created",
                "payment_intent.requires_action",
                "payment_intent.succeeded",
                "checkout.session.completed");
        assertThat(customer.atTheBank(Shop.page(session), asked, "refuse").statusCode()).isEqualTo(303);
        assertThat(shop.session(session.getId()).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void theBankAsksAndTheCustomerRefusesAndMayPayOtherwise() throws Exception {
        Session session = shop.open();
        HttpResponse<String> asked = customer.pay(Shop.page(session), Customer.AUTHENTICATION_CARD);

        HttpResponse<String> refused = customer.atTheBank(Shop.page(session), asked, "refuse");

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(refused.body()).contains("payment_intent_authentication_failure", "was not confirmed at your bank");
        PaymentIntent failed = shop.intentOf(session.getId());
        assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
        assertThat(failed.getLastPaymentError().getCode()).isEqualTo("payment_intent_authentication_failure");
        assertThat(failed.getLatestCharge()).isNull();
        assertThat(customer.pay(Shop.page(session), Customer.GOOD_CARD).statusCode()).isEqualTo(303);
        assertThat(shop.session(session.getId()).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void whoConfirmsAtTheBankMayStillBeDeclined() throws Exception {
        Session session = shop.open();
        HttpResponse<String> asked = customer.pay(Shop.page(session), Customer.AUTHENTICATION_POOR_CARD);

        assertThat(customer.atTheBank(Shop.page(session), asked, "confirm").statusCode()).isEqualTo(402);
        assertThat(shop.intentOf(session.getId()).getLastPaymentError().getDeclineCode())
                .isEqualTo("insufficient_funds");
    }

    @Test
    void aSessionThatIsClosedWhileTheBankAsksIsNotPaid() throws Exception {
        Session session = shop.open();
        HttpResponse<String> asked = customer.pay(Shop.page(session), Customer.AUTHENTICATION_CARD);
        shop.stripe().v1().checkout().sessions().expire(session.getId());

        customer.atTheBank(Shop.page(session), asked, "confirm");

        assertThat(shop.intentOf(session.getId()).getStatus()).isEqualTo("canceled");
        assertThat(customer.look(Shop.page(session)).statusCode()).isEqualTo(410);
    }

    @Test
    void aPaymentWithoutAPageWaitsForTheCustomerToo() throws Exception {
        PaymentIntent asked = shop.stripe()
                .v1()
                .paymentIntents()
                .create(
                        PaymentIntentCreateParams.builder()
                                .setAmount(1_000L)
                                .setCurrency("eur")
                                .setPaymentMethod("pm_card_authenticationRequired")
                                .setReturnUrl("https://boxoffice.example/back")
                                .setConfirm(true)
                                .build());
        assertThat(asked.getStatus()).isEqualTo("requires_action");
        URI bank = URI.create(asked.getNextAction().getRedirectToUrl().getUrl());

        HttpResponse<String> thanks = customer.submit(bank, Map.of("answer", "confirm"));

        assertThat(thanks.body()).contains("The payment was made", "https://boxoffice.example/back");
        assertThat(shop.stripe().v1().paymentIntents().retrieve(asked.getId()).getStatus()).isEqualTo("succeeded");
        assertThat(customer.look(bank).body()).contains("nothing to confirm");
    }

    @Test
    void openingIsNeverAnsweredAndNothingIsMade() throws Exception {
        gateway.script().add(Rule.next(new Fault.NoAnswer(Set.of(Operation.OPEN))).times(1));

        assertThatThrownBy(impatient::open).isInstanceOf(ApiConnectionException.class);
        assertThat(shop.stripe().v1().checkout().sessions().list().getData()).isEmpty();
        assertThat(gateway.stalled()).isEqualTo(1);

        assertThat(shop.open().getStatus()).isEqualTo("open");
    }

    @ParameterizedTest
    @EnumSource(value = Operation.class, names = {"RETRIEVE", "CLOSE"})
    void otherCallsAreNeverAnsweredEither(Operation call) throws Exception {
        gateway.script().add(Rule.next(new Fault.NoAnswer(Set.of(call))).times(1));
        Session session = shop.open();

        assertThatThrownBy(() -> {
            if (call == Operation.RETRIEVE) {
                impatient.session(session.getId());
            } else {
                impatient.stripe().v1().checkout().sessions().expire(session.getId());
            }
        }).isInstanceOf(ApiConnectionException.class);

        assertThat(shop.session(session.getId()).getStatus()).isEqualTo("open");
    }

    @Test
    void openingIsAnsweredTooLateAndTheSameKeyFindsWhatWasMade() throws Exception {
        gateway.script().add(Rule.next(new Fault.LateAnswer(Set.of(Operation.OPEN), A_WHILE)).times(1));
        var key = RequestOptions.builder().setIdempotencyKey("open-1").build();
        var order = Shop.order().build();

        assertThatThrownBy(() -> impatient.stripe().v1().checkout().sessions().create(order, key))
                .isInstanceOf(ApiConnectionException.class);
        List<Session> made = shop.stripe().v1().checkout().sessions().list().getData();

        assertThat(made).hasSize(1);
        assertThat(shop.stripe().v1().checkout().sessions().create(order, key)).isEqualTo(made.getFirst());
        time.advance(A_WHILE);
        await().untilAsserted(() -> assertThat(gateway.stalled()).isZero());
    }

    @Test
    void aRefundWhoseAnswerWasLostIsFoundInTheList() throws Exception {
        PaymentIntent intent = paid("4000 0000 0008 0046");

        assertThatThrownBy(() -> refund(impatient, intent, "refund-1")).isInstanceOf(ApiConnectionException.class);

        assertThat(refundsOf(intent)).singleElement()
                .satisfies(refund -> assertThat(refund.getMetadata()).containsEntry("refund", "refund-1"));
        assertThat(refund(shop, intent, "refund-1")).isEqualTo(refundsOf(intent).getFirst());
        assertThat(refunded()).isEqualTo(53_000);
    }

    @Test
    void aRefundThatIsNeverAnsweredWasNotMade() throws Exception {
        PaymentIntent intent = paid("4000 0000 0008 0038");

        assertThatThrownBy(() -> refund(impatient, intent, "refund-1")).isInstanceOf(ApiConnectionException.class);
        assertThat(refundsOf(intent)).isEmpty();

        assertThat(refund(shop, intent, "refund-1").getStatus()).isEqualTo("succeeded");
    }

    @Test
    void anErrorIsKeptUnderItsKeyAndAnotherKeyWorks() throws Exception {
        PaymentIntent intent = paid("4000 0000 0008 0053");

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(catchThrowableOfType(ApiException.class, () -> refund(impatient, intent, "refund-1")))
                    .extracting(StripeException::getStatusCode)
                    .isEqualTo(500);
        }
        assertThat(refundsOf(intent)).isEmpty();

        assertThat(refund(shop, intent, "refund-2").getStatus()).isEqualTo("succeeded");
    }

    @Test
    void anErrorMayHideThatTheWorkWasDone() throws Exception {
        gateway.script().add(Rule.all(new Fault.ServerError(Set.of(Operation.REFUND), true)));
        PaymentIntent intent = paid(Customer.GOOD_CARD);

        assertThatThrownBy(() -> refund(impatient, intent, "refund-1")).isInstanceOf(ApiException.class);

        assertThat(refundsOf(intent)).hasSize(1);
        assertThat(eventTypes()).endsWith("refund.created", "charge.refunded");
    }

    @Test
    void readingMayFailToo() throws Exception {
        gateway.script().add(Rule.next(new Fault.ServerError(Set.of(Operation.RETRIEVE), false)).times(1));
        Session session = shop.open();

        assertThatThrownBy(() -> impatient.session(session.getId())).isInstanceOf(ApiException.class);
        assertThat(shop.session(session.getId()).getStatus()).isEqualTo("open");
    }

    @Test
    void aRefundIsRefusedTwiceAndThenMade() throws Exception {
        PaymentIntent intent = paid("4000 0000 0008 0012");

        for (String key : List.of("refund-1", "refund-2")) {
            InvalidRequestException refused = catchThrowableOfType(
                    InvalidRequestException.class, () -> refund(shop, intent, key));
            assertThat(refused.getStatusCode()).isEqualTo(400);
            assertThat(refused).hasMessageContaining("Insufficient funds in your Stripe balance");
        }
        assertThat(refundsOf(intent)).isEmpty();

        assertThat(refund(shop, intent, "refund-3").getStatus()).isEqualTo("succeeded");
        assertThat(refunded()).isEqualTo(53_000);
    }

    @Test
    void aRefundFailsTwiceAfterItWasMadeAndThenStays() throws Exception {
        PaymentIntent intent = paid("4000 0000 0008 0020");

        for (String key : List.of("refund-1", "refund-2")) {
            assertThat(refund(shop, intent, key).getStatus()).isEqualTo("succeeded");
            time.advance(Duration.ofSeconds(8));
            assertThat(refundsOf(intent).getFirst().getStatus()).isEqualTo("failed");
        }
        assertThat(refunded()).isZero();
        assertThat(refund(shop, intent, "refund-3").getStatus()).isEqualTo("succeeded");
        time.advance(Duration.ofHours(1));

        assertThat(refundsOf(intent)).extracting(Refund::getStatus).containsExactly("succeeded", "failed", "failed");
        assertThat(refunded()).isEqualTo(53_000);
    }

    @Test
    void aRefundMayBePendingFirst() throws Exception {
        gateway.script().add(Rule.all(new Fault.PendingRefund(Duration.ofMinutes(5))));
        PaymentIntent intent = paid(Customer.GOOD_CARD);

        assertThat(refund(shop, intent, "refund-1").getStatus()).isEqualTo("pending");
        time.advance(Duration.ofMinutes(5));

        assertThat(refundsOf(intent).getFirst().getStatus()).isEqualTo("succeeded");
    }
}
