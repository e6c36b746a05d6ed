package boxoffice.model;

import boxoffice.model.Bookings.ReviewReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What waits for a person to decide on it, on the wire (PAY-6).
public final class Reviews {
    private Reviews() {}

    /// A paid booking that is not confirmed, or money that could not be given back.
    ///
    /// @param refundId the refund that failed; `POST /api/v1/refunds/{id}/retry` and `…/paid-out` decide on it. One that is
    ///            PROCESSING is still asked for, and paid out by those who have not found it at the gateway
    /// @param attempts how often it was tried to confirm the booking after all
    /// @param nextTryAt when that is tried next by itself; not any more when absent
    /// @param refundAt when the money goes back by itself
    public record ReviewItem(
            ReviewId id,
            BookingId bookingId,
            String reference,
            PaymentId paymentId,
            @Nullable RefundId refundId,
            ReviewReason reason,
            int attempts,
            @Nullable Instant nextTryAt,
            @Nullable Instant refundAt,
            Instant createdAt) {}

    /// The answer to `GET /api/v1/reviews`: open reviews, the oldest first.
    public record ReviewList(List<ReviewItem> reviews) {}

    /// The answer to `POST /api/v1/reviews/{id}/confirm` and `…/refund`.
    ///
    /// @param done whether it came about; when not, the booking has moved on or its seats are lost
    public record ReviewOutcome(boolean done) {}
}
