package boxoffice.server.payment;

/// How a payment stands at its gateway.
public sealed interface PaymentState {
    /// The guest may still pay.
    record Open() implements PaymentState {}

    /// A try failed; the guest may try again.
    record Declined(String reason) implements PaymentState {}

    /// The money is ours.
    ///
    /// @param chargeRef the gateway's name for it, needed to give it back
    record Paid(String chargeRef) implements PaymentState {}

    /// No money will come any more.
    ///
    /// @param reason why, in the gateway's words
    record Closed(String reason) implements PaymentState {}

    /// Nobody is led to it any more, but the gateway does not promise that no money comes: a try may be under way, and a
    /// bank may say yes days later.
    ///
    /// @param reason why, in the gateway's words
    record Abandoned(String reason) implements PaymentState {}
}
