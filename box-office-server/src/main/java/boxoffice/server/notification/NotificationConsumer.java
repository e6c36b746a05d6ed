package boxoffice.server.notification;

import boxoffice.model.Notifications.Channel;
import boxoffice.model.Notifications.Kind;
import boxoffice.server.events.Consumer;
import boxoffice.server.events.Event;
import boxoffice.server.storage.Sql;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Writes down what guests are to be told of what happened; [Sender] tells them. Thread-safe.
///
/// An event becomes one row for each way that leads to the guest, whatever is tried how often. A walk-in without any gets
/// nothing.
final class NotificationConsumer implements Consumer {
    private static final String CONFIRMED = "booking.confirmed";
    private static final String CANCELLED = "booking.cancelled";
    private static final String REDUCED = "booking.reduced";
    private static final String REVIEW = "booking.review";
    private static final String REFUNDED = "refund.success";
    private static final String REFUND_FAILED = "refund.failed";

    /// Most of what is looked into turns out well in a moment, and is then not worth a message.
    private static final Duration SETTLES_ITSELF = Duration.ofSeconds(15);

    private final Set<Channel> channels;

    /// @param channels the ways that are in use
    NotificationConsumer(Set<Channel> channels) {
        this.channels = channels;
    }

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public Set<String> topics() {
        return Set.of(CONFIRMED, CANCELLED, REDUCED, REVIEW, REFUNDED, REFUND_FAILED);
    }

    @Override
    public void accept(Sql sql, Event event) {
        if (channels.isEmpty()) {
            return;
        }
        switch (event.topic()) {
            case CONFIRMED -> note(sql, event, event.key(), Kind.CONFIRMED, Optional.empty());
            case REVIEW -> note(sql, event, event.key(), Kind.IN_REVIEW, Optional.empty());
            case REDUCED -> note(sql, event, event.key(), Kind.CHANGED, Optional.empty());
            case CANCELLED -> cancelled(sql, event.key())
                    .ifPresent(kind -> note(sql, event, event.key(), kind, Optional.empty()));
            case REFUNDED -> refund(sql, event, Kind.REFUNDED);
            case REFUND_FAILED -> refund(sql, event, Kind.REFUND_DELAYED);
            default -> throw new IllegalArgumentException("not a topic of ours: " + event.topic());
        }
    }

    /// Who never had tickets and paid nothing has nothing to be told of when the time to pay is over.
    private static Optional<Kind> cancelled(Sql sql, UUID booking) {
        return sql.sql("""
                SELECT s.status = 'CANCELLED' AS by_house
                  FROM bookings b
                  JOIN shows s ON s.id = b.show_id
                 WHERE b.id = :booking
                   AND (b.confirmed_at IS NOT NULL
                        OR EXISTS (SELECT
                                     FROM payments p
                                    WHERE p.booking_id = b.id
                                      AND p.status IN ('SUCCESS', 'REFUNDED')))""")
                .with("booking", booking)
                .one(row -> row.flag("by_house") ? Kind.SHOW_CANCELLED : Kind.CANCELLED);
    }

    private void refund(Sql sql, Event event, Kind kind) {
        UUID refund = event.payload().hasNonNull("refund")
                ? UUID.fromString(event.payload().path("refund").asText())
                : event.key();
        sql.sql("SELECT p.booking_id FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.id = :refund")
                .with("refund", refund)
                .one(row -> row.uuid("booking_id"))
                .ifPresent(booking -> note(sql, event, booking, kind, Optional.of(refund)));
    }

    private void note(Sql sql, Event event, UUID booking, Kind kind, Optional<UUID> refund) {
        sql.sql("""
                INSERT INTO notifications (event_id, booking_id, kind, channel, subscription_id, refund_id, next_try_at)
                SELECT :event, c.booking_id, :kind, way.channel, way.subscription, CAST(:refund AS uuid),
                       now() + CAST(:delay AS interval)
                  FROM booking_contacts c
                 CROSS JOIN LATERAL (
                           SELECT 'EMAIL', CAST(NULL AS uuid) WHERE c.email IS NOT NULL
                           UNION ALL
                           SELECT 'SMS', NULL WHERE c.phone IS NOT NULL
                           UNION ALL
                           SELECT 'PUSH', p.id FROM push_subscriptions p WHERE p.user_id = c.user_id
                       ) AS way (channel, subscription)
                 WHERE c.booking_id = :booking
                   AND way.channel = ANY (CAST(:channels AS text[]))
                ON CONFLICT DO NOTHING""")
                .with("event", event.id())
                .with("booking", booking)
                .with("kind", kind)
                .with("refund", refund.map(UUID::toString).orElse(null))
                .with("delay", (kind == Kind.IN_REVIEW ? SETTLES_ITSELF : Duration.ZERO).toString())
                .with("channels", channels.stream().map(Channel::name).toArray(String[]::new))
                .update();
    }
}
