package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.LockId;
import boxoffice.model.Money;
import boxoffice.model.UserId;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.util.Optional;

/// A row of an exchange: a booking that another one pays for in part or in full (CANC-1).
///
/// @param booking the new one
/// @param from the one that is given up for it
/// @param credit what of the old one's money pays for the new one and the fee
/// @param due what is paid on top of that
/// @param settled whether the old one has been given up
record ExchangeEntry(BookingId booking, BookingId from, Money credit, Money due, Money fee, boolean settled) {
    private static final String SELECT =
            """
                    SELECT x.booking_id, x.from_booking_id, x.credit, x.due, x.fee, b.currency, x.settled_at IS NOT NULL AS settled
                      FROM exchanges x
                      JOIN bookings b ON b.id = x.booking_id
                     WHERE\s""";

    static Optional<ExchangeEntry> find(Sql sql, BookingEntry booking) {
        return booking.isExchange() ? find(sql, booking.id()) : Optional.empty();
    }

    static Optional<ExchangeEntry> find(Sql sql, BookingId booking) {
        return sql.sql(SELECT + "x.booking_id = :booking").with("booking", booking).one(ExchangeEntry::of);
    }

    /// What has come of asking for it before.
    static Optional<ExchangeEntry> find(Sql sql, BookingId from, LockId lock) {
        return sql.sql(SELECT + "x.from_booking_id = :booking AND b.lock_id = :lock AND b.status <> 'FAILED'")
                .with("booking", from)
                .with("lock", lock)
                .one(ExchangeEntry::of);
    }

    /// The booking that one was exchanged for, whose seats its money pays for since.
    static Optional<BookingId> successor(Sql sql, BookingId from) {
        return sql.sql("SELECT booking_id FROM exchanges WHERE from_booking_id = :booking AND settled_at IS NOT NULL")
                .with("booking", from)
                .one(row -> new BookingId(row.uuid("booking_id")));
    }

    void insert(Sql sql, UserId actor) {
        sql.sql("""
                INSERT INTO exchanges (booking_id, from_booking_id, credit, due, fee, requested_by)
                VALUES (:booking, :from, :credit, :due, :fee, :actor)""")
                .with("booking", booking)
                .with("from", from)
                .with("credit", credit.minor())
                .with("due", due.minor())
                .with("fee", fee.minor())
                .with("actor", actor)
                .update();
    }

    void settle(Sql sql) {
        sql.sql("UPDATE exchanges SET settled_at = now() WHERE booking_id = :booking")
                .with("booking", booking)
                .update();
    }

    private static ExchangeEntry of(Row row) {
        var currency = Money.currency(row.text("currency"));
        return new ExchangeEntry(
                new BookingId(row.uuid("booking_id")),
                new BookingId(row.uuid("from_booking_id")),
                new Money(row.number("credit"), currency),
                new Money(row.number("due"), currency),
                new Money(row.number("fee"), currency),
                row.flag("settled"));
    }
}
