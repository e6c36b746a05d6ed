package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Rule;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.terminal.Reader;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.terminal.ReaderCreateParams;
import com.stripe.param.terminal.ReaderListParams;
import com.stripe.param.terminal.ReaderPresentPaymentMethodParams;
import com.stripe.param.terminal.ReaderProcessPaymentIntentParams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A card reader on a counter, driven by the server through Stripe's own library (PAY-1, PAY-2).
class TerminalIT {
    private static final String KEY = "sk_test_counter";
    private static final String SECRET = "whsec_counter";
    /// Long enough for Stripe's library, which looks at this machine's clock, to accept moved time.
    private static final long ANY_TIME = Duration.ofDays(36_500).toSeconds();

    private final MovableTime time = new MovableTime(Instant.parse("2027-03-01T18:00:00Z"));
    private final Customer person = new Customer();
    private WebhookReceiver receiver;
    private SandboxGateway gateway;
    private StripeClient stripe;
    private Reader reader;

    @BeforeEach
    void start() throws IOException, StripeException {
        receiver = WebhookReceiver.start();
        gateway = SandboxGateway.start(
                SandboxConfig.builder()
                        .secretKey(KEY)
                        .webhookSecret(SECRET)
                        .webhookUrls(List.of(receiver.uri()))
                        .build(),
                time);
        stripe = new Shop(gateway, KEY).stripe();
        reader = stripe.v1()
                .terminal()
                .readers()
                .create(
                        ReaderCreateParams.builder()
                                .setRegistrationCode("simulated-wpe")
                                .setLabel("Counter 1")
                                .setLocation("tml_theater")
                                .putMetadata("counter", "1")
                                .build());
    }

    @AfterEach
    void close() {
        person.close();
        gateway.close();
        receiver.close();
    }

    private PaymentIntent twoSeats(CaptureMethod capture) throws StripeException {
        return stripe.v1()
                .paymentIntents()
                .create(
                        PaymentIntentCreateParams.builder()
                                .setAmount(53_000L)
                                .setCurrency("inr")
                                .addPaymentMethodType("card_present")
                                .setCaptureMethod(capture)
                                .putMetadata("payment", "7")
                                .build());
    }

    private PaymentIntent twoSeats() throws StripeException {
        return twoSeats(CaptureMethod.AUTOMATIC);
    }

    private Reader process(PaymentIntent intent) throws StripeException {
        return process(stripe, intent);
    }

    private Reader process(StripeClient by, PaymentIntent intent) throws StripeException {
        return by.v1()
                .terminal()
                .readers()
                .processPaymentIntent(
                        reader.getId(),
                        ReaderProcessPaymentIntentParams.builder().setPaymentIntent(intent.getId()).build());
    }

    private Reader present(String number) throws StripeException {
        return stripe.v1()
                .testHelpers()
                .terminal()
                .readers()
                .presentPaymentMethod(
                        reader.getId(),
                        ReaderPresentPaymentMethodParams.builder()
                                .setType(ReaderPresentPaymentMethodParams.Type.CARD_PRESENT)
                                .setCardPresent(
                                        ReaderPresentPaymentMethodParams.CardPresent.builder()
                                                .setNumber(number)
                                                .build())
                                .build());
    }

    private Reader now() throws StripeException {
        return stripe.v1().terminal().readers().retrieve(reader.getId());
    }

    private PaymentIntent now(PaymentIntent intent) throws StripeException {
        return stripe.v1().paymentIntents().retrieve(intent.getId());
    }

    private URI page() {
        return URI.create(gateway.uri() + "/sandbox/readers/" + reader.getId());
    }

    @Test
    void aCardIsHeldToTheReaderAndThePaymentSucceeds() throws Exception {
        PaymentIntent intent = twoSeats();
        assertThat(intent.getPaymentMethodTypes()).containsExactly("card_present");

        Reader waiting = process(intent);
        assertThat(waiting.getAction().getType()).isEqualTo("process_payment_intent");
        assertThat(waiting.getAction().getStatus()).isEqualTo("in_progress");
        assertThat(waiting.getAction().getProcessPaymentIntent().getPaymentIntent()).isEqualTo(intent.getId());
        Reader done = present("4242424242424242");

        assertThat(done.getAction().getStatus()).isEqualTo("succeeded");
        assertThat(done.getAction().getFailureCode()).isNull();
        PaymentIntent paid = now(intent);
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getAmountReceived()).isEqualTo(53_000);
        assertThat(stripe.v1().charges().retrieve(paid.getLatestCharge()).getPaymentMethodDetails().getType())
                .isEqualTo("card_present");
        await().untilAsserted(
                () -> assertThat(receiver.types()).containsExactlyInAnyOrder(
                        "payment_intent.created", "payment_intent.succeeded", "terminal.reader.action_succeeded"));
        for (WebhookReceiver.Received one : receiver.received()) {
            var event = one.verified(SECRET, ANY_TIME);
            if (event.getType().equals("terminal.reader.action_succeeded")) {
                assertThat(event.getDataObjectDeserializer().getObject()).contains(done);
            }
        }
        assertThat(gateway.books().at("/payments/0/captured").asLong()).isEqualTo(53_000);
        assertThat(gateway.books().at("/payments/0/metadata/payment").asText()).isEqualTo("7");
    }

    @Test
    void aDeclinedCardEndsTheActionAndAnotherAttemptMaySucceed() throws Exception {
        PaymentIntent intent = twoSeats();
        process(intent);

        Reader failed = present("4000000000009995");

        assertThat(failed.getAction().getStatus()).isEqualTo("failed");
        assertThat(failed.getAction().getFailureCode()).isEqualTo("card_declined");
        assertThat(failed.getAction().getApiError().getDeclineCode()).isEqualTo("insufficient_funds");
        assertThat(now(intent).getStatus()).isEqualTo("requires_payment_method");
        await().untilAsserted(() -> assertThat(receiver.types()).contains("terminal.reader.action_failed"));

        process(intent);
        assertThat(present("4242424242424242").getAction().getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aPaymentIsTakenLaterIfTheMerchantWantsItSo() throws Exception {
        PaymentIntent intent = twoSeats(CaptureMethod.MANUAL);
        process(intent);
        present("4242424242424242");

        PaymentIntent held = now(intent);
        assertThat(held.getStatus()).isEqualTo("requires_capture");
        assertThat(held.getAmountCapturable()).isEqualTo(53_000);
        assertThat(held.getAmountReceived()).isZero();
        assertThat(gateway.books().at("/payments/0/captured").asLong()).isZero();
        assertThatThrownBy(
                () -> stripe.v1()
                        .paymentIntents()
                        .capture(
                                intent.getId(),
                                PaymentIntentCaptureParams.builder().setAmountToCapture(1L).build()))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(
                () -> stripe.v1()
                        .refunds()
                        .create(RefundCreateParams.builder().setCharge(held.getLatestCharge()).build()))
                .hasMessageContaining("has not been captured");

        assertThat(stripe.v1().paymentIntents().capture(intent.getId()).getStatus()).isEqualTo("succeeded");
        assertThat(gateway.books().at("/payments/0/captured").asLong()).isEqualTo(53_000);
    }

    @Test
    void aReaderDoesOneThingAtATime() throws Exception {
        process(twoSeats());

        StripeException busy = catchThrowableOfType(StripeException.class, () -> process(twoSeats()));

        assertThat(busy.getStatusCode()).isEqualTo(409);
        assertThat(busy.getCode()).isEqualTo("terminal_reader_busy");
        assertThat(stripe.v1().terminal().readers().cancelAction(reader.getId()).getAction()).isNull();
        assertThat(process(twoSeats()).getAction().getStatus()).isEqualTo("in_progress");
    }

    @Test
    void whileTheBankIsAskedNothingIsCancelled() throws Exception {
        PaymentIntent intent = twoSeats();
        process(intent);
        assertThat(present("4000000000080004").getAction().getStatus()).isEqualTo("in_progress");

        assertThat(
                catchThrowableOfType(
                        StripeException.class, () -> stripe.v1().terminal().readers().cancelAction(reader.getId()))
                        .getCode()).isEqualTo("terminal_reader_busy");
        time.advance(Duration.ofSeconds(8));

        assertThat(now().getAction().getStatus()).isEqualTo("succeeded");
        assertThat(now(intent).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aReaderThatIsAwayIsSaidToBe() throws Exception {
        PaymentIntent intent = twoSeats();
        person.submit(page(), Map.of("deed", "offline"));

        assertThat(catchThrowableOfType(StripeException.class, () -> process(intent)).getCode())
                .isEqualTo("terminal_reader_offline");
        assertThat(now().getStatus()).isEqualTo("offline");
        assertThat(
                stripe.v1()
                        .terminal()
                        .readers()
                        .list(ReaderListParams.builder().setStatus(ReaderListParams.Status.ONLINE).build())
                        .getData()).isEmpty();
        person.submit(page(), Map.of("deed", "silent"));
        assertThat(catchThrowableOfType(StripeException.class, () -> process(intent)).getCode())
                .isEqualTo("terminal_reader_timeout");
        person.submit(page(), Map.of("deed", "online"));
        assertThat(process(intent).getAction().getStatus()).isEqualTo("in_progress");
    }

    @Test
    void aReaderGivesUpWaitingForACard() throws Exception {
        PaymentIntent intent = twoSeats();
        process(intent);

        time.advance(Duration.ofSeconds(60));

        assertThat(now().getAction().getStatus()).isEqualTo("failed");
        assertThat(now().getAction().getFailureCode()).isEqualTo("terminal_reader_timeout");
        assertThat(now(intent).getStatus()).isEqualTo("requires_payment_method");
        assertThatThrownBy(() -> present("4242424242424242")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aPersonPaysDeclinesAndCancelsAtThePageOfTheReader() throws Exception {
        PaymentIntent intent = twoSeats();
        assertThat(person.look(URI.create(gateway.uri() + "/sandbox/readers")).body()).contains("Counter 1");
        assertThat(person.look(page()).body()).contains("data-state=\"idle\"", "Ready", "Look for a payment");

        process(intent);
        assertThat(person.look(page()).body()).contains("data-state=\"waiting\"", "Please hold your card here: ₹530.00")
                .doesNotContain("http-equiv=\"refresh\"");
        person.submit(page(), Map.of("deed", "cancel"));
        assertThat(now().getAction().getFailureCode()).isEqualTo("customer_canceled");
        assertThat(now().getAction().getApiError()).isNull();

        process(intent);
        HttpResponse<String> declined = person.submit(page(), Map.of("deed", "decline"));
        assertThat(declined.statusCode()).isEqualTo(303);
        assertThat(now().getAction().getFailureCode()).isEqualTo("card_declined");

        process(intent);
        assertThat(person.submit(page(), Map.of("deed", "sing")).statusCode()).isEqualTo(400);
        person.submit(page(), Map.of("deed", "pay", "card", "4242424242424242"));
        assertThat(now(intent).getStatus()).isEqualTo("succeeded");
        assertThat(person.look(page()).body()).contains("Paid ₹530.00");
    }

    @Test
    void aPaymentThatIsNoLongerWantedIsNotTaken() throws Exception {
        PaymentIntent intent = twoSeats();
        process(intent);
        stripe.v1().paymentIntents().cancel(intent.getId());

        assertThat(present("4242424242424242").getAction().getStatus()).isEqualTo("failed");
        assertThat(now(intent).getStatus()).isEqualTo("canceled");
    }

    @Test
    void onlyPaymentsWithACardThatIsPresentGoToAReader() throws Exception {
        PaymentIntent online = stripe.v1()
                .paymentIntents()
                .create(PaymentIntentCreateParams.builder().setAmount(100L).setCurrency("inr").build());

        assertThatThrownBy(() -> process(online)).hasMessageContaining("card_present");
        assertThatThrownBy(() -> stripe.v1().paymentIntents().confirm(twoSeats().getId()))
                .hasMessageContaining("confirmed by a reader");
    }

    @Test
    void handingOverIsAnsweredTooLateAndTheReaderWaitsNevertheless() throws Exception {
        gateway.script()
                .add(Rule.next(new Fault.LateAnswer(Set.of(Operation.TERMINAL), Duration.ofSeconds(30))).times(1));
        PaymentIntent intent = twoSeats();

        assertThatThrownBy(() -> process(Shop.impatient(gateway, KEY).stripe(), intent))
                .isInstanceOf(ApiConnectionException.class);

        assertThat(now().getAction().getProcessPaymentIntent().getPaymentIntent()).isEqualTo(intent.getId());
        assertThat(now().getAction().getStatus()).isEqualTo("in_progress");
    }

    @Test
    void handingOverIsNeverAnsweredAndTheReaderKnowsNothing() throws Exception {
        gateway.script().add(Rule.next(new Fault.NoAnswer(Set.of(Operation.TERMINAL))).times(1));
        PaymentIntent intent = twoSeats();

        assertThatThrownBy(() -> process(Shop.impatient(gateway, KEY).stripe(), intent))
                .isInstanceOf(ApiConnectionException.class);

        assertThat(now().getAction()).isNull();
        assertThat(process(intent).getAction().getStatus()).isEqualTo("in_progress");
    }
}
