package boxoffice.launcher.torture;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Movies.Movie;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where one round is played: a few seats of a show that nobody else wants.
///
/// @param hot the seats all guests want
/// @param spare two more, to see whether the servers serve
record Stage(ShowId show, List<SeatId> hot, List<SeatId> spare) {
    private static final String CITY = "Berlin";
    private static final int HOT = 9;
    private static final int SIZE = HOT + 2;
    private static final int DAYS = 12;

    /// All there are in the demo catalogue, from tomorrow on; each show is used once before any is used again.
    static Iterator<Stage> all(URI server) {
        BoxOfficeClient anyone = BoxOfficeClient.at(server);
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        List<ShowId> shows = tomorrow.datesUntil(tomorrow.plusDays(DAYS))
                .flatMap(
                        date -> anyone.movies(CITY, date)
                                .movies()
                                .stream()
                                .flatMap(movie -> shows(anyone, movie, date)))
                .distinct()
                .toList();
        return IntStream.range(0, 100)
                .boxed()
                .flatMap(block -> shows.stream().flatMap(show -> block(anyone, show, block)))
                .iterator();
    }

    private static Stream<ShowId> shows(BoxOfficeClient anyone, Movie movie, LocalDate date) {
        return anyone.shows(movie.id(), CITY, date)
                .theaters()
                .stream()
                .flatMap(theater -> theater.shows().stream())
                .map(show -> show.id());
    }

    private static Stream<Stage> block(BoxOfficeClient anyone, ShowId show, int block) {
        List<SeatId> seats = anyone.seats(show)
                .seats()
                .stream()
                .filter(
                        seat -> seat.status() == SeatStatus.AVAILABLE && seat.companionOf() == null
                                && seat.features().isEmpty())
                .map(ShowSeat::id)
                .skip((long) block * SIZE)
                .limit(SIZE)
                .toList();
        return seats.size() < SIZE
                ? Stream.empty()
                : Stream.of(new Stage(show, seats.subList(0, HOT), seats.subList(HOT, SIZE)));
    }
}
