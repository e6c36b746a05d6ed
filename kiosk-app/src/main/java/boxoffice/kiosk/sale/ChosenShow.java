package boxoffice.kiosk.sale;

import boxoffice.model.Money;
import boxoffice.model.Movies;
import boxoffice.model.TheaterId;
import java.time.ZoneId;
import java.util.Currency;

/// The show a guest has chosen, with all that a screen tells of it.
///
/// @param zone in which the theater's clocks hang
/// @param currency in which the theater charges
/// @param here whether the show runs in the theater where the kiosk stands
public record ChosenShow(
        Movies.Movie movie,
        Movies.Show show,
        TheaterId theaterId,
        String theaterName,
        ZoneId zone,
        Currency currency,
        boolean here) {

    /// The show of a listing.
    public static ChosenShow of(Movies.Movie movie, Movies.TheaterShows theater, Movies.Show show, boolean here) {
        return new ChosenShow(
                movie,
                show,
                theater.id(),
                theater.name(),
                ZoneId.of(theater.zone()),
                Money.currency(theater.currency()),
                here);
    }
}
