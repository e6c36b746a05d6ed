package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.RefundStatus;
import boxoffice.model.Cancellations.Cancellation;
import boxoffice.model.Money;
import boxoffice.model.RefundId;
import boxoffice.model.SeatId;
import boxoffice.model.UserId;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A cancellation's row: what became of the money of seats that were given up.
///
/// @param value what of the booking's money stood for the seats: the sum of the three others
/// @param retained what the house keeps; negative where it had been kept and is given back now
/// @param moved what pays for the booking that it was exchanged for
record CancellationEntry(
        Cause cause,
        List<SeatId> seats,
        Money value,
        Money refunded,
        Money retained,
        Money moved,
        @Nullable String reason,
        Optional<UserId> actor) {
    /// Why seats were given up.
    enum Cause {
        GUEST,
        STAFF,
        SHOW,
        /// Staff gave back all that was left.
        REFUND,
        EXCHANGE
    }

    CancellationEntry {
        if (!value.equals(refunded.plus(retained).plus(moved))) {
            throw new IllegalArgumentException("parts that are not the whole of " + value);
        }
    }

    /// Money of which nothing is moved.
    static CancellationEntry of(
            Cause cause,
            List<SeatId> seats,
            Money refunded,
            Money retained,
            @Nullable String reason,
            Optional<UserId> actor) {
        return new CancellationEntry(
                cause, seats, refunded.plus(retained), refunded, retained, Money.zero(refunded.currency()), reason,
                actor);
    }

    /// Writes the row.
    ///
    /// @param refunds by which the money goes back
    void insert(Sql sql, BookingId booking, List<RefundId> refunds) {
        UUID id = sql.sql("""
                INSERT INTO cancellations (booking_id, cause, seat_ids, value, refunded, retained, moved, currency,
                                           reason, actor_id)
                VALUES (:booking, :cause, :seats, :value, :refunded, :retained, :moved, :currency,
                        CAST(:reason AS text), CAST(:actor AS uuid))
                RETURNING id""")
                .with("booking", booking)
                .with("cause", cause)
                .with("seats", seats.stream().map(SeatId::value).sorted().toArray(String[]::new))
                .with("value", value.minor())
                .with("refunded", refunded.minor())
                .with("retained", retained.minor())
                .with("moved", moved.minor())
                .with("currency", value.currency().getCurrencyCode())
                .with("reason", reason)
                .with("actor", actor.map(UserId::toString).orElse(null))
                .one(row -> row.uuid("id"))
                .orElseThrow();
        for (RefundId refund : refunds) {
            sql.sql("INSERT INTO cancellation_refunds (refund_id, cancellation_id) VALUES (:refund, :id)")
                    .with("refund", refund)
                    .with("id", id)
                    .update();
        }
    }

    /// All cancellations of a booking with their refunds as they stand, first things first.
    static List<Cancellation> of(Sql sql, BookingId booking) {
        return sql.sql("""
                SELECT b.status, c.seat_ids, c.refunded, c.retained, c.currency, c.created_at,
                       r.first_id, r.standing
                  FROM cancellations c
                  JOIN bookings b ON b.id = c.booking_id
                 CROSS JOIN LATERAL (
                       SELECT (array_agg(r.id ORDER BY r.created_at, r.id))[1] AS first_id,
                              CASE WHEN bool_or(r.status = 'FAILED') THEN 'FAILED'
                                   WHEN bool_or(r.status = 'PENDING') THEN 'PENDING'
                                   WHEN bool_or(r.status = 'PROCESSING') THEN 'PROCESSING'
                                   ELSE 'SUCCESS' END AS standing
                         FROM cancellation_refunds x
                         JOIN refunds r ON r.id = x.refund_id
                        WHERE x.cancellation_id = c.id) r
                 WHERE c.booking_id = :booking
                 ORDER BY c.created_at, c.id""")
                .with("booking", booking)
                .list(row -> cancellation(row, booking));
    }

    private static Cancellation cancellation(Row row, BookingId booking) {
        Currency currency = Money.currency(row.text("currency"));
        Optional<RefundId> refund = row.optionalUuid("first_id").map(RefundId::new);
        return new Cancellation(
                booking,
                row.constant("status", BookingStatus.class),
                row.texts("seat_ids").stream().map(SeatId::new).toList(),
                new Money(row.number("refunded"), currency).amount(),
                new Money(row.number("retained"), currency).amount(),
                currency.getCurrencyCode(),
                refund.orElse(null),
                refund.map(_ -> row.constant("standing", RefundStatus.class)).orElse(null),
                row.instant("created_at"));
    }
}
