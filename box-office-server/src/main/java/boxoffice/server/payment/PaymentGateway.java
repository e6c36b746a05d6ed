package boxoffice.server.payment;

import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A house that takes money for us. Implementations are thread-safe.
///
/// Every call may be repeated with the same ids and then does its work once. A call throws [GatewayException] when the
/// gateway refuses or does not answer in time.
public interface PaymentGateway {
    /// The name under which payments remember it, such as `STRIPE`.
    String name();

    /// Opens a hosted page on which the guest can pay.
    Hosted open(Order order);

    /// Asks how a payment stands.
    ///
    /// @param gatewayRef as [Hosted] told it
    PaymentState state(String gatewayRef);

    /// Closes a hosted page, so that it takes no money any more.
    ///
    /// @return how the payment stands after that: it may have been paid just before
    PaymentState close(String gatewayRef);

    /// Gives money back.
    ///
    /// @param chargeRef as [PaymentState.Paid] told it
    /// @return the gateway's name for the refund
    String refund(RefundId refund, String chargeRef, Money amount);

    /// Checks and reads what the gateway sent us.
    ///
    /// @return nothing when the signature does not match or is too old
    Optional<News> read(byte[] body, String signature);

    /// What is to be paid.
    ///
    /// @param description what the guest buys
    /// @param lines what it is made of
    /// @param done where the guest's browser goes afterwards
    record Order(PaymentId payment, Money amount, String description, List<Line> lines, URI done) {}

    /// One line of an order.
    record Line(String label, Money amount) {}

    /// A hosted page.
    record Hosted(String gatewayRef, URI page) {}

    /// Something that happened at the gateway.
    ///
    /// @param eventId the same for each repetition
    /// @param payment empty for what does not concern a payment of ours
    record News(String eventId, Optional<PaymentId> payment, PaymentState state) {}
}
