package boxoffice.server.booking;

import boxoffice.model.Cancellations.CancellationPolicy;
import boxoffice.model.ProblemCode;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.model.TheaterId;
import boxoffice.server.catalog.CancellationPolicies;
import boxoffice.server.http.ProblemException;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Finds out what would come back for seats of a confirmed booking, within the caller's transaction and by the database's
/// clock (CANC-1).
final class Offers {
    private final CancellationPolicies policies;
    private final BookingMoney money;

    Offers(CancellationPolicies policies, BookingMoney money) {
        this.policies = policies;
        this.money = money;
    }

    /// What a show's row says now.
    record Show(TheaterId theater, ShowStatus status, Instant startsAt, Instant now) {
        static Show of(Sql sql, ShowId id) {
            return sql.sql("""
                    SELECT sc.theater_id, s.status, s.starts_at, now() AS at
                      FROM shows s
                      JOIN screens sc ON sc.id = s.screen_id
                     WHERE s.id = :id""")
                    .with("id", id)
                    .one(
                            row -> new Show(
                                    new TheaterId(row.uuid("theater_id")),
                                    row.constant("status", ShowStatus.class),
                                    row.instant("starts_at"),
                                    row.instant("at")))
                    .orElseThrow();
        }

        boolean isCancelled() {
            return status == ShowStatus.CANCELLED;
        }

        boolean hasBegun() {
            return !now.isBefore(startsAt);
        }
    }

    /// What the policy offers under which the booking was made; all of it when it is the show that was cancelled.
    ///
    /// @param perSeat the labels of the bill's lines that charge each seat the same
    /// @param seats of the booking
    /// @throws ProblemException `SHOW_HAS_BEGUN`, `TICKET_USED`
    Offer offer(Sql sql, BookingEntry booking, Set<String> perSeat, List<SeatId> seats) {
        Show show = Show.of(sql, booking.show());
        if (show.isCancelled()) {
            return offer(sql, booking, perSeat, seats, CancellationPolicy.ALL, show);
        }
        requireUnused(sql, show, booking, seats);
        return offer(sql, booking, perSeat, seats, policies.at(sql, show.theater(), booking.createdAt()), show);
    }

    /// All of the money.
    Offer whole(Sql sql, BookingEntry booking, Set<String> perSeat, List<SeatId> seats) {
        return offer(sql, booking, perSeat, seats, CancellationPolicy.ALL, Show.of(sql, booking.show()));
    }

    /// Refuses seats whose guests are in, or may be, since the show has begun.
    ///
    /// @throws ProblemException `SHOW_HAS_BEGUN`, `TICKET_USED`
    static void requireUnused(Sql sql, Show show, BookingEntry booking, List<SeatId> seats) {
        if (show.hasBegun()) {
            throw ProblemException.of(
                    ProblemCode.SHOW_HAS_BEGUN, "The show has begun, so its tickets are not taken back any more.");
        }
        if (used(sql, booking, seats)) {
            throw ProblemException.of(
                    ProblemCode.TICKET_USED, "Somebody was let in with one of these tickets already.");
        }
    }

    /// Whether somebody was let in with a ticket for one of the seats. Until the transaction ends, nobody is.
    static boolean used(Sql sql, BookingEntry booking, List<SeatId> seats) {
        String[] ids = seats.stream().map(SeatId::value).toArray(String[]::new);
        // A statement of its own: one that waits for a door does not see what the door has written meanwhile.
        sql.sql("""
                SELECT id
                  FROM tickets
                 WHERE booking_id = :booking
                   AND seat_id = ANY (:seats)
                 ORDER BY id
                   FOR UPDATE""").with("booking", booking.id()).with("seats", ids).list(Row::toString);
        return sql.sql("""
                SELECT EXISTS (SELECT
                                 FROM tickets t
                                 JOIN check_ins c ON c.ticket_id = t.id
                                WHERE t.booking_id = :booking
                                  AND t.seat_id = ANY (:seats)) AS used""")
                .with("booking", booking.id())
                .with("seats", ids)
                .one(row -> row.flag("used"))
                .orElseThrow();
    }

    private Offer offer(
            Sql sql,
            BookingEntry booking,
            Set<String> perSeat,
            List<SeatId> seats,
            CancellationPolicy policy,
            Show show) {
        return Offer.of(
                booking.bill(sql, perSeat),
                seats,
                money.left(sql, booking.id(), booking.total().currency()),
                new RefundRule(policy, show.startsAt(), show.now()));
    }
}
