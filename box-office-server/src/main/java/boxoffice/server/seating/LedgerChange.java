package boxoffice.server.seating;

/// What can happen to a seat's owner (SEAT-13).
enum LedgerChange {
    LOCKED,
    EXTENDED,
    RELEASED,
    EXPIRED,
    BOOKED,
    /// A booking was taken back.
    FREED
}
