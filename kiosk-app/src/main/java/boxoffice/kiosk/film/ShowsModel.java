package boxoffice.kiosk.film;

import boxoffice.kiosk.device.Device;
import boxoffice.kiosk.frame.Loader;
import boxoffice.kiosk.sale.ChosenShow;
import boxoffice.model.Movies;
import boxoffice.model.Theaters;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The shows of one film on one day: this theater's first, then those of the others in the city. Belongs to the FX
/// thread.
public final class ShowsModel {
    private final Device device;
    private final Movies.Movie film;
    private final LocalDate date;
    private final Loader<List<House>> houses;

    /// One theater's shows, by time.
    ///
    /// @param here whether the kiosk stands in it
    public record House(Movies.TheaterShows theater, boolean here, List<ChosenShow> shows) {}

    public ShowsModel(Device device, Clock clock, Movies.Movie film, LocalDate date) {
        this.device = device;
        this.film = film;
        this.date = date;
        this.houses = new Loader<>(clock);
    }

    public Movies.Movie film() {
        return film;
    }

    public LocalDate date() {
        return date;
    }

    public Loader<List<House>> houses() {
        return houses;
    }

    /// Asks for the shows.
    public void load() {
        houses.load(() -> {
            Theaters.Theater here = device.theater();
            Movies.MovieShows answer = device.ask(client -> client.shows(film.id(), here.city(), date));
            return sorted(answer, here);
        });
    }

    private static List<House> sorted(Movies.MovieShows answer, Theaters.Theater here) {
        List<House> sorted = new ArrayList<>();
        for (Movies.TheaterShows theater : answer.theaters()) {
            boolean isHere = theater.id().equals(here.id());
            List<ChosenShow> shows = theater.shows()
                    .stream()
                    .sorted(Comparator.comparing(Movies.Show::time))
                    .map(show -> ChosenShow.of(answer.movie(), theater, show, isHere))
                    .toList();
            if (!shows.isEmpty()) {
                sorted.add(new House(theater, isHere, shows));
            }
        }
        sorted.sort(
                Comparator.comparing((House house) -> !house.here())
                        .thenComparing(house -> house.theater().name()));
        return sorted;
    }
}
