package boxoffice.launcher.torture;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.LockId;
import boxoffice.model.SeatId;
import boxoffice.model.SeatStatus;
import java.util.List;
import java.util.Map;

/// What came back for an [Act]. Times are those of [Operation].
sealed interface Answer {
    /// The seat map, as far as these guests care for it.
    record Seen(Map<SeatId, SeatStatus> seats) implements Answer {}

    /// The seats are held until then.
    record Held(LockId lock, long expiresAt) implements Answer {}

    /// The lock lasts until then.
    record Until(long expiresAt) implements Answer {}

    /// It was done, and there is nothing more to say.
    record Done() implements Answer {}

    /// There is a booking now, which waits for its payment.
    record Booked(BookingId booking, long expiresAt) implements Answer {}

    /// How a booking stands.
    record Stands(BookingStatus status) implements Answer {}

    /// A no of the rules.
    ///
    /// @param unavailable the seats that are said to be somebody else's
    record Refused(int status, String code, List<SeatId> unavailable) implements Answer {}

    /// A 503: nothing was done, try again later.
    ///
    /// @param saysWhen whether it says after how long
    record Unavailable(boolean saysWhen) implements Answer {}

    /// Something no server may answer.
    record Wrong(String what) implements Answer {}

    /// No answer came: it may have been done or not, or be done yet.
    record None() implements Answer {}
}
