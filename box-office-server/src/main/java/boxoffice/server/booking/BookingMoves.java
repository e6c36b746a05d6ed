package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.SeatId;
import boxoffice.model.UserId;
import boxoffice.server.operations.Records;
import boxoffice.server.seating.SeatClaims;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import boxoffice.server.ticketing.TicketDesk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The moves of a booking from one state to the next, with all that goes with each in the same transaction (BOOK-2,
/// BOOK-3). Thread-safe.
///
/// Each names the state it leaves, so that whoever comes late or twice finds nothing to do.
final class BookingMoves {
    private final Database database;
    private final SeatClaims claims;
    private final TicketDesk tickets;
    private final HandingOver handingOver;

    BookingMoves(Database database, SeatClaims claims, TicketDesk tickets, HandingOver handingOver) {
        this.database = database;
        this.claims = claims;
        this.tickets = tickets;
        this.handingOver = handingOver;
    }

    /// Why a booking cannot be confirmed though it is paid, whether or not its seats are there.
    Optional<String> obstacle(Sql sql, BookingEntry booking) {
        if (Offers.Show.of(sql, booking.show()).isCancelled()) {
            return Optional.of("the show was cancelled");
        }
        return handingOver.isPossible(sql, booking)
                ? Optional.empty()
                : Optional.of("the booking that was to be exchanged had changed or ended");
    }

    /// Confirms a paid booking: its seats are booked, its tickets issued, and the booking that it is exchanged for given up.
    ///
    /// @param startsAt when the show starts
    /// @return false, and nothing is changed, when one of its seats has become somebody else's
    boolean confirm(Sql sql, BookingEntry booking, Instant startsAt) {
        List<SeatId> seats = booking.seatIds();
        if (!claims.book(sql, booking.show(), booking.lock(), booking.id(), seats)) {
            return false;
        }
        handingOver.complete(sql, booking);
        move(sql, booking.id(), booking.status(), BookingStatus.CONFIRMED);
        tickets.issue(sql, booking.id(), booking.show(), startsAt, seats);
        record(sql, booking, Optional.empty(), BookingStatus.CONFIRMED, "booking.confirmed");
        return true;
    }

    /// Ends a booking that is not confirmed, and frees the seats it still holds.
    ///
    /// @return false when it has moved on meanwhile
    boolean end(Sql sql, BookingEntry booking, BookingStatus end, Optional<UserId> actor) {
        if (!move(sql, booking.id(), booking.status(), end)) {
            return false;
        }
        claims.giveUp(sql, booking.lock());
        record(sql, booking, actor, end, "booking.cancelled");
        return true;
    }

    /// Keeps a paid booking for review.
    void review(Sql sql, BookingEntry booking) {
        move(sql, booking.id(), booking.status(), BookingStatus.PENDING_REVIEW);
        record(sql, booking, Optional.empty(), BookingStatus.PENDING_REVIEW, "booking.review");
    }

    private static boolean move(Sql sql, BookingId id, BookingStatus from, BookingStatus to) {
        return sql.sql("""
                UPDATE bookings
                   SET status = :to,
                       confirmed_at = CASE WHEN :to = 'CONFIRMED' THEN now() ELSE confirmed_at END,
                       closed_at = CASE WHEN :to IN ('CONFIRMED', 'PENDING_REVIEW') THEN NULL ELSE now() END
                 WHERE id = :id
                   AND status = :from""")
                .with("id", id)
                .with("from", from)
                .with("to", to)
                .update() == 1;
    }

    private static void record(
            Sql sql, BookingEntry booking, Optional<UserId> actor, BookingStatus status, String topic) {
        Records.auditedEvent(
                sql, actor, "booking", booking.id().value(), status.name(), Map.of(), topic, Map.of(
                        "show", booking.show(), "status", status));
    }

    /// Takes the seats out of Redis, which is told only of what the database has committed.
    void forget(BookingEntry booking) {
        claims.forget(booking.user(), booking.show(), booking.lock(), booking.seatIds());
        ExchangeEntry.find(database, booking)
                .flatMap(exchange -> BookingEntry.find(database, exchange.from()))
                .ifPresent(old -> claims.forget(old.user(), old.show(), old.lock(), old.seatIds()));
    }
}
