package boxoffice.server.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import boxoffice.sandbox.RazorpayShop;
import boxoffice.sandbox.SandboxConfig;
import boxoffice.sandbox.SandboxGateway;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Hmac;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Rule;
import boxoffice.server.payment.PaymentGateway.News;
import boxoffice.server.payment.PaymentGateway.Opened;
import boxoffice.server.payment.PaymentGateway.Order;
import boxoffice.server.payment.PaymentGateway.RefundOrder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Our side of Razorpay against the sandbox, with all that goes wrong between two programs (PAY-1, PAY-5).
class RazorpayGatewayIT {
    private static final Money AMOUNT = new Money(53_000, Currency.getInstance("INR"));
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TOO_LATE = Duration.ofSeconds(5);
    private static final String SECRET = "razorpay_webhooks_sandbox";

    private final SandboxConfig config = SandboxConfig.builder().build();
    private final SandboxGateway sandbox = SandboxGateway.start(config);
    private final RazorpayShop guest = new RazorpayShop(sandbox, config);
    private final RazorpayGateway razorpay = new RazorpayGateway(
            new RazorpayApi(sandbox.uri(), config.razorpayKeyId(), config.razorpayKeySecret(), PATIENCE),
            SECRET,
            Clock.systemUTC());
    private final PaymentId payment = new PaymentId(UUID.randomUUID());

    @AfterEach
    void close() {
        guest.close();
        sandbox.close();
    }

    private Order order(PaymentMethod method, int number) {
        return new Order(
                payment, number, method, AMOUNT, "Two seats", List.of(),
                URI.create("https://boxoffice.example/paid?payment=" + payment),
                Instant.now().plus(Duration.ofMinutes(10)), Optional.empty(), false, Optional.empty());
    }

    private String payByNetbanking(String order) throws IOException, InterruptedException {
        guest.submit(guest.checkout(order), Map.of("method", "netbanking", "bank", "ICIC"));
        return ((PaymentState.Paid) razorpay.state(order)).chargeRef();
    }

    private void script(Fault fault, int times) {
        sandbox.script().add(Rule.all(fault).times(times));
    }

    @Test
    void aCodeIsScannedAndPaid() throws Exception {
        Opened opened = razorpay.open(order(PaymentMethod.UPI, 1));
        assertThat(opened.page()).isEmpty();
        assertThat(razorpay.state(opened.gatewayRef())).isEqualTo(new PaymentState.Open());

        guest.scan(opened.code().orElseThrow(), "pay");

        assertThat(razorpay.state(opened.gatewayRef())).isInstanceOf(PaymentState.Paid.class);
        assertThat(razorpay.close(opened.gatewayRef())).isInstanceOf(PaymentState.Paid.class);
    }

    @Test
    void aClosedCodeTakesNoMoney() throws Exception {
        Opened opened = razorpay.open(order(PaymentMethod.UPI, 1));

        assertThat(razorpay.close(opened.gatewayRef())).isInstanceOf(PaymentState.Abandoned.class);

        guest.scan(opened.code().orElseThrow(), "pay");
        assertThat(razorpay.close(opened.gatewayRef())).isInstanceOf(PaymentState.Abandoned.class);
        assertThat(sandbox.books().path("payments")).isEmpty();
    }

    @Test
    void anOrderIsMadeOncePerNumberAndPaidOnTheCheckout() throws Exception {
        Opened opened = razorpay.open(order(PaymentMethod.NETBANKING, 1));
        Opened again = razorpay.open(order(PaymentMethod.NETBANKING, 1));
        Opened next = razorpay.open(order(PaymentMethod.NETBANKING, 2));

        assertThat(again).isEqualTo(opened);
        assertThat(next.gatewayRef()).isNotEqualTo(opened.gatewayRef());
        assertThat(opened.page()).contains(URI.create("https://boxoffice.example/pay/razorpay/" + payment));
        String charge = payByNetbanking(opened.gatewayRef());
        assertThat(razorpay.close(opened.gatewayRef())).isEqualTo(new PaymentState.Paid(charge));
        assertThat(razorpay.close(next.gatewayRef())).isInstanceOf(PaymentState.Abandoned.class);
    }

    @Test
    void aCodeThatWasDeclinedAndClosedIsNotWaitedForAnyMore() throws Exception {
        Opened opened = razorpay.open(order(PaymentMethod.UPI, 1));
        script(new Fault.Decline(Fault.Reason.GENERIC), 1);
        guest.scan(opened.code().orElseThrow(), "pay");
        assertThat(razorpay.state(opened.gatewayRef())).isInstanceOf(PaymentState.Declined.class);

        assertThat(razorpay.close(opened.gatewayRef())).isInstanceOf(PaymentState.Abandoned.class);
        assertThat(razorpay.state(opened.gatewayRef())).isInstanceOf(PaymentState.Abandoned.class);
    }

    @Test
    void whatTheBankDeclinesIsDeclinedUntilItIsPaid() throws Exception {
        String order = razorpay.open(order(PaymentMethod.WALLET, 1)).gatewayRef();
        guest.submit(guest.checkout(order), Map.of("method", "upi", "vpa", "failure@razorpay"));
        assertThat(razorpay.state(order)).isEqualTo(new PaymentState.Declined("payment_failed"));

        payByNetbanking(order);

        assertThat(razorpay.state(order)).isInstanceOf(PaymentState.Paid.class);
    }

    @Test
    void anOrderWhoseAnswerGotLostIsFoundAgain() {
        script(new Fault.ServerError(Set.of(Operation.OPEN), true), 1);
        assertThatThrownBy(() -> razorpay.open(order(PaymentMethod.CARD, 1))).isInstanceOf(
                GatewayException.Failed.class);
        sandbox.script().replace(List.of());
        script(new Fault.LateAnswer(Set.of(Operation.OPEN), TOO_LATE), 1);

        Opened opened = razorpay.open(order(PaymentMethod.CARD, 1));

        assertThat(razorpay.open(order(PaymentMethod.CARD, 1))).isEqualTo(opened);
        assertThatThrownBy(() -> razorpay.open(order(PaymentMethod.CARD, 2))).isInstanceOf(
                GatewayException.NoAnswer.class);
        Opened found = razorpay.open(order(PaymentMethod.CARD, 2));
        assertThat(razorpay.open(order(PaymentMethod.CARD, 2))).isEqualTo(found);
    }

    @Test
    void silenceIsNoAnswer() {
        Opened opened = razorpay.open(order(PaymentMethod.UPI, 1));
        script(
                new Fault.NoAnswer(
                        Set.of(Operation.OPEN, Operation.RETRIEVE, Operation.CLOSE)), 0);

        assertThatThrownBy(() -> razorpay.open(order(PaymentMethod.UPI, 1))).isInstanceOf(
                GatewayException.NoAnswer.class);
        assertThatThrownBy(() -> razorpay.state(opened.gatewayRef())).isInstanceOf(GatewayException.NoAnswer.class);
        assertThatThrownBy(() -> razorpay.close(opened.gatewayRef())).isInstanceOf(GatewayException.NoAnswer.class);
    }

    @Test
    void otherMoneyThanRupeesIsRefused() {
        Order euros = new Order(
                payment, 1, PaymentMethod.CARD, new Money(1_000, Currency.getInstance("EUR")), "", List.of(),
                URI.create("https://boxoffice.example/paid"), Instant.now(), Optional.empty(), false, Optional.empty());

        assertThatThrownBy(() -> razorpay.open(euros)).isInstanceOf(GatewayException.Refused.class);
    }

    @Test
    void aRefundIsMadeOnceWhateverBecomesOfItsAnswer() throws Exception {
        String charge = payByNetbanking(razorpay.open(order(PaymentMethod.NETBANKING, 1)).gatewayRef());
        RefundId id = new RefundId(UUID.randomUUID());
        RefundOrder wanted = new RefundOrder(id, 1, false, charge, AMOUNT);
        script(new Fault.ServerError(Set.of(Operation.REFUND), true), 1);
        RefundState found = razorpay.refund(wanted);
        script(new Fault.LateAnswer(Set.of(Operation.REFUND), TOO_LATE), 1);

        assertThatThrownBy(() -> razorpay.refund(wanted)).isInstanceOf(GatewayException.NoAnswer.class);
        RefundState again = razorpay.refund(wanted);

        assertThat(found).isInstanceOf(RefundState.Done.class).isEqualTo(again);
        assertThat(sandbox.books().at("/totals/inr/refunded").asLong()).isEqualTo(53_000);
    }

    @Test
    void aRefundThatIsRefusedAndThenFailsWorksUnderAnotherNumber() throws Exception {
        String charge = payByNetbanking(razorpay.open(order(PaymentMethod.NETBANKING, 1)).gatewayRef());
        RefundId id = new RefundId(UUID.randomUUID());
        script(new Fault.ServerError(Set.of(Operation.REFUND), false), 1);
        script(new Fault.RefusedRefund(), 1);
        script(new Fault.FailedRefund(Duration.ofMillis(100)), 1);

        assertThatThrownBy(() -> razorpay.refund(new RefundOrder(id, 1, false, charge, AMOUNT))).isInstanceOf(
                GatewayException.Failed.class);
        assertThat(razorpay.refund(new RefundOrder(id, 2, true, charge, AMOUNT))).isInstanceOf(
                RefundState.Failed.class);
        RefundState pending = razorpay.refund(new RefundOrder(id, 3, true, charge, AMOUNT));
        String ref = ((RefundState.Pending) pending).refundRef();
        await().untilAsserted(() -> assertThat(razorpay.refundState(ref)).isInstanceOf(RefundState.Failed.class));
        RefundState done = razorpay.refund(new RefundOrder(id, 4, true, charge, AMOUNT));

        assertThat(done).isInstanceOf(RefundState.Done.class);
        assertThat(sandbox.books().at("/totals/inr/refunded").asLong()).isEqualTo(53_000);
    }

    @Test
    void whoIsNotKnownAnyMoreLearnsNothingOfARefund() throws Exception {
        String charge = payByNetbanking(razorpay.open(order(PaymentMethod.NETBANKING, 1)).gatewayRef());
        RefundId id = new RefundId(UUID.randomUUID());
        RefundState made = razorpay.refund(new RefundOrder(id, 1, false, charge, AMOUNT));
        RazorpayGateway stranger = new RazorpayGateway(
                new RazorpayApi(sandbox.uri(), config.razorpayKeyId(), "revoked", PATIENCE), SECRET, Clock.systemUTC());

        assertThatThrownBy(() -> stranger.refund(new RefundOrder(id, 1, false, charge, AMOUNT))).isInstanceOf(
                GatewayException.NoAnswer.class);
        assertThat(razorpay.refund(new RefundOrder(id, 2, true, charge, AMOUNT))).isEqualTo(made);
        assertThat(sandbox.books().at("/totals/inr/refunded").asLong()).isEqualTo(53_000);
    }

    private Optional<News> read(String body, String signature) {
        return razorpay.read(
                body.getBytes(StandardCharsets.UTF_8),
                name -> name.equals("X-Razorpay-Signature") ? Optional.of(signature) : Optional.empty());
    }

    private static String sign(String secret, String body) {
        return Hmac.sha256(secret, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void newsIsReadOnlyWithTheSignatureThatFits() {
        String body = """
                {"entity":"event","event":"order.paid","payload":{
                "payment":{"entity":{"id":"pay_1","status":"captured","notes":[]}},
                "order":{"entity":{"id":"order_1","notes":{"payment":"%s"}}}}}""".formatted(payment);

        assertThat(read(body, sign(SECRET, body))).contains(
                new News.OfPayment(sign(SECRET, body), payment, new PaymentState.Paid("pay_1")));
        assertThat(read(body, sign("another", body))).isEmpty();
        assertThat(read(body, sign(SECRET, body + " "))).isEmpty();
        assertThat(read(body, "")).isEmpty();
        assertThat(read(body, "t=1,v1=" + sign(SECRET, body))).isEmpty();
        assertThat(razorpay.read(body.getBytes(StandardCharsets.UTF_8), _ -> Optional.empty())).isEmpty();
    }

    @Test
    void newsOfOthersAndWhatIsNoNewsChangeNothing() {
        String others =
                "{\"event\":\"order.paid\",\"payload\":{\"order\":{\"entity\":{\"notes\":{\"payment\":\"x\"}}}}}";
        String unknown = "{\"event\":\"invoice.paid\",\"payload\":{}}";
        String none = "[]";

        assertThat(read(others, sign(SECRET, others))).contains(new News.OfOthers(sign(SECRET, others)));
        assertThat(read(unknown, sign(SECRET, unknown))).contains(new News.OfOthers(sign(SECRET, unknown)));
        assertThat(read(none, sign(SECRET, none))).isEmpty();
        assertThat(read("nonsense", sign(SECRET, "nonsense"))).isEmpty();
    }
}
