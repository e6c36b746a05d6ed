package boxoffice.server.bookkeeping;

import boxoffice.model.BookingId;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import boxoffice.model.Settlements.Cause;
import boxoffice.model.Settlements.Difference;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/// What moved for one booking on a day, in minor units of one currency.
///
/// Whatever moves a booking's money moves its seats in the same transaction, and so at the same moment. Therefore each day
/// of each booking has to add up by itself, without what was before.
///
/// @param captured what came in payments
/// @param refunded what was asked back
/// @param promised what its cancellations said would go back
/// @param movedIn what another booking, given up for this one, pays of it
/// @param movedOut what it pays of another one for which it was given up
/// @param sold what its seats cost when they were locked, if it was confirmed on the day
/// @param takenBack what of its money stood for seats that were given up
/// @param allowances what staff gave back of seats that stayed sold
/// @param held what is paid and waits for a person since this day, less what has ceased to
record BookingDay(
        BookingId booking,
        String reference,
        Currency currency,
        long captured,
        long refunded,
        long promised,
        long retained,
        long movedIn,
        long movedOut,
        long sold,
        long takenBack,
        long allowances,
        long held,
        List<PaymentId> payments,
        List<RefundId> refunds) {
    /// A refund that failed for good is still owed, unless it was the staff's idea and the seats stayed sold: then the money
    /// counts as not given. What staff gave back is an allowance only while the payment has that money.
    private static final String ENTRIES = """
            WITH mine AS NOT MATERIALIZED (
                SELECT b.id, b.reference, b.currency, b.confirmed_at, l.total AS price
                  FROM bookings b
                  JOIN seat_locks l ON l.id = b.lock_id
                  JOIN shows s ON s.id = b.show_id
                  JOIN screens sc ON sc.id = s.screen_id
                 WHERE sc.theater_id = :theater),
            owed AS NOT MATERIALIZED (
                SELECT r.id, p.booking_id, r.currency, r.amount,
                       x.refund_id IS NULL AND r.requested_by IS NOT NULL AND m.confirmed_at < r.created_at AS by_staff,
                       p.amount >= (SELECT sum(o.amount)
                                      FROM refunds o
                                     WHERE o.payment_id = r.payment_id
                                       AND o.status <> 'FAILED'
                                       AND (o.created_at, o.id) <= (r.created_at, r.id)) AS covered
                  FROM refunds r
                  JOIN payments p ON p.id = r.payment_id
                  JOIN mine m ON m.id = p.booking_id
                  LEFT JOIN cancellation_refunds x ON x.refund_id = r.id
                 WHERE r.created_at >= :from
                   AND r.created_at < :until
                   AND (r.status <> 'FAILED' OR x.refund_id IS NOT NULL OR r.requested_by IS NULL
                        OR m.confirmed_at IS NULL OR m.confirmed_at >= r.created_at)),
            given_up AS (
                SELECT c.*
                  FROM cancellations c
                  JOIN mine m ON m.id = c.booking_id
                 WHERE c.created_at >= :from
                   AND c.created_at < :until),
            entries (booking_id, currency, kind, amount, source) AS (
                SELECT p.booking_id, p.currency, 'CAPTURED', p.amount, p.id
                  FROM payments p
                 WHERE p.status IN ('SUCCESS', 'REFUNDED')
                   AND p.completed_at >= :from
                   AND p.completed_at < :until
                 UNION ALL
                SELECT booking_id, currency, 'REFUNDED', amount, id FROM owed
                 UNION ALL
                SELECT booking_id, currency, 'ALLOWED', amount, id FROM owed WHERE by_staff AND covered
                 UNION ALL
                SELECT booking_id, currency, 'PROMISED', refunded, id FROM given_up
                 UNION ALL
                SELECT booking_id, currency, 'RETAINED', retained, id FROM given_up
                 UNION ALL
                SELECT booking_id, currency, 'TAKEN_BACK', value, id FROM given_up
                 UNION ALL
                SELECT booking_id, currency, 'MOVED_OUT', moved, id FROM given_up WHERE cause = 'EXCHANGE'
                 UNION ALL
                SELECT e.booking_id, g.currency, 'MOVED_IN', g.moved, g.id
                  FROM given_up g
                  JOIN exchanges e ON e.from_booking_id = g.booking_id
                 WHERE g.cause = 'EXCHANGE'
                   AND e.settled_at IS NOT NULL
                 UNION ALL
                SELECT id, currency, 'SOLD', price, id
                  FROM mine
                 WHERE confirmed_at >= :from
                   AND confirmed_at < :until
                 UNION ALL
                SELECT v.booking_id, p.currency, 'HELD', p.amount, v.id
                  FROM booking_reviews v
                  JOIN payments p ON p.id = v.payment_id
                 WHERE v.reason <> 'REFUND_FAILED'
                   AND v.created_at >= :from
                   AND v.created_at < :until
                 UNION ALL
                SELECT v.booking_id, p.currency, 'HELD', -p.amount, v.id
                  FROM booking_reviews v
                  JOIN payments p ON p.id = v.payment_id
                 WHERE v.reason <> 'REFUND_FAILED'
                   AND v.closed_at >= :from
                   AND v.closed_at < :until)
            SELECT m.id, m.reference, e.currency,
                   coalesce(sum(e.amount) FILTER (WHERE e.kind = 'CAPTURED'), 0) AS captured,
                   coalesce(sum(e.amount) FILTER (WHERE e.kind = 'REFUNDED'), 0) AS refunded,
                   coalesce(sum(e.amount) FILTER (WHERE e.kind = 'PROMISED'), 0) AS promised,
                   coalesce(sum(e.amount) FILTER (WHERE e.kind = 'RETAINED'), 0) AS retained,
                   coalesce(sum(e.amount) FILTER (WHERE e.kind = 'MOVED_IN'), 0) AS moved_in,
                   coalesce(sum(e.amount) FILTER (WHERE e.kind = 'MOVED_OUT'), 0) AS moved_out,
                   coalesce(sum(e.amount) FILTER (WHERE e.kind = 'SOLD'), 0) AS sold,
                   coalesce(sum(e.amount) FILTER (WHERE e.kind = 'TAKEN_BACK'), 0) AS taken_back,
                   coalesce(sum(e.amount) FILTER (WHERE e.kind = 'ALLOWED'), 0) AS allowances,
                   coalesce(sum(e.amount) FILTER (WHERE e.kind = 'HELD'), 0) AS held,
                   coalesce(array_agg(CAST(e.source AS text)) FILTER (WHERE e.kind = 'CAPTURED'), '{}') AS payments,
                   coalesce(array_agg(CAST(e.source AS text)) FILTER (WHERE e.kind = 'REFUNDED'), '{}') AS refunds
              FROM entries e
              JOIN mine m ON m.id = e.booking_id
             GROUP BY m.id, m.reference, e.currency
             ORDER BY m.id""";

    /// All bookings of a theater for which something moved within a day.
    static List<BookingDay> of(Sql sql, UUID theater, Instant from, Instant until) {
        return sql.sql(ENTRIES)
                .with("theater", theater)
                .with("from", from)
                .with("until", until)
                .list(BookingDay::of);
    }

    private static BookingDay of(Row row) {
        return new BookingDay(
                new BookingId(row.uuid("id")),
                row.text("reference"),
                Money.currency(row.text("currency")),
                row.number("captured"),
                row.number("refunded"),
                row.number("promised"),
                row.number("retained"),
                row.number("moved_in"),
                row.number("moved_out"),
                row.number("sold"),
                row.number("taken_back"),
                row.number("allowances"),
                row.number("held"),
                row.texts("payments").stream().map(PaymentId::of).toList(),
                row.texts("refunds").stream().map(RefundId::of).toList());
    }

    /// What there is more of money than its seats account for: nothing where all is well.
    long difference() {
        return money() - value();
    }

    private long money() {
        return captured - refunded - retained + movedIn - movedOut;
    }

    private long value() {
        return sold - takenBack - allowances + held;
    }

    /// How a booking that does not add up is told.
    Difference asDifference() {
        return new Difference(
                booking, reference, cause(), amount(difference()), amount(money()), amount(value()), payments, refunds);
    }

    private Cause cause() {
        // What is held no more was captured on an earlier day.
        long came = captured + movedIn + Math.max(-held, 0);
        if (sold > 0 && came == 0) {
            return Cause.BOOKING_WITHOUT_MONEY;
        }
        long unpromised = refunded - promised - allowances;
        if (difference() > 0 && unpromised < 0) {
            return Cause.REFUND_MISSING;
        }
        if (difference() > 0 && captured > 0 && sold == 0 && refunded == 0) {
            return Cause.MONEY_WITHOUT_BOOKING;
        }
        if (difference() < 0 && unpromised > 0) {
            return Cause.REFUND_EXCESS;
        }
        return Cause.PAYMENT_DIFFERS;
    }

    private BigDecimal amount(long minor) {
        return new Money(minor, currency).amount();
    }
}
