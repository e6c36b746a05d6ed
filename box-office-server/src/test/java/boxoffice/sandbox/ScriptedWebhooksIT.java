package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Rule;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.checkout.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Webhooks that are lost, doubled, late, forged, or in the wrong order, at a real receiver (PAY-2).
class ScriptedWebhooksIT {
    private static final String KEY = "sk_test_scripted";
    private static final String SECRET = "whsec_scripted";
    private static final String CREATED = "payment_intent.created";
    private static final String SUCCEEDED = "payment_intent.succeeded";
    private static final String COMPLETED = "checkout.session.completed";
    /// Long enough for Stripe's library, which looks at this machine's clock, to accept moved time.
    private static final long ANY_TIME = Duration.ofDays(36_500).toSeconds();

    private final MovableTime time = new MovableTime(Instant.parse("2027-03-01T18:00:00Z"));
    private final Customer customer = new Customer();
    private WebhookReceiver receiver;
    private SandboxGateway gateway;
    private Shop shop;

    @BeforeEach
    void start() throws IOException {
        receiver = WebhookReceiver.start();
        gateway = SandboxGateway.start(
                SandboxConfig.builder()
                        .secretKey(KEY)
                        .webhookSecret(SECRET)
                        .webhookUrls(List.of(receiver.uri()))
                        .build(),
                time);
        shop = new Shop(gateway, KEY);
    }

    @AfterEach
    void close() {
        customer.close();
        gateway.close();
        receiver.close();
    }

    private void pay(String card) throws Exception {
        Session session = shop.open();
        assertThat(customer.pay(Shop.page(session), card).statusCode()).isEqualTo(303);
    }

    private void awaitTold(String... types) {
        await().untilAsserted(() -> assertThat(receiver.types()).containsExactlyInAnyOrder(types));
    }

    private long pending() throws StripeException {
        return shop.stripe().v1().events().list().getData().stream().mapToLong(Event::getPendingWebhooks).sum();
    }

    @Test
    void lostWebhooksNeverArriveAndTheGatewayKnowsNothingOfIt() throws Exception {
        gateway.script().add(Rule.all(new Fault.LostWebhook(Set.of(SUCCEEDED, COMPLETED))));

        pay(Customer.GOOD_CARD);

        awaitTold(CREATED);
        await().untilAsserted(() -> assertThat(pending()).isZero());
        time.advance(Duration.ofHours(1));
        assertThat(receiver.types()).containsExactly(CREATED);
        assertThat(shop.stripe().v1().events().list().getData()).hasSize(3);
    }

    @Test
    void aCardMayLoseAllWebhooks() throws Exception {
        pay("4000 0000 0008 0061");
        pay(Customer.GOOD_CARD);

        awaitTold(CREATED, SUCCEEDED, COMPLETED);
    }

    @Test
    void repeatedWebhooksAreTheSameEventEachTime() throws Exception {
        gateway.script().add(Rule.next(new Fault.RepeatedWebhook(Set.of(COMPLETED), 3)));

        pay(Customer.GOOD_CARD);

        awaitTold(CREATED, SUCCEEDED, COMPLETED, COMPLETED, COMPLETED);
        Set<String> ids = new HashSet<>();
        for (WebhookReceiver.Received one : receiver.received()) {
            ids.add(one.verified(SECRET, ANY_TIME).getId());
        }
        assertThat(ids).hasSize(3);
    }

    @Test
    void lateWebhooksArriveWhenTheirTimeHasCome() throws Exception {
        gateway.script().add(Rule.next(new Fault.LateWebhook(Set.of(COMPLETED), Duration.ofMinutes(3))));

        pay(Customer.GOOD_CARD);
        awaitTold(CREATED, SUCCEEDED);
        time.advance(Duration.ofMinutes(3));

        awaitTold(CREATED, SUCCEEDED, COMPLETED);
    }

    @Test
    void webhooksArriveInTheWrongOrder() throws Exception {
        gateway.script().add(Rule.next(new Fault.ReorderedWebhooks(Duration.ofSeconds(5))));
        Session session = shop.open();
        customer.pay(Shop.page(session), Customer.DECLINED_CARD);
        time.advance(Duration.ofSeconds(4));
        customer.pay(Shop.page(session), Customer.GOOD_CARD);
        assertThat(receiver.types()).isEmpty();

        time.advance(Duration.ofSeconds(1));

        await().untilAsserted(
                () -> assertThat(receiver.types())
                        .containsExactly(COMPLETED, SUCCEEDED, "payment_intent.payment_failed", CREATED));
    }

    @Test
    void aForgedWebhookIsNotBelievedAndComesAgainWithTheRightSignature() throws Exception {
        gateway.script().add(Rule.next(new Fault.ForgedWebhook(Set.of(COMPLETED))).times(1));
        AtomicBoolean refused = new AtomicBoolean();
        receiver.answering(
                webhook -> webhook.body().contains(COMPLETED) && refused.compareAndSet(false, true) ? 400 : 200);

        pay(Customer.GOOD_CARD);
        awaitTold(CREATED, SUCCEEDED, COMPLETED);
        await().untilAsserted(() -> assertThat(time.due()).hasSize(2));
        time.advance(Duration.ofSeconds(1));
        awaitTold(CREATED, SUCCEEDED, COMPLETED, COMPLETED);

        List<WebhookReceiver.Received> both = receiver.received()
                .stream()
                .filter(one -> one.body().contains(COMPLETED))
                .toList();
        assertThatThrownBy(() -> both.getFirst().verified(SECRET, ANY_TIME))
                .isInstanceOf(SignatureVerificationException.class);
        assertThat(both.getLast().verified(SECRET, ANY_TIME).getType()).isEqualTo(COMPLETED);
    }
}
