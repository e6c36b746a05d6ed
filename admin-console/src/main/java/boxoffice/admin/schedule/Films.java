package boxoffice.admin.schedule;

import boxoffice.admin.frame.Failure;
import boxoffice.model.MovieId;
import boxoffice.model.Movies.Movie;
import java.util.List;
import java.util.Optional;

/// The films that can be planned, as far as they are known.
public sealed interface Films {
    /// They are being asked for.
    record Loading() implements Films {}

    /// All of them.
    record Known(List<Movie> films) implements Films {
        public Known {
            films = List.copyOf(films);
        }
    }

    /// They could not be asked for.
    record Failed(Failure why) implements Films {}

    /// A film by its id, if the films are known and it is among them.
    default Optional<Movie> film(MovieId id) {
        return this instanceof Known(List<Movie> films)
                ? films.stream().filter(film -> film.id().equals(id)).findFirst()
                : Optional.empty();
    }
}
