package boxoffice.launcher.bench;

/// One thing that is measured.
interface Line {
    /// Its name on the command line and in the results.
    String name();

    /// Measures it; leaves the house as if nobody had ever held a seat.
    Result measure(House house, Pace pace);
}
