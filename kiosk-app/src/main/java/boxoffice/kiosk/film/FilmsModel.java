package boxoffice.kiosk.film;

import boxoffice.kiosk.device.Device;
import boxoffice.kiosk.frame.Loader;
import boxoffice.model.MovieId;
import boxoffice.model.Movies;
import boxoffice.model.Theaters;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The films of the theater's city on a day, and which of them the guest looked at last. Belongs to the FX thread.
public final class FilmsModel {
    private static final int DAYS = 7;

    private final Device device;
    private final Clock clock;
    private final Loader<Programme> programme;
    private final ReadOnlyObjectWrapper<Day> day = new ReadOnlyObjectWrapper<>(new Day(0));
    private Optional<MovieId> lastFilm = Optional.empty();

    /// A day counted from today, as the theater's calendar has it.
    public record Day(int fromToday) {}

    /// What is shown on one day.
    ///
    /// @param today the theater's
    public record Programme(Theaters.Theater theater, LocalDate today, LocalDate date, List<Movies.Movie> films) {
        /// The days there are to choose from.
        public List<LocalDate> days() {
            return IntStream.range(0, DAYS).mapToObj(today::plusDays).toList();
        }
    }

    public FilmsModel(Device device, Clock clock) {
        this.device = device;
        this.clock = clock;
        this.programme = new Loader<>(clock);
    }

    public Loader<Programme> programme() {
        return programme;
    }

    public ReadOnlyObjectProperty<Day> day() {
        return day.getReadOnlyProperty();
    }

    /// The film whose shows were looked at last.
    public Optional<MovieId> lastFilm() {
        return lastFilm;
    }

    /// Remembers the film whose shows are looked at.
    public void look(Movies.Movie film) {
        lastFilm = Optional.of(film.id());
    }

    /// Asks for the films of a day.
    public void choose(Day newDay) {
        day.set(newDay);
        load();
    }

    /// Asks for the films of the chosen day.
    public void load() {
        int offset = day.get().fromToday();
        programme.load(() -> {
            Theaters.Theater theater = device.theater();
            LocalDate today = LocalDate.now(clock.withZone(ZoneId.of(theater.zone())));
            LocalDate date = today.plusDays(offset);
            List<Movies.Movie> films = device.ask(client -> client.movies(theater.city(), date)).movies();
            return new Programme(theater, today, date, films);
        });
    }
}
