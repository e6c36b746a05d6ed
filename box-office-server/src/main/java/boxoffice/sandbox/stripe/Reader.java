package boxoffice.sandbox.stripe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A card reader on a counter, driven by the server (Stripe Terminal).
///
/// @param location Stripe's id of the place where it stands, `null` if it was not given
/// @param action what it is doing, or did last; `null` after that was cancelled
record Reader(
        String id,
        long created,
        String label,
        @Nullable String location,
        String deviceType,
        Map<String, String> metadata,
        Reach reach,
        @Nullable Action action)
        implements
            Entry {

    /// Whether the reader can be reached.
    enum Reach {
        ONLINE,
        /// Stripe knows that it is away.
        OFFLINE,
        /// Stripe takes it to be there, but it does not react.
        SILENT
    }

    enum Status {
        IN_PROGRESS,
        SUCCEEDED,
        FAILED
    }

    /// One payment at the reader.
    ///
    /// @param failure why it failed, `null` if it did not
    /// @param deadline epoch milliseconds at which the reader gives up waiting for a card
    record Action(String paymentIntent, Status status, @Nullable Failure failure, long deadline) {
        Action ended(@Nullable Failure why) {
            return new Action(paymentIntent, why == null ? Status.SUCCEEDED : Status.FAILED, why, deadline);
        }
    }

    /// @param decline `null` if the failure is the reader's own
    record Failure(String code, String message, @Nullable Decline decline) {}

    boolean busy() {
        return action != null && action.status() == Status.IN_PROGRESS;
    }

    Reader with(@Nullable Action next) {
        return new Reader(id, created, label, location, deviceType, metadata, reach, next);
    }

    Reader with(Reach other) {
        return new Reader(id, created, label, location, deviceType, metadata, other, action);
    }
}
