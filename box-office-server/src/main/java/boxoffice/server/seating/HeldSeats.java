package boxoffice.server.seating;

import boxoffice.model.LockId;
import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Money;
import boxoffice.model.ShowId;
import java.time.Instant;
import java.util.List;

/// The seats of a lock with the price that was fixed with it.
///
/// @param expiresAt until when they are held
public record HeldSeats(
        LockId lock,
        ShowId show,
        List<PricedSeat> seats,
        List<PriceLine> lines,
        Money total,
        Instant expiresAt) {

    /// What asking for a lock to be paid came to.
    public sealed interface Claim {
        /// The seats wait for the payment.
        record Held(HeldSeats seats) implements Claim {}

        /// So many bookings of the show begin at this moment that this one has to wait for the next (SEAT-11). The
        /// transaction must be undone.
        record Busy() implements Claim {}

        /// The lock is over.
        record Expired(Instant at) implements Claim {}

        /// Another booking has the lock already.
        record InUse() implements Claim {}

        /// This holder has no such lock.
        record NotFound() implements Claim {}
    }
}
