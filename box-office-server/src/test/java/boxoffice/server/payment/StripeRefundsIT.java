package boxoffice.server.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import boxoffice.sandbox.Customer;
import boxoffice.sandbox.MovableTime;
import boxoffice.sandbox.SandboxConfig;
import boxoffice.sandbox.SandboxGateway;
import boxoffice.server.payment.PaymentGateway.Order;
import boxoffice.server.payment.PaymentGateway.RefundOrder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Our side of Stripe's refunds against the sandbox: what it has done once it is not asked to do again (CANC-1).
class StripeRefundsIT {
    private static final Currency EURO = Currency.getInstance("EUR");
    private static final Money OWED = new Money(500, EURO);

    private final MovableTime time = new MovableTime(Instant.now());
    private final SandboxGateway sandbox =
            SandboxGateway.start(SandboxConfig.builder().secretKey("sk_test_refunds").build(), time);
    private final StripeApi stripe = new StripeApi(sandbox.uri(), "sk_test_refunds");
    private final Customer customer = new Customer();
    private final RefundId refund = new RefundId(UUID.randomUUID());
    private String charge = "";

    @BeforeEach
    void pay() throws Exception {
        StripeGateway gateway = new StripeGateway(stripe, "whsec_refunds");
        PaymentGateway.Opened opened = gateway.open(
                new Order(
                        new PaymentId(UUID.randomUUID()), 1, PaymentMethod.CARD, new Money(2_000, EURO), "A seat",
                        List.of(new PaymentGateway.Line("A seat", new Money(2_000, EURO))),
                        URI.create("https://boxoffice.example/paid"), time.now().plus(Duration.ofMinutes(40)),
                        Optional.empty(), false, Optional.empty()));
        customer.pay(opened.page().orElseThrow(), Customer.GOOD_CARD);
        charge = ((PaymentState.Paid) gateway.state(opened.gatewayRef())).chargeRef();
    }

    @AfterEach
    void close() {
        customer.close();
        sandbox.close();
    }

    /// Its answer was lost, and its idempotency key is over.
    @Test
    void aRefundIsMadeOnceHoweverLateItIsAskedForAgain() {
        RefundState first = stripe.refund(order(1, false));
        time.advance(Duration.ofHours(25));

        assertThat(stripe.refund(order(1, true))).isEqualTo(first);
        assertThat(stripe.refund(order(2, true))).isEqualTo(first);
        assertThat(refunded()).isEqualTo(500);
    }

    @Test
    void aKeyThatIsNotGoodAnyMoreSaysNothingOfTheRefund() {
        stripe.refund(order(1, false));
        StripeApi revoked = new StripeApi(sandbox.uri(), "sk_test_revoked");

        assertThatThrownBy(() -> revoked.refund(order(1, true))).isInstanceOf(GatewayException.NoAnswer.class);
        assertThatThrownBy(() -> revoked.refund(order(1, false))).isInstanceOf(GatewayException.NoAnswer.class);
    }

    @Test
    void aRefundOfMoneyThatStripeDoesNotKnowHasFailed() {
        RefundOrder unknown = new RefundOrder(refund, 1, false, "pi_unknown", OWED);

        assertThat(stripe.refund(unknown)).isInstanceOf(RefundState.Failed.class);
    }

    private RefundOrder order(int number, boolean repeated) {
        return new RefundOrder(refund, number, repeated, charge, OWED);
    }

    private long refunded() {
        return sandbox.books().at("/totals/eur/refunded").asLong();
    }
}
