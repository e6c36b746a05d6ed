package boxoffice.model;

/// For whom a seat is, where a theater has a price of its own for them (SEAT-12).
public enum PriceCard {
    /// Everyone; the price of a seat where no card is named.
    ADULT,
    CHILD,
    SENIOR,
    MEMBER
}
