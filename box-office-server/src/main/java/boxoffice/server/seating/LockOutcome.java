package boxoffice.server.seating;

import boxoffice.model.Locks.SeatLock;
import boxoffice.model.PriceCard;
import boxoffice.model.SeatId;
import java.util.List;
import java.util.Optional;

/// What asking for seats came to.
public sealed interface LockOutcome {
    /// All seats are held.
    record Locked(SeatLock lock) implements LockOutcome {}

    /// Some seats belong to others; none are held.
    ///
    /// @param seen the state of the seat map that says so, if that was enough to say it
    record Taken(List<SeatId> seats, Optional<Version> seen) implements LockOutcome {
        Taken(List<SeatId> seats) {
            this(seats, Optional.empty());
        }
    }

    /// These price cards are not good for this show.
    ///
    /// @param good those that are
    record CardsNotGood(List<PriceCard> cards, List<PriceCard> good) implements LockOutcome {}

    /// The show's plan has no such seats.
    record UnknownSeats(List<SeatId> seats) implements LockOutcome {}

    /// More seats than one holder may have at once.
    record OverQuota(int allowed) implements LockOutcome {}

    /// Seats in more shows than one holder may have at once.
    record TooManyShows(int allowed) implements LockOutcome {}

    /// The seats are free, but too many others are choosing theirs just now (SEAT-11).
    record Busy(int retryAfterSeconds) implements LockOutcome {}

    /// The show is over, has begun, or was cancelled.
    record SaleClosed() implements LockOutcome {}

    /// There is no such show.
    record NoSuchShow() implements LockOutcome {}
}
