package boxoffice.launcher;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Movies.Movie;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// The demo catalogue's shows and seats, as anybody sees them.
public final class Programme {
    private static final String CITY = "Berlin";
    private static final int DAYS = 12;

    private final BoxOfficeClient anyone;

    /// @param server where it is shown
    public Programme(URI server) {
        this.anyone = BoxOfficeClient.at(server);
    }

    /// All shows from tomorrow on.
    public List<ShowId> shows() {
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        return tomorrow.datesUntil(tomorrow.plusDays(DAYS))
                .flatMap(
                        date -> anyone.movies(CITY, date)
                                .movies()
                                .stream()
                                .flatMap(movie -> shows(movie, date)))
                .distinct()
                .toList();
    }

    /// A show's free seats that anybody may take.
    public List<SeatId> seats(ShowId show) {
        return anyone.seats(show)
                .seats()
                .stream()
                .filter(
                        seat -> seat.status() == SeatStatus.AVAILABLE && seat.companionOf() == null
                                && seat.features().isEmpty())
                .map(ShowSeat::id)
                .toList();
    }

    private Stream<ShowId> shows(Movie movie, LocalDate date) {
        return anyone.shows(movie.id(), CITY, date)
                .theaters()
                .stream()
                .flatMap(theater -> theater.shows().stream())
                .map(show -> show.id());
    }
}
