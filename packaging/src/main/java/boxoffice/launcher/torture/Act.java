package boxoffice.launcher.torture;

import boxoffice.model.BookingId;
import boxoffice.model.LockId;
import boxoffice.model.SeatId;
import java.util.List;

/// What a guest asks of a server.
sealed interface Act {
    /// Reads the seat map.
    record Look() implements Act {}

    /// Wants these seats, all or none.
    record Lock(List<SeatId> seats) implements Act {}

    /// Wants more time.
    record Extend(LockId lock) implements Act {}

    /// Is still there.
    record Heartbeat(LockId lock) implements Act {}

    /// Gives the seats back.
    record Release(LockId lock) implements Act {}

    /// Makes a booking of a lock.
    record Book(LockId lock) implements Act {}

    /// Pays for it on the gateway's page, which is not one of the servers.
    record Pay(BookingId booking) implements Act {}

    /// Asks how a booking stands.
    record Ask(BookingId booking) implements Act {}

    /// Gives up a booking.
    record Cancel(BookingId booking) implements Act {}
}
