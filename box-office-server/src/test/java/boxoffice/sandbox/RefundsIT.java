package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.Refund;
import com.stripe.model.checkout.Session;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Giving money back (PAY-2).
class RefundsIT {
    private final MovableTime time = new MovableTime(Instant.parse("2027-03-01T18:00:00Z"));
    private final SandboxGateway gateway = SandboxGateway.start(
            SandboxConfig.builder().secretKey("sk_test_refunds").build(), time);
    private final Shop shop = new Shop(gateway, "sk_test_refunds");
    private final Customer customer = new Customer();

    @AfterEach
    void close() {
        customer.close();
        gateway.close();
    }

    /// A charge of 530.00 rupees.
    private Charge paidWith(String card) throws StripeException, IOException, InterruptedException {
        Session session = shop.open();
        customer.pay(Shop.page(session), card);
        return shop.chargeOf(session.getId());
    }

    private Refund refund(RefundCreateParams.Builder params) throws StripeException {
        return shop.stripe().v1().refunds().create(params.build());
    }

    private static RefundCreateParams.Builder of(Charge charge) {
        return RefundCreateParams.builder().setPaymentIntent(charge.getPaymentIntent());
    }

    private Charge now(Charge charge) throws StripeException {
        return shop.stripe().v1().charges().retrieve(charge.getId());
    }

    private List<String> eventTypes() throws StripeException {
        return shop.stripe().v1().events().list().getData().reversed().stream().map(Event::getType).toList();
    }

    private long refunded() {
        return gateway.books().at("/totals/inr/refunded").asLong();
    }

    @Test
    void aRefundWithoutAnAmountGivesEverythingBack() throws Exception {
        Charge charge = paidWith(Customer.GOOD_CARD);

        Refund refund = refund(
                of(charge).setReason(RefundCreateParams.Reason.REQUESTED_BY_CUSTOMER)
                        .setMetadata(Map.of("cancellation", "42")));

        assertThat(refund.getId()).startsWith("re_");
        assertThat(refund.getStatus()).isEqualTo("succeeded");
        assertThat(refund.getAmount()).isEqualTo(53_000);
        assertThat(refund.getCurrency()).isEqualTo("inr");
        assertThat(refund.getCharge()).isEqualTo(charge.getId());
        assertThat(refund.getReason()).isEqualTo("requested_by_customer");
        assertThat(refund.getMetadata()).containsExactly(Map.entry("cancellation", "42"));
        assertThat(now(charge).getRefunded()).isTrue();
        assertThat(shop.stripe().v1().refunds().retrieve(refund.getId())).isEqualTo(refund);
        assertThat(refunded()).isEqualTo(53_000);
        assertThat(eventTypes()).endsWith("refund.created", "charge.refunded");
    }

    @Test
    void partsAreGivenBackUntilNothingIsLeft() throws Exception {
        Charge charge = paidWith(Customer.GOOD_CARD);

        Refund first = refund(of(charge).setAmount(25_000L));
        assertThat(now(charge).getRefunded()).isFalse();
        assertThat(now(charge).getAmountRefunded()).isEqualTo(25_000);
        Refund rest = refund(RefundCreateParams.builder().setCharge(charge.getId()));

        assertThat(rest.getAmount()).isEqualTo(28_000);
        assertThat(now(charge).getRefunded()).isTrue();
        assertThat(
                shop.stripe()
                        .v1()
                        .refunds()
                        .list(RefundListParams.builder().setPaymentIntent(charge.getPaymentIntent()).build())
                        .getData())
                .containsExactly(rest, first);
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> refund(of(charge)));
        assertThat(refused.getCode()).isEqualTo("charge_already_refunded");
    }

    @Test
    void moreThanIsLeftIsNotGivenBack() throws Exception {
        Charge charge = paidWith(Customer.GOOD_CARD);
        refund(of(charge).setAmount(50_000L));

        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> refund(of(charge).setAmount(3_001L)));

        assertThat(refused.getParam()).isEqualTo("amount");
        assertThat(refused.getMessage()).contains("₹30.01", "₹30.00");
        assertThat(refunded()).isEqualTo(50_000);
    }

    @Test
    void manyRefundsAtOnceNeverGiveBackMoreThanWasTaken() throws Exception {
        Charge charge = paidWith(Customer.GOOD_CARD);
        int refused = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Refund>> attempts = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                attempts.add(threads.submit(() -> refund(of(charge).setAmount(10_000L))));
            }
            for (Future<Refund> attempt : attempts) {
                refused += catchThrowableOfType(Exception.class, attempt::get) == null ? 0 : 1;
            }
        }

        assertThat(refused).isEqualTo(5);
        assertThat(refunded()).isEqualTo(50_000);
    }

    @Test
    void aDeclinedChargeHasNothingToGiveBack() throws Exception {
        Charge charge = paidWith(Customer.DECLINED_CARD);

        InvalidRequestException byIntent = catchThrowableOfType(
                InvalidRequestException.class, () -> refund(of(charge)));
        InvalidRequestException byCharge = catchThrowableOfType(
                InvalidRequestException.class,
                () -> refund(RefundCreateParams.builder().setCharge(charge.getId())));

        assertThat(byIntent.getParam()).isEqualTo("payment_intent");
        assertThat(byCharge.getParam()).isEqualTo("charge");
    }

    @Test
    void someRefundsArePendingFirst() throws Exception {
        Charge charge = paidWith(Customer.PENDING_REFUND_CARD);

        Refund refund = refund(of(charge));
        assertThat(refund.getStatus()).isEqualTo("pending");
        time.advance(Duration.ofSeconds(8));

        assertThat(shop.stripe().v1().refunds().retrieve(refund.getId()).getStatus()).isEqualTo("succeeded");
        assertThat(eventTypes()).endsWith("refund.created", "charge.refunded", "refund.updated");
        assertThat(refunded()).isEqualTo(53_000);
    }

    @Test
    void someRefundsFailLaterAndMayBeTriedAgain() throws Exception {
        Charge charge = paidWith(Customer.FAILING_REFUND_CARD);

        Refund refund = refund(of(charge).setAmount(20_000L));
        assertThat(refund.getStatus()).isEqualTo("succeeded");
        time.advance(Duration.ofSeconds(8));

        Refund failed = shop.stripe().v1().refunds().retrieve(refund.getId());
        assertThat(failed.getStatus()).isEqualTo("failed");
        assertThat(failed.getFailureReason()).isNotBlank();
        assertThat(eventTypes()).endsWith("refund.created", "charge.refunded", "refund.updated", "refund.failed");
        assertThat(now(charge).getAmountRefunded()).isZero();
        assertThat(refunded()).isZero();
        assertThat(refund(of(charge)).getAmount()).isEqualTo(53_000);
    }
}
