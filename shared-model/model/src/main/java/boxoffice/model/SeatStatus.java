package boxoffice.model;

/// What others may know of a seat of a show (SEAT-1).
public enum SeatStatus {
    AVAILABLE,
    /// Held by somebody who has not paid yet.
    LOCKED,
    BOOKED,
    /// Not for sale.
    BLOCKED
}
