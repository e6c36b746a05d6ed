package boxoffice.fx.seatmap;

/// What a seat is for the guest who looks at it.
public enum SeatLook {
    AVAILABLE,
    /// Chosen by this guest.
    SELECTED,
    /// Held by somebody else who has not paid yet.
    HELD,
    BOOKED,
    /// Not for sale.
    BLOCKED
}
