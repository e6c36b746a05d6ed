package boxoffice.model;

/// The kind of a seat, which sets its price beside the show's base price (SEAT-12).
public enum SeatType {
    REGULAR,
    PREMIUM,
    VIP,
    /// A bay for a wheelchair: no seat is mounted there.
    WHEELCHAIR,
    /// The seat that goes with a wheelchair bay.
    COMPANION
}
