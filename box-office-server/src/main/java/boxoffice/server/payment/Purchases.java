package boxoffice.server.payment;

import boxoffice.model.Bookings.Payment;
import boxoffice.model.Bookings.PaymentRequest;
import boxoffice.model.Bookings.Refund;
import boxoffice.model.Bookings.RefundRequest;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import boxoffice.server.identity.Caller;
import boxoffice.server.storage.Sql;

/// What is bought with a payment, as this room needs to know it. Bookings implement it.
public interface Purchases {
    /// Acts on how a payment stands at its gateway. May be told the same twice, late, or out of order.
    void settle(PaymentId payment, PaymentState state);

    /// Opens another payment for something that still waits for one.
    Payment payAgain(Caller caller, PaymentRequest request);

    /// Opens a payment again of which nobody knows whether the gateway has opened it; has it closed where the purchase has
    /// ended.
    void reopen(PaymentId payment);

    /// Gives money back. Giving back all of it also takes back what was bought.
    ///
    /// @param id the refund's; when there is one of that id, nothing more is given back
    Refund refund(Caller caller, RefundId id, PaymentId payment, RefundRequest request);

    /// A refund has failed for good, within the transaction that notes it: a person has to see to it.
    void refundFailed(Sql sql, PaymentId payment, RefundId refund, String reason);
}
