package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import boxoffice.model.UserId;
import boxoffice.server.payment.Refunds;
import boxoffice.server.storage.Sql;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// All the money of a booking: what was paid for it and for those it was exchanged for, less what was given back and what
/// the house has kept. Works within the caller's transaction, which holds the booking.
final class BookingMoney {
    /// The booking and those whose money pays for it.
    private static final String CHAIN = """
            WITH RECURSIVE chain AS (
                SELECT CAST(:booking AS uuid) AS id
                 UNION ALL
                SELECT e.from_booking_id
                  FROM exchanges e
                  JOIN chain c ON c.id = e.booking_id
                 WHERE e.settled_at IS NOT NULL)
            """;

    /// Whether a refund `r` has given money back or still owes it: also one that has failed, until somebody has seen to it.
    private static final String OWED = """
            (r.status <> 'FAILED'
             OR EXISTS (SELECT FROM cancellation_refunds x WHERE x.refund_id = r.id)
             OR EXISTS (SELECT FROM booking_reviews v WHERE v.refund_id = r.id AND v.closed_at IS NULL))""";

    private final Refunds refunds;

    BookingMoney(Refunds refunds) {
        this.refunds = refunds;
    }

    /// What there is for the booking's seats. Less than they cost where staff gave some of it back, less than nothing where
    /// they gave back what had been kept.
    Money left(Sql sql, BookingId booking, Currency currency) {
        return new Money(
                sql.sql(CHAIN + """
                        SELECT (SELECT coalesce(sum(p.amount), 0)
                                  FROM payments p
                                  JOIN chain c ON c.id = p.booking_id
                                 WHERE p.status IN ('SUCCESS', 'REFUNDED'))
                             - (SELECT coalesce(sum(r.amount), 0)
                                  FROM refunds r
                                  JOIN payments p ON p.id = r.payment_id
                                  JOIN chain c ON c.id = p.booking_id
                                 WHERE %s)
                             - (SELECT coalesce(sum(x.retained), 0)
                                  FROM cancellations x
                                  JOIN chain c ON c.id = x.booking_id) AS rest""".formatted(OWED))
                        .with("booking", booking)
                        .one(row -> row.number("rest"))
                        .orElseThrow(), currency);
    }

    /// How much a refund gives back.
    Money amount(Sql sql, RefundId refund) {
        return sql.sql("SELECT amount, currency FROM refunds WHERE id = :id")
                .with("id", refund)
                .one(row -> new Money(row.number("amount"), Money.currency(row.text("currency"))))
                .orElseThrow();
    }

    /// Owes money back to wherever it came from, the last payment first.
    ///
    /// @param amount at most what is left
    List<RefundId> giveBack(Sql sql, BookingId booking, Money amount, String reason, Optional<UserId> actor) {
        List<RefundId> owed = new ArrayList<>();
        Money rest = amount;
        for (Source source : sources(sql, booking, amount.currency())) {
            Money part = rest.compareTo(source.left()) < 0 ? rest : source.left();
            if (part.minor() > 0) {
                RefundId id = new RefundId(UUID.randomUUID());
                refunds.request(sql, id, source.payment(), Optional.of(part), reason, actor);
                owed.add(id);
                rest = rest.minus(part);
            }
        }
        if (rest.minor() > 0) {
            throw new IllegalStateException(rest + " of booking " + booking + " cannot be given back");
        }
        return owed;
    }

    /// A payment and what has not been asked back of it.
    private record Source(PaymentId payment, Money left) {}

    private static List<Source> sources(Sql sql, BookingId booking, Currency currency) {
        return sql.sql(CHAIN + """
                SELECT p.id,
                       p.amount - (SELECT coalesce(sum(r.amount), 0)
                                     FROM refunds r
                                    WHERE r.payment_id = p.id
                                      AND %s) AS rest
                  FROM payments p
                  JOIN chain c ON c.id = p.booking_id
                 WHERE p.status = 'SUCCESS'
                 ORDER BY p.completed_at DESC, p.id""".formatted(OWED))
                .with("booking", booking)
                .list(
                        row -> new Source(
                                new PaymentId(row.uuid("id")), new Money(row.number("rest"), currency)));
    }
}
