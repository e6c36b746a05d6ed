package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.ReviewReason;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import boxoffice.model.ReviewId;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A review's row.
///
/// @param attempts how often it was tried to confirm the booking after all
/// @param nextTryAt when that is tried next by itself
/// @param refundAt when the money goes back by itself
/// @param isOverdue whether that time has come
record ReviewEntry(
        ReviewId id,
        BookingId booking,
        String reference,
        PaymentId payment,
        Optional<RefundId> refund,
        ReviewReason reason,
        String detail,
        int attempts,
        Optional<Instant> nextTryAt,
        Optional<Instant> refundAt,
        Instant createdAt,
        boolean isOverdue) {
    private static final int MOST_LISTED = 200;
    private static final String REVIEW = """
            v.id, v.booking_id, b.reference, v.payment_id, v.refund_id, v.reason, v.detail, v.attempts, v.next_try_at,
            v.refund_at, v.created_at, coalesce(v.refund_at <= now(), false) AS overdue""";
    private static final String SELECT =
            "SELECT " + REVIEW + " FROM booking_reviews v JOIN bookings b ON b.id = v.booking_id WHERE ";

    static Optional<ReviewEntry> find(Sql sql, ReviewId id) {
        return sql.sql(SELECT + "v.id = :id").with("id", id).one(ReviewEntry::of);
    }

    /// The open review that keeps a booking from being confirmed.
    static Optional<ReviewEntry> open(Sql sql, BookingId booking) {
        return sql.sql(SELECT + "v.booking_id = :booking AND v.closed_at IS NULL AND v.refund_id IS NULL")
                .with("booking", booking)
                .one(ReviewEntry::of);
    }

    /// All open reviews, the oldest first.
    static List<ReviewEntry> open(Sql sql) {
        return sql.sql(SELECT + "v.closed_at IS NULL ORDER BY v.created_at LIMIT :most")
                .with("most", MOST_LISTED)
                .list(ReviewEntry::of);
    }

    /// Takes reviews that are due; each is tried again later if nothing comes of it now.
    static List<ReviewEntry> claimDue(Sql sql, int most) {
        return sql.sql(
                """
                        UPDATE booking_reviews v
                           SET attempts = v.attempts + CASE WHEN v.refund_at <= now() THEN 0 ELSE 1 END,
                               next_try_at = CASE WHEN v.attempts < 2
                                                  THEN now() + power(4, v.attempts + 1) * interval '5 seconds' END,
                               refund_at = CASE WHEN v.refund_at <= now() THEN now() + interval '10 seconds'
                                                ELSE v.refund_at END
                          FROM bookings b
                         WHERE b.id = v.booking_id
                           AND v.id IN (SELECT id
                                          FROM booking_reviews
                                         WHERE closed_at IS NULL
                                           AND (next_try_at <= now() OR refund_at <= now())
                                         ORDER BY least(next_try_at, refund_at)
                                         LIMIT :most
                                           FOR UPDATE SKIP LOCKED)
                        RETURNING v.id, v.booking_id, b.reference, v.payment_id, v.refund_id, v.reason, v.detail, v.attempts,
                                  v.next_try_at, old.refund_at, v.created_at, coalesce(old.refund_at <= now(), false) AS overdue""")
                .with("most", most)
                .list(ReviewEntry::of);
    }

    static boolean closed(Sql sql, ReviewId id) {
        return sql.sql("SELECT 1 AS one FROM booking_reviews WHERE id = :id AND closed_at IS NULL")
                .with("id", id)
                .one(Row::toString)
                .isEmpty();
    }

    static void close(Sql sql, ReviewId id, String outcome) {
        sql.sql("UPDATE booking_reviews SET outcome = :outcome, closed_at = now() WHERE id = :id AND closed_at IS NULL")
                .with("id", id)
                .with("outcome", outcome)
                .update();
    }

    /// From now on it is about the seats.
    static void seatsLost(Sql sql, ReviewId id) {
        sql.sql("""
                UPDATE booking_reviews
                   SET reason = 'SEATS_LOST', next_try_at = NULL,
                       refund_at = least(refund_at, now() + interval '15 minutes')
                 WHERE id = :id
                   AND reason = 'NOT_CONFIRMED'
                   AND closed_at IS NULL""").with("id", id).update();
    }

    private static ReviewEntry of(Row row) {
        return new ReviewEntry(
                new ReviewId(row.uuid("id")),
                new BookingId(row.uuid("booking_id")),
                row.text("reference"),
                new PaymentId(row.uuid("payment_id")),
                row.optionalUuid("refund_id").map(RefundId::new),
                row.constant("reason", ReviewReason.class),
                row.text("detail"),
                row.integer("attempts"),
                row.optionalInstant("next_try_at"),
                row.optionalInstant("refund_at"),
                row.instant("created_at"),
                row.flag("overdue"));
    }
}
