package boxoffice.server.payment;

import static boxoffice.server.payment.StripeApi.asking;
import static boxoffice.server.payment.StripeApi.once;

import boxoffice.model.Bookings.PaymentMethod;
import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.checkout.SessionCreateParams;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stripe's hosted checkout pages by its own library, and all that Stripe sends us (PAY-1, PAY-3). Thread-safe.
///
/// Stripe uses a card again only for the customer that it is attached to, and its page offers all cards of that customer. So
/// each card that is remembered has a customer of its own, and its token names both: `cus_1/pm_2`.
final class StripeGateway implements PaymentGateway {
    private static final String NAME = "STRIPE";
    private static final Logger LOG = LoggerFactory.getLogger(StripeGateway.class);
    private static final String SIGNATURE = "Stripe-Signature";

    private final StripeApi stripe;
    private final String webhookSecret;

    /// @param webhookSecret with which events are signed
    StripeGateway(StripeApi stripe, String webhookSecret) {
        this.stripe = stripe;
        this.webhookSecret = webhookSecret;
    }

    @Override
    public String name() {
        return NAME;
    }

    /// Its page offers the wallets of the guest's phone by itself.
    @Override
    public Set<PaymentMethod> methods() {
        return Set.of(PaymentMethod.CARD, PaymentMethod.APPLE_PAY, PaymentMethod.GOOGLE_PAY);
    }

    @Override
    public boolean takes(Currency currency) {
        return StripeMoney.takes(currency);
    }

    @Override
    public Opened open(Order order) {
        StripeApi.requireTaken(order.amount().currency());
        Session session;
        try {
            session = open(order, "open");
        } catch (GatewayException.Refused refused) {
            if (order.card().isEmpty() || !StripeApi.isMissing(refused)) {
                throw refused;
            }
            // The customer was deleted at Stripe. The guest can still pay, by typing their card.
            session = open(order.withoutCard(), "open-without-card");
        }
        return Opened.page(session.getId(), URI.create(session.getUrl()));
    }

    private Session open(Order order, String what) {
        SessionCreateParams params = params(order);
        RequestOptions once = once(what, order.payment(), order.number());
        return asking(() -> stripe.client().v1().checkout().sessions().create(params, once));
    }

    /// Only a card that is attached to a customer can be used again.
    @Override
    public Optional<Card> card(String chargeRef) {
        PaymentIntent intent = asking(() -> stripe.client().v1().paymentIntents().retrieve(chargeRef));
        if (intent.getPaymentMethod() == null || intent.getSetupFutureUsage() == null) {
            return Optional.empty();
        }
        com.stripe.model.PaymentMethod method = method(intent.getPaymentMethod());
        if (method.getCustomer() == null || method.getCard() == null) {
            return Optional.empty();
        }
        CardToken token = new CardToken(method.getCustomer() + "/" + method.getId());
        return Optional.of(new Card(token, method.getCard().getBrand(), method.getCard().getLast4()));
    }

    /// Stripe refuses to detach what is not attached; so after a refusal it is asked whether that was the reason.
    @Override
    public void forget(CardToken card) {
        String id = card.value().substring(card.value().indexOf('/') + 1);
        try {
            asking(() -> stripe.client().v1().paymentMethods().detach(id));
        } catch (GatewayException.Refused refused) {
            if (!StripeApi.isMissing(refused) && method(id).getCustomer() != null) {
                throw refused;
            }
        }
    }

    private com.stripe.model.PaymentMethod method(String id) {
        return asking(() -> stripe.client().v1().paymentMethods().retrieve(id));
    }

    private static SessionCreateParams params(Order order) {
        SessionCreateParams.PaymentIntentData.Builder intent = SessionCreateParams.PaymentIntentData.builder()
                .setDescription(order.description())
                .putMetadata(StripeApi.PAYMENT, order.payment().toString());
        SessionCreateParams.Builder params = SessionCreateParams.builder();
        if (order.remember()) {
            intent.setSetupFutureUsage(SessionCreateParams.PaymentIntentData.SetupFutureUsage.ON_SESSION);
            params.setCustomerCreation(SessionCreateParams.CustomerCreation.ALWAYS)
                    .setPaymentMethodData(
                            SessionCreateParams.PaymentMethodData.builder()
                                    .setAllowRedisplay(SessionCreateParams.PaymentMethodData.AllowRedisplay.ALWAYS)
                                    .build());
        }
        order.card().ifPresent(card -> params.setCustomer(customer(card)));
        params.setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(order.payment().toString())
                .putMetadata(StripeApi.PAYMENT, order.payment().toString())
                .setPaymentIntentData(intent.build())
                .setSuccessUrl(order.done().toString());
        for (Line line : order.lines()) {
            params.addLineItem(
                    SessionCreateParams.LineItem.builder()
                            .setQuantity(1L)
                            .setPriceData(
                                    SessionCreateParams.LineItem.PriceData.builder()
                                            .setCurrency(
                                                    StripeMoney.code(line.amount()))
                                            .setUnitAmount(StripeMoney.amount(line.amount()))
                                            .setProductData(
                                                    SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                                            .setName(line.label())
                                                            .build())
                                            .build())
                            .build());
        }
        return params.build();
    }

    private static String customer(CardToken card) {
        return card.value().substring(0, card.value().indexOf('/'));
    }

    @Override
    public PaymentState state(String gatewayRef) {
        return state(asking(() -> stripe.client().v1().checkout().sessions().retrieve(gatewayRef)));
    }

    @Override
    public PaymentState close(String gatewayRef) {
        try {
            return state(asking(() -> stripe.client().v1().checkout().sessions().expire(gatewayRef)));
        } catch (GatewayException.Refused notOpen) {
            return state(gatewayRef);
        }
    }

    @Override
    public RefundState refund(RefundOrder order) {
        return stripe.refund(order);
    }

    @Override
    public RefundState refundState(String refundRef) {
        return stripe.refundState(refundRef);
    }

    /// Card readers work for the same account.
    @Override
    public Set<String> speaksFor() {
        return Set.of(NAME, StripeTerminal.NAME);
    }

    @Override
    public List<Movement> statement(Instant from, Instant until) {
        return new StripeStatement(stripe.client(), from, until).movements();
    }

    @Override
    public Optional<String> signatureHeader() {
        return Optional.of(SIGNATURE);
    }

    @Override
    public Optional<News> read(byte[] body, Function<String, Optional<String>> header) {
        Event event;
        try {
            event = Webhook.constructEvent(
                    new String(body, StandardCharsets.UTF_8),
                    header.apply(SIGNATURE).orElse(""),
                    webhookSecret);
        } catch (SignatureVerificationException | RuntimeException foreign) {
            // Of headers and bodies that no gateway makes, the library complains in many ways.
            return Optional.empty();
        }
        boolean complete = event != null && event.getId() != null && event.getData() != null;
        return complete ? Optional.of(news(event)) : Optional.empty();
    }

    private static News news(Event event) {
        Optional<News> ours = switch (object(event)) {
            case Session session -> ofPayment(event, session.getMetadata(), state(session));
            // Of a hosted page, the session tells that it was paid; its intent only, which tries failed.
            case PaymentIntent intent when intent.getLastPaymentError() != null || StripeApi.atReader(intent) ->
                ofPayment(event, intent.getMetadata(), StripeApi.state(intent));
            case Refund refund -> ofRefund(event, refund.getMetadata());
            case null, default -> Optional.empty();
        };
        return ours.orElseGet(() -> new News.OfOthers(event.getId()));
    }

    /// What an event is about, also where the account has its events written as another version of the API does: what we read
    /// of it is the same in all of them, and how a refund stands is asked anyway.
    private static @Nullable StripeObject object(Event event) {
        var data = event.getDataObjectDeserializer();
        if (data.getObject().isPresent()) {
            return data.getObject().get();
        }
        try {
            return data.deserializeUnsafe();
        } catch (EventDataObjectDeserializationException unreadable) {
            LOG.warn("event {} of version {} cannot be read", event.getId(), event.getApiVersion());
            return null;
        }
    }

    private static Optional<News> ofPayment(Event event, Map<String, String> metadata, PaymentState state) {
        return StripeApi.payment(metadata).map(payment -> new News.OfPayment(event.getId(), payment, state));
    }

    private static Optional<News> ofRefund(Event event, Map<String, String> metadata) {
        return StripeApi.refund(metadata).map(refund -> new News.OfRefund(event.getId(), refund));
    }

    private static PaymentState state(Session session) {
        // Other things sold by the same account, such as subscriptions, are paid without a payment of their own.
        if ("paid".equals(session.getPaymentStatus()) && session.getPaymentIntent() != null) {
            return new PaymentState.Paid(session.getPaymentIntent());
        }
        return "expired".equals(session.getStatus()) ? new PaymentState.Closed("closed") : new PaymentState.Open();
    }
}
