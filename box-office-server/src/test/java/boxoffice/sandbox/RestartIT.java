package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.JournalException;
import boxoffice.sandbox.common.Rule;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.checkout.Session;
import com.stripe.model.terminal.Reader;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.terminal.ReaderCreateParams;
import com.stripe.param.terminal.ReaderProcessPaymentIntentParams;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a gateway still knows after it was started anew with the same data directory (PAY-2).
class RestartIT {
    @TempDir private Path data;

    private final Customer customer = new Customer();
    private Instant now = Instant.parse("2027-03-01T18:00:00Z");
    private List<URI> webhooks = List.of();

    @AfterEach
    void close() {
        customer.close();
    }

    private SandboxConfig config() {
        return SandboxConfig.builder()
                .secretKey("sk_test_again")
                .webhookSecret("whsec_again")
                .webhookUrls(webhooks)
                .dataDirectory(data)
                .build();
    }

    private interface Visit<T> {
        T to(SandboxGateway gateway, Shop shop, MovableTime time) throws Exception;
    }

    /// Starts a gateway, does something with it, and ends it.
    private <T> T during(Visit<T> visit) throws Exception {
        var time = new MovableTime(now);
        try (SandboxGateway gateway = SandboxGateway.start(config(), time)) {
            T result = visit.to(gateway, new Shop(gateway, "sk_test_again"), time);
            now = time.now();
            return result;
        }
    }

    @Test
    void itReadsAJournalInWhichCardsHaveNoCustomers() throws Exception {
        Session paid = during((_, shop, _) -> {
            Session session = shop.open();
            customer.pay(Shop.page(session), Customer.GOOD_CARD);
            return session;
        });
        Path journal = data.resolve("stripe.jsonl");
        String written = Files.readString(journal);
        String older = written
                .replaceAll(
                        ",\"paymentIntent\":\"[^\"]*\",\"customer\":null,\"allowRedisplay\":\"[^\"]*\"",
                        ",\"reusable\":false")
                .replaceAll(",\"createsCustomer\":false,\"allowRedisplay\":null,\"redisplay\":\\[[^\\]]*\\]", "")
                .replaceAll(",\"customer\":null", "");
        assertThat(older).contains("reusable").doesNotContain("redisplay", "Redisplay");
        Files.writeString(journal, older);

        Long captured = during((gateway, _, _) -> gateway.books().at("/payments/0/captured").asLong());

        assertThat(captured).isEqualTo(paid.getAmountTotal());
    }

    @Test
    void itKnowsItsPaymentsAndRefunds() throws Exception {
        Session paid = during((_, shop, _) -> {
            Session session = shop.open();
            customer.pay(Shop.page(session), Customer.DECLINED_CARD);
            customer.pay(Shop.page(session), Customer.GOOD_CARD);
            refund(shop, shop.intentOf(session.getId()), 10_000, "refund-1");
            return shop.session(session.getId());
        });

        during((gateway, shop, _) -> {
            assertThat(shop.session(paid.getId())).isEqualTo(paid);
            assertThat(shop.intentOf(paid.getId()).getStatus()).isEqualTo("succeeded");
            assertThat(gateway.books().at("/totals/inr").toString())
                    .isEqualTo("{\"captured\":53000,\"refunded\":10000,\"payments\":1}");
            assertThat(shop.stripe().v1().events().list().getData()).hasSize(6);
            return gateway;
        });
    }

    private static Refund refund(Shop shop, PaymentIntent intent, long amount, String key) throws Exception {
        return shop.stripe()
                .v1()
                .refunds()
                .create(
                        RefundCreateParams.builder().setPaymentIntent(intent.getId()).setAmount(amount).build(),
                        RequestOptions.builder().setIdempotencyKey(key).build());
    }

    @Test
    void itKnowsItsIdempotencyKeys() throws Exception {
        record Before(PaymentIntent intent, Refund refund) {}
        Before before = during((_, shop, _) -> {
            Session session = shop.open();
            customer.pay(Shop.page(session), Customer.GOOD_CARD);
            PaymentIntent intent = shop.intentOf(session.getId());
            return new Before(intent, refund(shop, intent, 10_000, "refund-1"));
        });

        during((gateway, shop, _) -> {
            assertThat(refund(shop, before.intent(), 10_000, "refund-1")).isEqualTo(before.refund());
            assertThat(gateway.books().at("/totals/inr/refunded").asLong()).isEqualTo(10_000);
            return gateway;
        });
    }

    @Test
    void itKnowsWhatIsToGoWrongAndHowOftenItHasAlready() throws Exception {
        PaymentIntent intent = during((gateway, shop, _) -> {
            gateway.script().add(Rule.next(new Fault.RefusedRefund()).times(2));
            Session session = shop.open();
            customer.pay(Shop.page(session), Customer.GOOD_CARD);
            PaymentIntent paid = shop.intentOf(session.getId());
            assertThatThrownBy(() -> refund(shop, paid, 10_000, "refund-1")).hasMessageContaining("Insufficient funds");
            return paid;
        });

        during((gateway, shop, _) -> {
            assertThatThrownBy(() -> refund(shop, intent, 10_000, "refund-2")).hasMessageContaining(
                    "Insufficient funds");
            assertThat(refund(shop, intent, 10_000, "refund-3").getStatus()).isEqualTo("succeeded");
            return gateway;
        });
    }

    @Test
    void aReaderStillWaitsForItsCardAndGivesUpInTime() throws Exception {
        Reader waiting = during((_, shop, _) -> {
            var readers = shop.stripe().v1().terminal().readers();
            Reader reader = readers.create(
                    ReaderCreateParams.builder().setRegistrationCode("simulated-wpe").build());
            PaymentIntent intent = shop.stripe()
                    .v1()
                    .paymentIntents()
                    .create(
                            PaymentIntentCreateParams.builder()
                                    .setAmount(1_000L)
                                    .setCurrency("inr")
                                    .addPaymentMethodType("card_present")
                                    .build());
            return readers.processPaymentIntent(
                    reader.getId(),
                    ReaderProcessPaymentIntentParams.builder().setPaymentIntent(intent.getId()).build());
        });

        during((gateway, shop, time) -> {
            var readers = shop.stripe().v1().terminal().readers();
            assertThat(readers.retrieve(waiting.getId())).isEqualTo(waiting);
            time.advance(Duration.ofSeconds(60));
            assertThat(readers.retrieve(waiting.getId()).getAction().getStatus()).isEqualTo("failed");
            return gateway;
        });
    }

    @Test
    void itFinishesAPaymentThatWasProcessing() throws Exception {
        Session session = during((_, shop, _) -> {
            Session open = shop.open();
            customer.pay(Shop.page(open), Customer.SLOW_CARD);
            return open;
        });

        during((gateway, shop, time) -> {
            assertThat(shop.intentOf(session.getId()).getStatus()).isEqualTo("processing");
            time.advance(Duration.ofSeconds(8));
            assertThat(shop.session(session.getId()).getPaymentStatus()).isEqualTo("paid");
            return gateway;
        });
    }

    @Test
    void itExpiresSessionsWhoseTimeCameWhileItWasAway() throws Exception {
        Session session = during((_, shop, _) -> shop.open());
        now = now.plus(Duration.ofDays(2));

        during((gateway, shop, _) -> {
            assertThat(shop.session(session.getId()).getStatus()).isEqualTo("expired");
            return gateway;
        });
    }

    @Test
    void itTellsWhatItHadNotYetTold() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            webhooks = List.of(receiver.uri());
            receiver.answering(_ -> 500);
            during((gateway, shop, time) -> {
                customer.pay(Shop.page(shop.open()), Customer.GOOD_CARD);
                await().until(() -> receiver.received().size() == 3);
                await().until(() -> time.due().size() == 4);
                return gateway;
            });
            receiver.answering(_ -> 200);

            during((gateway, shop, _) -> {
                await().until(
                        () -> shop.stripe()
                                .v1()
                                .events()
                                .list()
                                .getData()
                                .stream()
                                .allMatch(event -> event.getPendingWebhooks() == 0));
                return gateway;
            });
            assertThat(receiver.received()).hasSize(6);

            during((gateway, _, time) -> {
                assertThat(time.due()).isEmpty();
                return gateway;
            });
            assertThat(receiver.received()).hasSize(6);
        }
    }

    @Test
    void aTornLastLineIsAsIfItHadNeverHappened() throws Exception {
        Session session = during((_, shop, _) -> shop.open());
        Path journal = data.resolve("stripe.jsonl");
        String whole = Files.readString(journal);
        Files.writeString(journal, "[{\"kind\":\"payment_intent\",\"id\":\"pi_", StandardOpenOption.APPEND);

        Session later = during((_, shop, _) -> {
            assertThat(shop.session(session.getId()).getStatus()).isEqualTo("open");
            assertThat(Files.readString(journal)).isEqualTo(whole);
            return shop.open();
        });

        during((gateway, shop, _) -> {
            assertThat(shop.stripe().v1().checkout().sessions().list().getData())
                    .extracting(Session::getId)
                    .containsExactly(later.getId(), session.getId());
            return gateway;
        });
    }

    @Test
    void twoGatewaysCannotShareADataDirectory() throws Exception {
        during((gateway, _, _) -> {
            assertThatThrownBy(() -> SandboxGateway.start(config(), new MovableTime(now)))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("in use by another gateway");
            return gateway;
        });
    }
}
