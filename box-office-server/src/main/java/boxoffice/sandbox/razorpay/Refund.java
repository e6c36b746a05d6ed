package boxoffice.sandbox.razorpay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Money on its way back to a guest.
///
/// @param amount in paise
/// @param receipt the merchant's own name for it
/// @param endAt when it reaches its end, epoch milliseconds; 0 if it has
/// @param fails whether that end is a failure
record Refund(
        String id,
        long created,
        String payment,
        long amount,
        String currency,
        @Nullable String receipt,
        Map<String, String> notes,
        String speed,
        Status status,
        long endAt,
        boolean fails)
        implements
            Entry {

    enum Status {
        PENDING,
        PROCESSED,
        FAILED
    }

    Refund ended(Status end) {
        return new Refund(id, created, payment, amount, currency, receipt, notes, speed, end, 0, fails);
    }
}
