package boxoffice.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.Movies.Movie;
import boxoffice.model.Movies.Show;
import boxoffice.model.Movies.ShowDetails;
import boxoffice.model.Movies.TheaterShows;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What everybody may see of films, theaters and shows (CAT-1, CAT-2).
class CatalogueIT {
    /// Where the demo programme plays each day; other tests have houses elsewhere, that need not.
    private static final Map<String, ZoneId> DEMO = Map.of(
            "Mumbai", ZoneId.of("Asia/Kolkata"), "Berlin", ZoneId.of("Europe/Berlin"), "London",
            ZoneId.of("Europe/London"), "New York", ZoneId.of("America/New_York"));

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final BoxOfficeClient anyone = foyer.anyone();

    @Test
    void aDayIsADayOfTheTheatersOwnCalendar() {
        DEMO.forEach((city, zone) -> {
            LocalDate date = LocalDate.now(zone).plusDays(1);
            List<Movie> movies = anyone.movies(city, date).movies();
            assertThat(movies).as(city).isNotEmpty();
            for (Movie movie : movies) {
                for (TheaterShows house : anyone.shows(movie.id(), city, date).theaters()) {
                    assertThat(house.city()).isEqualTo(city);
                    assertThat(house.zone()).isEqualTo(zone.getId());
                    assertThat(house.shows()).isNotEmpty().allSatisfy(show -> {
                        assertThat(show.time().toLocalDate()).isEqualTo(date);
                        assertThat(show.time().getOffset())
                                .isEqualTo(zone.getRules().getOffset(show.time().toInstant()));
                        assertThat(show.ends()).isAfter(show.time());
                    });
                    assertThat(house.shows()).extracting(Show::time).isSortedAccordingTo(OffsetDateTime::compareTo);
                }
            }
        });
    }

    @Test
    void aShowThatHasBegunIsNotListed() {
        Movie movie = anyone.movies().movies().getFirst();
        LocalDate yesterday = LocalDate.now(ZoneId.of("Europe/Berlin")).minusDays(1);

        assertThat(anyone.movies(Foyer.CITY, yesterday).movies()).isEmpty();
        assertThat(anyone.shows(movie.id(), Foyer.CITY, yesterday).theaters()).isEmpty();
    }

    @Test
    void aCityWithoutTheatersHasNothing() {
        assertThat(anyone.movies("Atlantis", LocalDate.of(2027, 1, 1)).movies()).isEmpty();
        assertThat(anyone.movies("' OR 1=1 --", LocalDate.of(2027, 1, 1)).movies()).isEmpty();
    }

    @Test
    void freeSeatsFollowTheLocks() {
        ShowId show = foyer.freshShow();
        Show before = listed(show);
        assertThat(before.seatsAvailable()).isEqualTo(before.seats());
        BoxOfficeClient guest = foyer.guest();

        SeatLock lock = guest.lock(new LockRequest(show, foyer.seats(show, 3)));
        assertThat(listed(show).seatsAvailable()).isEqualTo(before.seats() - 3);

        boxOffice.age(lock.lockId(), Duration.ofMinutes(11));
        assertThat(listed(show).seatsAvailable()).isEqualTo(before.seats());

        SeatLock again = guest.lock(new LockRequest(show, foyer.seats(show, 2)));
        guest.release(again.lockId());
        assertThat(listed(show).seatsAvailable()).isEqualTo(before.seats());
    }

    @Test
    void aFilmHasADrawnPosterThatRunsNothing() {
        Movie movie = anyone.movies().movies().getFirst();

        Wire.Answer poster = Wire.to(boxOffice.uri()).get(movie.poster());

        assertThat(poster.status()).isEqualTo(200);
        assertThat(poster.contentType()).isEqualTo("image/svg+xml");
        assertThat(poster.body()).startsWith("<svg").doesNotContain("<script");
    }

    private Show listed(ShowId id) {
        ShowDetails details = anyone.show(id);
        return anyone.shows(details.movieId(), details.city(), details.time().toLocalDate())
                .theaters()
                .stream()
                .flatMap(house -> house.shows().stream())
                .filter(show -> show.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
