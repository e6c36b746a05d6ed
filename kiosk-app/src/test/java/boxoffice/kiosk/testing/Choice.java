package boxoffice.kiosk.testing;

import boxoffice.kiosk.sale.ChosenShow;
import boxoffice.model.MovieId;
import boxoffice.model.Movies;
import boxoffice.model.ScreenId;
import boxoffice.model.ShowId;
import boxoffice.model.TheaterId;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/// Shows that a guest may have chosen.
public final class Choice {
    private Choice() {}

    /// Metropolis in Berlin, here.
    public static ChosenShow metropolis() {
        OffsetDateTime time = OffsetDateTime.parse("2026-11-22T20:15:00+01:00");
        Movies.Movie movie = new Movies.Movie(
                new MovieId(new UUID(1, 1)),
                "Metropolis",
                null,
                1927,
                153,
                List.of("de"),
                List.of("Drama"),
                List.of("DE"),
                "FSK 6",
                List.of("2D"),
                new BigDecimal("8.3"),
                "A city above, a city below.",
                "/poster",
                List.of("#101010", "#303030"));
        Movies.Show show = new Movies.Show(
                new ShowId(new UUID(1, 2)),
                time,
                time.plusHours(3),
                new ScreenId(new UUID(1, 3)),
                "Saal 1",
                "2D",
                "de",
                null,
                new BigDecimal("11.50"),
                200,
                150);
        Movies.TheaterShows theater = new Movies.TheaterShows(
                new TheaterId(new UUID(1, 4)), "Kanal-Lichtspiele", "Berlin", "Europe/Berlin", "EUR", List.of(show));
        return ChosenShow.of(movie, theater, show, true);
    }
}
