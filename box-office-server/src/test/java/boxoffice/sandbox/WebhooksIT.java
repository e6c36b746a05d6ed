package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import boxoffice.sandbox.common.Scheduler;
import com.stripe.Stripe;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.StripeObject;
import com.stripe.model.checkout.Session;
import com.stripe.param.RefundCreateParams;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the merchant is told, and how it knows who tells it (PAY-2).
class WebhooksIT {
    private static final String SECRET = "whsec_told";
    /// Long enough for Stripe's library, which looks at this machine's clock, to accept moved time.
    private static final long ANY_TIME = Duration.ofDays(36_500).toSeconds();

    private final Customer customer = new Customer();
    private WebhookReceiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = WebhookReceiver.start();
    }

    @AfterEach
    void close() {
        customer.close();
        receiver.close();
    }

    private SandboxGateway start(Scheduler time) {
        return SandboxGateway.start(
                SandboxConfig.builder()
                        .secretKey("sk_test_told")
                        .webhookSecret(SECRET)
                        .webhookUrls(List.of(receiver.uri()))
                        .build(),
                time);
    }

    private static Shop shop(SandboxGateway gateway) {
        return new Shop(gateway, "sk_test_told");
    }

    private void awaitTypes(String... types) {
        await().untilAsserted(() -> assertThat(receiver.types()).containsExactlyInAnyOrder(types));
    }

    private StripeObject told(String type) throws SignatureVerificationException {
        for (WebhookReceiver.Received one : receiver.received()) {
            Event event = one.verified(SECRET, ANY_TIME);
            if (event.getType().equals(type)) {
                return event.getDataObjectDeserializer().getObject().orElseThrow();
            }
        }
        throw new AssertionError(type + " was not told");
    }

    @Test
    void aPaidSessionIsToldAndSignedInSuchAWayThatStripesLibraryBelievesIt() throws Exception {
        try (SandboxGateway gateway = start(Scheduler.system())) {
            Session session = shop(gateway).open();
            customer.pay(Shop.page(session), Customer.GOOD_CARD);

            awaitTypes("payment_intent.created", "payment_intent.succeeded", "checkout.session.completed");
            for (WebhookReceiver.Received one : receiver.received()) {
                Event event = one.verified(SECRET, 300);
                assertThat(event.getId()).startsWith("evt_");
                assertThat(event.getApiVersion()).isEqualTo(Stripe.API_VERSION);
                assertThat(event.getLivemode()).isFalse();
                assertThat(event.getPendingWebhooks()).isEqualTo(1);
            }
            assertThat(told("checkout.session.completed")).isEqualTo(shop(gateway).session(session.getId()));
            assertThat(told("payment_intent.succeeded")).isEqualTo(shop(gateway).intentOf(session.getId()));
        }
    }

    @Test
    void anEndpointIsToldOnlyOfTheEventsItAskedFor() throws Exception {
        try (SandboxGateway gateway = SandboxGateway.start(
                SandboxConfig.builder()
                        .secretKey("sk_test_told")
                        .webhookUrls(List.of(receiver.uri()))
                        .webhookEvents(Set.of("checkout.session.completed"))
                        .build())) {
            customer.pay(Shop.page(shop(gateway).open()), Customer.GOOD_CARD);

            awaitTypes("checkout.session.completed");
        }
    }

    @Test
    void anotherSecretDoesNotFit() throws Exception {
        try (SandboxGateway gateway = start(Scheduler.system())) {
            customer.pay(Shop.page(shop(gateway).open()), Customer.GOOD_CARD);
            await().until(() -> !receiver.received().isEmpty());

            assertThatThrownBy(() -> receiver.received().getFirst().verified("whsec_other", 300))
                    .isInstanceOf(SignatureVerificationException.class);
        }
    }

    @Test
    void declinesSlowAnswersExpiriesAndRefundsAreTold() throws Exception {
        var time = new MovableTime(Instant.parse("2027-03-01T18:00:00Z"));
        try (SandboxGateway gateway = start(time)) {
            Session session = shop(gateway).open();
            customer.pay(Shop.page(session), Customer.DECLINED_CARD);
            awaitTypes("payment_intent.created", "payment_intent.payment_failed");
            customer.pay(Shop.page(session), Customer.SLOW_CARD);
            time.advance(Duration.ofSeconds(8));
            awaitTypes(
                    "payment_intent.created",
                    "payment_intent.payment_failed",
                    "payment_intent.processing",
                    "payment_intent.succeeded",
                    "checkout.session.completed");
            refundAll(shop(gateway), session);
            Session left = shop(gateway).open();
            customer.pay(Shop.page(left), Customer.POOR_CARD);
            time.advance(Duration.ofHours(24));

            awaitTypes(
                    "payment_intent.created",
                    "payment_intent.payment_failed",
                    "payment_intent.processing",
                    "payment_intent.succeeded",
                    "checkout.session.completed",
                    "refund.created",
                    "charge.refunded",
                    "payment_intent.created",
                    "payment_intent.payment_failed",
                    "checkout.session.expired",
                    "payment_intent.canceled");
            assertThat(told("charge.refunded")).isInstanceOfSatisfying(
                    Charge.class, charge -> assertThat(charge.getAmountRefunded()).isEqualTo(53_000));
        }
    }

    private static void refundAll(Shop shop, Session session) throws StripeException {
        String intent = shop.intentOf(session.getId()).getId();
        shop.stripe().v1().refunds().create(RefundCreateParams.builder().setPaymentIntent(intent).build());
    }

    @Test
    void whatIsNotTakenIsToldAgainAndSignedAfresh() throws Exception {
        var time = new MovableTime(Instant.parse("2027-03-01T18:00:00Z"));
        var calls = new AtomicInteger();
        receiver.answering(_ -> calls.incrementAndGet() <= 4 ? 500 : 204);
        try (SandboxGateway gateway = start(time)) {
            Session session = shop(gateway).open();
            shop(gateway).stripe().v1().checkout().sessions().expire(session.getId());

            Instant expiry = Instant.ofEpochSecond(session.getExpiresAt());
            for (Duration delay : List.of(
                    Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2))) {
                Instant next = time.now().plus(delay);
                await().untilAsserted(() -> assertThat(time.due()).containsExactly(next, expiry));
                time.advance(delay);
            }

            await().until(() -> receiver.received().size() == 5);
            await().untilAsserted(
                    () -> assertThat(shop(gateway).stripe().v1().events().list().getData())
                            .extracting(Event::getPendingWebhooks)
                            .containsExactly(0L));
            assertThat(receiver.received()).extracting(WebhookReceiver.Received::body)
                    .containsOnly(
                            receiver.received().getFirst().body());
            assertThat(receiver.received()).extracting(WebhookReceiver.Received::signature).doesNotHaveDuplicates();
            assertThat(receiver.received().getLast().verified(SECRET, ANY_TIME).getType())
                    .isEqualTo("checkout.session.expired");
            assertThat(time.due()).containsExactly(expiry);
        }
    }

    @Test
    void anEventIsGivenUpAfterThreeDays() throws Exception {
        var time = new MovableTime(Instant.parse("2027-03-01T18:00:00Z"));
        receiver.answering(_ -> 302);
        try (SandboxGateway gateway = start(time)) {
            Session session = shop(gateway).open();
            shop(gateway).stripe().v1().checkout().sessions().expire(session.getId());
            await().until(() -> time.due().size() == 2);

            time.advance(Duration.ofDays(4));

            await().until(() -> receiver.received().size() == 2);
            assertThat(time.due()).isEmpty();
        }
    }

    @Test
    void allEndpointsAreToldAndANewAddressTakesOverWhatWaits() throws Exception {
        var time = new MovableTime(Instant.parse("2027-03-01T18:00:00Z"));
        receiver.answering(_ -> 503);
        try (WebhookReceiver other = WebhookReceiver.start();
                WebhookReceiver replacement = WebhookReceiver.start();
                SandboxGateway gateway = start(time)) {
            gateway.sendWebhooksTo(List.of(receiver.uri(), other.uri()));
            Session session = shop(gateway).open();
            shop(gateway).stripe().v1().checkout().sessions().expire(session.getId());
            await().until(() -> other.received().size() == 1);
            await().until(() -> time.due().size() == 2);

            gateway.sendWebhooksTo(List.of(replacement.uri(), other.uri()));
            time.advance(Duration.ofSeconds(1));

            await().until(() -> replacement.received().size() == 1);
            assertThat(receiver.received()).hasSize(1);
            assertThat(other.received()).hasSize(1);
        }
    }
}
