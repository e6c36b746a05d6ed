package boxoffice.server.payment;

import boxoffice.model.Bookings.PaymentMethod;
import java.util.Optional;
import java.util.Set;

/// Money that goes over the counter, and tickets that cost nothing (PAY-1). There is no house in between: whoever opens
/// such a payment has the money in hand, so it is paid at once, and a refund is done when somebody has paid it out.
public final class CounterGateway implements PaymentGateway {
    /// Its name.
    public static final String NAME = "COUNTER";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<PaymentMethod> methods() {
        return Set.of(PaymentMethod.CASH);
    }

    @Override
    public Opened open(Order order) {
        String ref = "counter-" + order.payment();
        return new Opened(ref, Optional.empty(), Optional.empty(), new PaymentState.Paid(ref));
    }

    @Override
    public PaymentState state(String gatewayRef) {
        return new PaymentState.Paid(gatewayRef);
    }

    @Override
    public PaymentState close(String gatewayRef) {
        return new PaymentState.Paid(gatewayRef);
    }

    @Override
    public RefundState refund(RefundOrder order) {
        return new RefundState.Pending("counter-" + order.refund());
    }

    @Override
    public RefundState refundState(String refundRef) {
        return new RefundState.Pending(refundRef);
    }
}
