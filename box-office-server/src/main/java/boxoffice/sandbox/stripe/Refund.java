package boxoffice.sandbox.stripe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Money on its way back to a card.
///
/// @param amount in minor units
/// @param reason Stripe's word, `null` if none was given
/// @param ending what is still to come, `null` if nothing is
record Refund(
        String id,
        long created,
        String charge,
        String paymentIntent,
        long amount,
        String currency,
        @Nullable String reason,
        Map<String, String> metadata,
        Status status,
        @Nullable Ending ending)
        implements
            Entry {

    /// What becomes of a refund after it was made.
    ///
    /// @param at epoch milliseconds
    record Ending(Status status, long at) {}

    enum Status {
        PENDING,
        SUCCEEDED,
        FAILED
    }

    Refund with(Status next) {
        return new Refund(id, created, charge, paymentIntent, amount, currency, reason, metadata, next, null);
    }
}
