package boxoffice.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Seat locks on the wire (SEAT-2, SEAT-3).
public final class Locks {
    private Locks() {}

    /// The body of `POST /api/v1/bookings/lock`. Who holds the seats comes from the token.
    public record LockRequest(ShowId showId, List<SeatId> seatIds) {
        public LockRequest {
            InvalidField.require(showId, "showId");
            seatIds = List.copyOf(InvalidField.distinct(seatIds, "seatIds"));
        }
    }

    /// Seats held until `expiresAt`.
    ///
    /// @param lines what the total is made of, seats first
    /// @param totalAmount in major units of `currency`
    /// @param fallback `database` while the fast path is out of service (SEAT-7)
    public record SeatLock(
            LockId lockId,
            ShowId showId,
            Instant expiresAt,
            List<PricedSeat> seats,
            List<PriceLine> lines,
            BigDecimal totalAmount,
            String currency,
            @Nullable String fallback) {}

    /// A held seat at the price fixed when it was locked.
    public record PricedSeat(SeatId id, SeatType type, BigDecimal price) {}

    /// One line of a bill (SEAT-12).
    ///
    /// @param label the name of the fee or tax; for seats, the [SeatType]
    /// @param amount of the whole line
    /// @param included whether it is already part of the other lines, as a tax often is, and not to be added
    public record PriceLine(Kind kind, String label, int quantity, BigDecimal amount, boolean included) {
        /// What a line stands for.
        public enum Kind {
            SEAT,
            FEE,
            TAX
        }
    }

    /// The answer to extending a lock and to its heartbeat.
    public record LockTime(LockId lockId, Instant expiresAt) {}
}
