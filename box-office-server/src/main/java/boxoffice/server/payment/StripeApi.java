package boxoffice.server.payment;

import boxoffice.model.InvalidField;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/// What hosted pages and card readers of Stripe have in common: one account, its refunds, its way to say no. Thread-safe.
///
/// Our ids and numbers are Stripe's idempotency keys, so whatever is asked twice is done once.
final class StripeApi {
    /// The metadata in which payments and refunds carry our id.
    static final String PAYMENT = "payment";
    static final String REFUND = "refund";

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final int SERVER_ERROR = 500;
    private static final String READER_SILENT = "terminal_reader_timeout";
    private static final long MOST_REFUNDS = 100;

    private final StripeClient client;

    /// @param base where the API is; the sandbox speaks the same
    /// @param key the secret API key
    StripeApi(URI base, String key) {
        this.client = StripeClient.builder()
                .setApiKey(key)
                .setApiBase(base.toString())
                .setConnectTimeout((int) CONNECT.toMillis())
                .setReadTimeout((int) ANSWER.toMillis())
                .setMaxNetworkRetries(0)
                .build();
    }

    StripeClient client() {
        return client;
    }

    interface Call<T> {
        T ask() throws StripeException;
    }

    /// Makes a call. An answer that is neither a refusal nor to be read may have been a yes.
    ///
    /// @throws GatewayException for everything but an answer
    static <T> T asking(Call<T> call) {
        try {
            return call.ask();
        } catch (ApiConnectionException silent) {
            throw new GatewayException.NoAnswer("Stripe does not answer", silent);
        } catch (StripeException refused) {
            int status = refused.getStatusCode() == null ? 0 : refused.getStatusCode();
            if (status >= SERVER_ERROR) {
                throw new GatewayException.Failed("Stripe answered " + status, refused);
            }
            String code = String.valueOf(refused.getCode());
            // A reader that is busy is a conflict, too, and one that does not answer may show the guest what it was told.
            boolean ofReader = code.startsWith("terminal_reader") && !code.equals(READER_SILENT);
            if (!ofReader && (GatewayException.saysNothing(status) || code.equals(READER_SILENT))) {
                throw new GatewayException.NoAnswer("Stripe answered " + status, refused);
            }
            throw new GatewayException.Refused("Stripe refused: " + code, refused, ofReader);
        }
    }

    /// @throws GatewayException.Refused for money that Stripe does not count as we do
    static void requireTaken(Currency currency) {
        if (!StripeMoney.takes(currency)) {
            throw new GatewayException.Refused(
                    "Stripe is not asked for " + currency, new IOException("not asked for " + currency));
        }
    }

    /// Whether Stripe has said no because it does not know what was named.
    static boolean isMissing(GatewayException.Refused refused) {
        return refused.getCause() instanceof StripeException cause && "resource_missing".equals(cause.getCode());
    }

    static RequestOptions once(String what, Object id, int number) {
        return RequestOptions.builder().setIdempotencyKey("%s-%s-%d".formatted(what, id, number)).build();
    }

    /// Which payment of ours it is about.
    static Optional<PaymentId> payment(Map<String, String> metadata) {
        try {
            return Optional.ofNullable(metadata).map(all -> all.get(PAYMENT)).map(PaymentId::of);
        } catch (InvalidField notOurs) {
            return Optional.empty();
        }
    }

    /// Which refund of ours it is about.
    static Optional<RefundId> refund(Map<String, String> metadata) {
        try {
            return Optional.ofNullable(metadata).map(all -> all.get(REFUND)).map(RefundId::of);
        } catch (InvalidField notOurs) {
            return Optional.empty();
        }
    }

    /// How a payment stands that has an intent.
    static PaymentState state(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "succeeded" -> new PaymentState.Paid(intent.getId());
            case "canceled" -> new PaymentState.Closed("closed");
            // A reader takes a second card only when it is asked to again.
            case String _ when intent.getLastPaymentError() != null && atReader(intent) -> new PaymentState.Closed(
                    reason(intent));
            case String _ when intent.getLastPaymentError() != null -> new PaymentState.Declined(reason(intent));
            case null, default -> new PaymentState.Open();
        };
    }

    static boolean atReader(PaymentIntent intent) {
        return intent.getPaymentMethodTypes() != null && intent.getPaymentMethodTypes().contains("card_present");
    }

    private static String reason(PaymentIntent intent) {
        String code = intent.getLastPaymentError().getDeclineCode();
        return code == null ? "declined" : code;
    }

    /// Gives money of an intent back. Whatever Stripe says, an earlier question may have been answered with a refund, and
    /// its idempotency keys end after a day; so it is looked for before it is asked for again, and before a no is believed.
    RefundState refund(PaymentGateway.RefundOrder order) {
        return order.repeated() ? find(order).orElseGet(() -> make(order)) : make(order);
    }

    private RefundState make(PaymentGateway.RefundOrder order) {
        RefundCreateParams params = RefundCreateParams.builder()
                .setPaymentIntent(order.chargeRef())
                .setAmount(StripeMoney.amount(order.amount()))
                .putMetadata(REFUND, order.refund().toString())
                .build();
        try {
            return state(
                    asking(() -> client.v1().refunds().create(params, once(REFUND, order.refund(), order.number()))));
        } catch (GatewayException.Failed broken) {
            return find(order).orElseThrow(() -> broken);
        } catch (GatewayException.Refused refused) {
            return find(order).orElseGet(() -> new RefundState.Failed(String.valueOf(refused.getMessage())));
        }
    }

    /// The refund that was made before, under whatever number, unless it has failed.
    private Optional<RefundState> find(PaymentGateway.RefundOrder order) {
        RefundListParams params =
                RefundListParams.builder().setPaymentIntent(order.chargeRef()).setLimit(MOST_REFUNDS).build();
        try {
            return asking(() -> client.v1().refunds().list(params)).getData()
                    .stream()
                    .filter(refund -> refund(refund.getMetadata()).filter(order.refund()::equals).isPresent())
                    .map(StripeApi::state)
                    .filter(state -> !(state instanceof RefundState.Failed))
                    .findFirst();
        } catch (GatewayException.Refused unknown) {
            // Of a payment that it does not know, it has given nothing back.
            return Optional.empty();
        }
    }

    RefundState refundState(String refundRef) {
        return state(asking(() -> client.v1().refunds().retrieve(refundRef)));
    }

    private static RefundState state(Refund refund) {
        return switch (refund.getStatus()) {
            case "succeeded" -> new RefundState.Done(refund.getId());
            case "failed", "canceled" -> new RefundState.Failed(
                    refund.getFailureReason() == null ? refund.getStatus() : refund.getFailureReason());
            case null, default -> new RefundState.Pending(refund.getId());
        };
    }
}
