package boxoffice.server.payment;

/// How a refund stands at its gateway.
public sealed interface RefundState {
    /// It is under way.
    ///
    /// @param refundRef the gateway's name for it
    record Pending(String refundRef) implements RefundState {}

    /// The guest has the money.
    record Done(String refundRef) implements RefundState {}

    /// The money did not go back, and will not by itself.
    record Failed(String reason) implements RefundState {}
}
