package boxoffice.server.payment;

import static boxoffice.server.payment.StripeApi.asking;
import static boxoffice.server.payment.StripeApi.once;

import boxoffice.model.Bookings.PaymentMethod;
import com.stripe.model.PaymentIntent;
import com.stripe.model.terminal.Reader;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.terminal.ReaderProcessPaymentIntentParams;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;

/// Card readers at counters and kiosks, driven through Stripe (PAY-1). Thread-safe. What comes of it, Stripe tells through
/// [StripeGateway], which gives the statement of their account too.
///
/// A payment's reference names the reader and the payment intent: `tmr_1/pi_2`.
final class StripeTerminal implements PaymentGateway {
    static final String NAME = "STRIPE_TERMINAL";

    private final StripeApi stripe;

    StripeTerminal(StripeApi stripe) {
        this.stripe = stripe;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<PaymentMethod> methods() {
        return Set.of(PaymentMethod.CARD_PRESENT);
    }

    @Override
    public boolean takes(Currency currency) {
        return StripeMoney.takes(currency);
    }

    /// Has the reader ask for a card. When it was asked already, and only the answer was lost, the payment goes on.
    @Override
    public Opened open(Order order) {
        PaymentIntent intent = intent(order);
        String reader = order.reader().orElseThrow();
        ReaderProcessPaymentIntentParams process =
                ReaderProcessPaymentIntentParams.builder().setPaymentIntent(intent.getId()).build();
        asking(
                () -> stripe.client()
                        .v1()
                        .terminal()
                        .readers()
                        .processPaymentIntent(reader, process, once("process", order.payment(), order.number())));
        return new Opened(ref(order, intent), Optional.empty(), Optional.empty(), new PaymentState.Open());
    }

    /// The reader may ask for a card although its answer was lost, under whichever number.
    @Override
    public PaymentState closeUnanswered(Order order) {
        PaymentState state = new PaymentState.Closed("never opened");
        for (int number = order.number(); number > 0 && state instanceof PaymentState.Closed; number--) {
            state = close(ref(order, intent(order.numbered(number))));
        }
        return state;
    }

    private static String ref(Order order, PaymentIntent intent) {
        return order.reader().orElseThrow() + "/" + intent.getId();
    }

    /// The intent of an order: a new one, or the one that was made before.
    private PaymentIntent intent(Order order) {
        StripeApi.requireTaken(order.amount().currency());
        PaymentIntentCreateParams params = PaymentIntentCreateParams.builder()
                .setAmount(StripeMoney.amount(order.amount()))
                .setCurrency(StripeMoney.code(order.amount()))
                .addPaymentMethodType("card_present")
                .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.AUTOMATIC)
                .setDescription(order.description())
                .putMetadata(StripeApi.PAYMENT, order.payment().toString())
                .build();
        return asking(
                () -> stripe.client()
                        .v1()
                        .paymentIntents()
                        .create(params, once("open", order.payment(), order.number())));
    }

    @Override
    public PaymentState state(String gatewayRef) {
        return StripeApi.state(asking(() -> stripe.client().v1().paymentIntents().retrieve(intent(gatewayRef))));
    }

    @Override
    public PaymentState close(String gatewayRef) {
        letReaderGo(gatewayRef);
        try {
            return StripeApi.state(asking(() -> stripe.client().v1().paymentIntents().cancel(intent(gatewayRef))));
        } catch (GatewayException.Refused over) {
            return state(gatewayRef);
        }
    }

    /// Ends what the reader shows, unless it is at the next guest's payment already.
    private void letReaderGo(String gatewayRef) {
        Reader reader = asking(() -> stripe.client().v1().terminal().readers().retrieve(reader(gatewayRef)));
        boolean ours = reader.getAction() != null
                && reader.getAction().getProcessPaymentIntent() != null
                && intent(gatewayRef).equals(reader.getAction().getProcessPaymentIntent().getPaymentIntent());
        if (!ours) {
            return;
        }
        try {
            asking(() -> stripe.client().v1().terminal().readers().cancelAction(reader.getId()));
        } catch (GatewayException.Refused atWork) {
            // The card is being charged at this moment; whether the intent can still be cancelled says the next call.
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

    private static String reader(String gatewayRef) {
        return gatewayRef.substring(0, gatewayRef.indexOf('/'));
    }

    private static String intent(String gatewayRef) {
        return gatewayRef.substring(gatewayRef.indexOf('/') + 1);
    }
}
