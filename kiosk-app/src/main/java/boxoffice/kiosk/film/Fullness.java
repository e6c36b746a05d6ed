package boxoffice.kiosk.film;

import boxoffice.kiosk.frame.Texts;
import boxoffice.model.Movies;

/// How full a show is, in words and as how many of five seats of a small picture are taken.
///
/// @param taken from 0 to 5
record Fullness(Level level, int taken) {
    static final int PICTURED = 5;

    /// The words for it.
    enum Level {
        PLENTY,
        FILLING,
        FEW,
        SOLD_OUT
    }

    static Fullness of(Movies.Show show) {
        if (show.seatsAvailable() <= 0) {
            return new Fullness(Level.SOLD_OUT, PICTURED);
        }
        double free = (double) show.seatsAvailable() / Math.max(1, show.seats());
        int taken = Math.clamp(Math.round((1 - free) * PICTURED), 0, PICTURED - 1);
        if (free <= 0.12) {
            return new Fullness(Level.FEW, PICTURED - 1);
        }
        return new Fullness(free <= 0.5 ? Level.FILLING : Level.PLENTY, taken);
    }

    String words(Texts texts, int seatsAvailable) {
        return switch (level) {
            case PLENTY -> texts.text("show.plenty");
            case FILLING -> texts.text("show.filling");
            case FEW -> texts.text("show.few", "count", seatsAvailable);
            case SOLD_OUT -> texts.text("show.sold-out");
        };
    }
}
