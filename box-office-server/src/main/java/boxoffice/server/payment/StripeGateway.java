package boxoffice.server.payment;

import boxoffice.model.InvalidField;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeObject;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Stripe by its own library: hosted checkout sessions, refunds, signed events (PAY-1, PAY-3).
///
/// Our ids are Stripe's idempotency keys, so whatever is asked twice is done once.
public final class StripeGateway implements PaymentGateway {
    private static final String PAYMENT = "payment";
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final int SERVER_ERROR = 500;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;

    private final StripeClient client;
    private final String webhookSecret;

    /// @param base where the API is; the sandbox speaks the same
    /// @param key the secret API key
    /// @param webhookSecret with which events are signed
    public StripeGateway(URI base, String key, String webhookSecret) {
        this.client = StripeClient.builder()
                .setApiKey(key)
                .setApiBase(base.toString())
                .setConnectTimeout((int) CONNECT.toMillis())
                .setReadTimeout((int) ANSWER.toMillis())
                .setMaxNetworkRetries(0)
                .build();
        this.webhookSecret = webhookSecret;
    }

    @Override
    public String name() {
        return "STRIPE";
    }

    @Override
    public Hosted open(Order order) {
        SessionCreateParams.Builder params = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(order.payment().toString())
                .putMetadata(PAYMENT, order.payment().toString())
                .setPaymentIntentData(
                        SessionCreateParams.PaymentIntentData.builder()
                                .setDescription(order.description())
                                .putMetadata(PAYMENT, order.payment().toString())
                                .build())
                .setSuccessUrl(order.done().toString());
        for (Line line : order.lines()) {
            params.addLineItem(
                    SessionCreateParams.LineItem.builder()
                            .setQuantity(1L)
                            .setPriceData(
                                    SessionCreateParams.LineItem.PriceData.builder()
                                            .setCurrency(
                                                    line.amount().currency().getCurrencyCode().toLowerCase(Locale.ROOT))
                                            .setUnitAmount(line.amount().minor())
                                            .setProductData(
                                                    SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                                            .setName(line.label())
                                                            .build())
                                            .build())
                            .build());
        }
        Session session = asking(
                () -> client.v1().checkout().sessions().create(params.build(), once("open", order.payment())));
        return new Hosted(session.getId(), URI.create(session.getUrl()));
    }

    @Override
    public PaymentState state(String gatewayRef) {
        return state(asking(() -> client.v1().checkout().sessions().retrieve(gatewayRef)));
    }

    @Override
    public PaymentState close(String gatewayRef) {
        try {
            return state(asking(() -> client.v1().checkout().sessions().expire(gatewayRef)));
        } catch (GatewayException.Refused notOpen) {
            return state(gatewayRef);
        }
    }

    @Override
    public String refund(RefundId refund, String chargeRef, Money amount) {
        RefundCreateParams params = RefundCreateParams.builder()
                .setPaymentIntent(chargeRef)
                .setAmount(amount.minor())
                .putMetadata("refund", refund.toString())
                .build();
        return asking(() -> client.v1().refunds().create(params, once("refund", refund))).getId();
    }

    @Override
    public Optional<News> read(byte[] body, String signature) {
        Event event;
        try {
            event = Webhook.constructEvent(new String(body, StandardCharsets.UTF_8), signature, webhookSecret);
        } catch (SignatureVerificationException | RuntimeException foreign) {
            // Of headers and bodies that no gateway makes, the library complains in many ways.
            return Optional.empty();
        }
        boolean complete = event != null && event.getId() != null && event.getData() != null;
        return complete ? Optional.of(news(event)) : Optional.empty();
    }

    private static News news(Event event) {
        StripeObject object = event.getDataObjectDeserializer().getObject().orElse(null);
        return switch (object) {
            case Session session -> new News(event.getId(), payment(session.getMetadata()), state(session));
            case PaymentIntent intent when intent.getLastPaymentError() != null -> new News(
                    event.getId(),
                    payment(intent.getMetadata()),
                    new PaymentState.Declined(reason(intent)));
            case null, default -> new News(event.getId(), Optional.empty(), new PaymentState.Open());
        };
    }

    private static PaymentState state(Session session) {
        // Other things sold by the same account, such as subscriptions, are paid without a payment of their own.
        if ("paid".equals(session.getPaymentStatus()) && session.getPaymentIntent() != null) {
            return new PaymentState.Paid(session.getPaymentIntent());
        }
        return "expired".equals(session.getStatus()) ? new PaymentState.Closed() : new PaymentState.Open();
    }

    private static String reason(PaymentIntent intent) {
        String code = intent.getLastPaymentError().getDeclineCode();
        return code == null ? "declined" : code;
    }

    private static Optional<PaymentId> payment(Map<String, String> metadata) {
        try {
            return Optional.ofNullable(metadata).map(all -> all.get(PAYMENT)).map(PaymentId::of);
        } catch (InvalidField notOurs) {
            return Optional.empty();
        }
    }

    private static RequestOptions once(String what, Object id) {
        return RequestOptions.builder().setIdempotencyKey(what + "-" + id).build();
    }

    private interface Call<T> {
        T ask() throws StripeException;
    }

    private static <T> T asking(Call<T> call) {
        try {
            return call.ask();
        } catch (ApiConnectionException silent) {
            throw new GatewayException.NoAnswer("Stripe does not answer", silent);
        } catch (StripeException refused) {
            int status = refused.getStatusCode() == null ? 0 : refused.getStatusCode();
            boolean later = status >= SERVER_ERROR || status == CONFLICT || status == TOO_MANY;
            throw later
                    ? new GatewayException.NoAnswer("Stripe answered " + status, refused)
                    : new GatewayException.Refused("Stripe refused: " + refused.getCode(), refused);
        }
    }
}
