package boxoffice.server.seating;

/// How much one show takes (SEAT-11); 0 is any number. Counted in Redis: without it there are no ceilings.
///
/// @param selections that are held at once and not yet booked
/// @param selectionsPerSecond made in all
/// @param bookingsPerSecond begun in all
public record ShowCeilings(int selections, int selectionsPerSecond, int bookingsPerSecond) {
    /// No ceilings.
    public static final ShowCeilings NONE = new ShowCeilings(0, 0, 0);
}
