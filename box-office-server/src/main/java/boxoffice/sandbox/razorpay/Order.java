package boxoffice.sandbox.razorpay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be paid, by as many attempts as it takes.
///
/// @param amount in paise
/// @param receipt the merchant's own name for it
/// @param attempts how often somebody tried to pay
record Order(
        String id,
        long created,
        long amount,
        String currency,
        @Nullable String receipt,
        Map<String, String> notes,
        Status status,
        int attempts)
        implements
            Entry {

    enum Status {
        CREATED,
        ATTEMPTED,
        PAID
    }

    Order attempted() {
        return new Order(
                id, created, amount, currency, receipt, notes, status == Status.PAID ? status : Status.ATTEMPTED,
                attempts + 1);
    }

    Order paid() {
        return new Order(id, created, amount, currency, receipt, notes, Status.PAID, attempts);
    }
}
