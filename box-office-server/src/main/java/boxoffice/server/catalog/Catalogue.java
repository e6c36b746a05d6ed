package boxoffice.server.catalog;

import boxoffice.model.InvalidField;
import boxoffice.model.Json;
import boxoffice.model.MovieId;
import boxoffice.model.Movies.Movie;
import boxoffice.model.ScreenId;
import boxoffice.model.SeatPlan;
import boxoffice.model.TheaterId;
import boxoffice.model.Theaters.Screen;
import boxoffice.model.Theaters.Theater;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Films, theaters and screens. Thread-safe.
///
/// What is added must be new: a `slug` in use is an [InvalidField].
public final class Catalogue {
    private static final String MOVIE = """
            m.id, m.title, m.original_title, m.year, m.runtime_minutes, m.languages, m.genres, m.countries,
            m.age_rating, m.formats, m.rating, m.synopsis, m.poster_colors""";

    private final Database database;

    public Catalogue(Database database) {
        this.database = database;
    }

    /// All films, by title.
    List<Movie> movies() {
        return database.sql("SELECT " + MOVIE + " FROM movies m ORDER BY m.title").list(Catalogue::movie);
    }

    /// The films of which a ticket can still be bought in `city` for `date`, a day of that city's calendar (CAT-1).
    List<Movie> movies(String city, LocalDate date) {
        return database.sql("SELECT " + MOVIE + """
                 FROM movies m
                WHERE EXISTS (
                    SELECT 1
                      FROM shows s
                      JOIN screens sc ON sc.id = s.screen_id
                      JOIN theaters t ON t.id = sc.theater_id
                     WHERE s.movie_id = m.id
                       AND s.status = 'PUBLISHED'
                       AND t.city = :city
                       AND s.sale_ends_at > now()
                       AND s.starts_at >= CAST(CAST(:date AS date) AS timestamp) AT TIME ZONE t.zone
                       AND s.starts_at < CAST(CAST(:date AS date) + 1 AS timestamp) AT TIME ZONE t.zone)
                ORDER BY m.title""")
                .with("city", city)
                .with("date", date)
                .list(Catalogue::movie);
    }

    Optional<Movie> movie(MovieId id) {
        return database.sql("SELECT " + MOVIE + " FROM movies m WHERE m.id = :id")
                .with("id", id)
                .one(Catalogue::movie);
    }

    /// All theaters with their screens, by city and name.
    List<Theater> theaters() {
        Map<UUID, List<Screen>> screens = database.sql("""
                SELECT sc.theater_id, sc.id, sc.name, sc.formats, sc.cleaning_minutes, p.seats
                  FROM screens sc
                  JOIN seat_plans p ON p.id = sc.seat_plan_id
                 ORDER BY sc.theater_id, sc.position""")
                .list(row -> Map.entry(row.uuid("theater_id"), screen(row)))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return database.sql("""
                SELECT id, name, city, country, address, zone, currency
                  FROM theaters
                 ORDER BY city, name""")
                .list(row -> theater(row, theater -> screens.getOrDefault(theater, List.of())));
    }

    /// What data files may refer to, by the keys they use.
    Index index() {
        Map<String, Index.Film> films = database
                .sql("SELECT slug, id, languages, runtime_minutes FROM movies")
                .list(
                        row -> Map.entry(
                                row.text("slug"),
                                new Index.Film(
                                        new MovieId(row.uuid("id")), row.texts("languages"), row.integer(
                                                "runtime_minutes"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, Index.PlannedScreen> screens = database.sql("""
                SELECT sc.slug, sc.id, t.zone,
                       ARRAY(SELECT DISTINCT CAST(CAST(s.starts_at AT TIME ZONE t.zone AS date) AS text)
                               FROM shows s
                              WHERE s.screen_id = sc.id) AS planned
                  FROM screens sc
                  JOIN theaters t ON t.id = sc.theater_id""")
                .list(
                        row -> Map.entry(
                                row.text("slug"),
                                new Index.PlannedScreen(
                                        new ScreenId(row.uuid("id")),
                                        ZoneId.of(row.text("zone")),
                                        row.texts("planned")
                                                .stream()
                                                .map(LocalDate::parse)
                                                .collect(Collectors.toSet()))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Index(films, screens);
    }

    /// Films and screens by slug; a screen's slug is `theater/screen`.
    record Index(Map<String, Film> films, Map<String, PlannedScreen> screens) {
        record Film(MovieId id, List<String> languages, int runtimeMinutes) {}

        /// @param planned the days that have a show
        record PlannedScreen(ScreenId id, ZoneId zone, Set<LocalDate> planned) {}

        boolean hasFilm(String slug) {
            return films.containsKey(slug);
        }

        boolean hasTheater(String slug) {
            return screens.keySet().stream().anyMatch(screen -> screen.startsWith(slug + "/"));
        }

        Film film(String slug) {
            Film film = films.get(slug);
            if (film == null) {
                throw new InvalidField("film", "'" + slug + "' is not known", "a film of the catalogue");
            }
            return film;
        }

        ScreenId screen(String slug) {
            PlannedScreen screen = screens.get(slug);
            if (screen == null) {
                throw new InvalidField("screen", "'" + slug + "' is not known", "a screen of the catalogue");
            }
            return screen.id();
        }
    }

    /// Adds a film.
    public MovieId add(NewMovie movie) {
        return new MovieId(
                database.sql(
                        """
                                INSERT INTO movies (slug, title, original_title, year, runtime_minutes, languages, genres, countries,
                                                    age_rating, formats, rating, synopsis, poster_colors, release_date)
                                VALUES (:slug, :title, CAST(:originalTitle AS text), :year, :runtime, :languages, :genres, :countries,
                                        :ageRating, :formats, :rating, :synopsis, :posterColors, CAST(:releaseDate AS date))
                                ON CONFLICT (slug) DO NOTHING
                                RETURNING id""")
                        .with("slug", movie.id())
                        .with("title", movie.title())
                        .with("originalTitle", movie.originalTitle())
                        .with("year", movie.year())
                        .with("runtime", movie.runtimeMinutes())
                        .with("languages", texts(movie.languages()))
                        .with("genres", texts(movie.genres()))
                        .with("countries", texts(movie.countries()))
                        .with("ageRating", movie.ageRating())
                        .with("formats", texts(movie.formats()))
                        .with("rating", movie.rating())
                        .with("synopsis", movie.synopsis())
                        .with("posterColors", texts(movie.posterColors()))
                        .with("releaseDate", movie.releaseDate())
                        .one(row -> row.uuid("id"))
                        .orElseThrow(() -> taken("movie.id", movie.id())));
    }

    /// Adds a theater with its screens, all or nothing.
    ///
    /// @param plans reads the seat plan that a screen names
    public TheaterId add(NewTheater theater, Function<String, SeatPlan> plans) {
        return database.transaction(sql -> {
            UUID id = sql.sql("""
                    INSERT INTO theaters (slug, name, city, country, address, zone, currency, stranded_seats,
                                          doors_minutes)
                    VALUES (:slug, :name, :city, :country, :address, :zone, :currency, :strandedSeats, :doorsMinutes)
                    ON CONFLICT (slug) DO NOTHING
                    RETURNING id""")
                    .with("slug", theater.id())
                    .with("name", theater.name())
                    .with("city", theater.city())
                    .with("country", theater.country())
                    .with("address", theater.address())
                    .with("zone", theater.zone().getId())
                    .with("currency", theater.currency())
                    .with("strandedSeats", theater.strandedSeats())
                    .with("doorsMinutes", theater.doorsMinutes())
                    .one(row -> row.uuid("id"))
                    .orElseThrow(() -> taken("theater.id", theater.id()));
            PriceList.add(sql, id, theater);
            int position = 0;
            for (NewTheater.NewScreen screen : theater.screens()) {
                addScreen(sql, id, theater.id(), position++, screen, plans.apply(screen.plan()));
            }
            return new TheaterId(id);
        });
    }

    private static void addScreen(
            Sql sql, UUID theater, String theaterSlug, int position, NewTheater.NewScreen screen, SeatPlan plan) {
        sql.sql("""
                WITH plan AS (
                    INSERT INTO seat_plans (name, plan, seats)
                    VALUES (:planName, CAST(:plan AS jsonb), :seats)
                    RETURNING id)
                INSERT INTO screens (slug, theater_id, seat_plan_id, position, name, formats, cleaning_minutes)
                SELECT :slug, :theater, plan.id, :position, :name, :formats, :cleaningMinutes
                  FROM plan""")
                .with("planName", plan.name())
                .with("plan", json(plan))
                .with("seats", plan.seats().size())
                .with("slug", theaterSlug + "/" + screen.id())
                .with("theater", theater)
                .with("position", position)
                .with("name", screen.name())
                .with("formats", texts(screen.formats()))
                .with("cleaningMinutes", screen.cleaningMinutes())
                .update();
    }

    /// Where a film's drawn poster is served.
    static String poster(UUID movie) {
        return "/api/v1/movies/" + movie + "/poster.svg";
    }

    static Movie movie(Row row) {
        UUID id = row.uuid("id");
        return new Movie(
                new MovieId(id),
                row.text("title"),
                row.optionalText("original_title").orElse(null),
                row.integer("year"),
                row.integer("runtime_minutes"),
                row.texts("languages"),
                row.texts("genres"),
                row.texts("countries"),
                row.text("age_rating"),
                row.texts("formats"),
                row.decimal("rating"),
                row.text("synopsis"),
                poster(id),
                row.texts("poster_colors"));
    }

    static Screen screen(Row row) {
        return new Screen(
                new ScreenId(row.uuid("id")),
                row.text("name"),
                row.texts("formats"),
                row.integer("seats"),
                row.integer("cleaning_minutes"));
    }

    private static Theater theater(Row row, Function<UUID, List<Screen>> screens) {
        UUID id = row.uuid("id");
        return new Theater(
                new TheaterId(id),
                row.text("name"),
                row.text("city"),
                row.text("country"),
                row.text("address"),
                row.text("zone"),
                row.text("currency"),
                screens.apply(id));
    }

    private static String[] texts(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static String json(SeatPlan plan) {
        try {
            return Json.strict().writeValueAsString(plan);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static InvalidField taken(String field, String value) {
        return new InvalidField(field, "'" + value + "' is in use", "one that is not");
    }
}
