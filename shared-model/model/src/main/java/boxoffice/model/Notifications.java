package boxoffice.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What guests are told of their bookings, on the wire (NOTIF-1).
public final class Notifications {
    private Notifications() {}

    /// What a message tells.
    public enum Kind {
        /// Here are your tickets.
        CONFIRMED,
        /// Paid, and still being worked on.
        IN_REVIEW,
        /// Some of the seats were given up; here are the tickets that stay.
        CHANGED,
        CANCELLED,
        /// Cancelled by the house, together with the show.
        SHOW_CANCELLED,
        REFUNDED,
        /// The money could not be sent back yet; somebody looks after it.
        REFUND_DELAYED
    }

    /// The way a message goes.
    public enum Channel {
        EMAIL,
        SMS,
        PUSH
    }

    /// Where a message stands.
    public enum Status {
        PENDING,
        /// Accepted by the mail server or provider.
        SENT,
        /// Refused, or tried too often.
        FAILED,
        /// Overtaken by what happened since, or nobody is left to get it.
        SKIPPED
    }

    /// The answer to `GET /api/v1/notifications`, newest first.
    public record NotificationList(List<Notification> notifications) {}

    /// One message to a guest, as the staff sees it.
    ///
    /// @param recipient the address with most of it hidden; absent where there is none (any more), and for devices
    /// @param nextTryAt when it is tried next, while it is PENDING
    /// @param doneAt when it was sent or given up
    /// @param problem why the last attempt failed
    public record Notification(
            UUID id,
            BookingId bookingId,
            Kind kind,
            Channel channel,
            @Nullable String recipient,
            Status status,
            int attempts,
            Instant createdAt,
            @Nullable Instant nextTryAt,
            @Nullable Instant doneAt,
            @Nullable String problem) {}

    /// The body of `POST /api/v1/users/me/push-subscriptions`.
    ///
    /// @param token by which the push service knows the device
    public record PushSubscriptionRequest(String token) {
        public PushSubscriptionRequest {
            token = InvalidField.text(token, "token", 1024);
        }

        /// Leaves the token out.
        @Override
        public String toString() {
            return "PushSubscriptionRequest[]";
        }
    }

    /// The answer to `POST /api/v1/users/me/push-subscriptions`.
    public record PushSubscription(UUID id) {}
}
