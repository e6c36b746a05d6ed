package boxoffice.server.catalog;

import boxoffice.model.Money;
import boxoffice.model.MovieId;
import boxoffice.model.Movies.MovieShows;
import boxoffice.model.Movies.Show;
import boxoffice.model.Movies.ShowDetails;
import boxoffice.model.Movies.TheaterShows;
import boxoffice.model.ScreenId;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.model.TheaterId;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What guests see of the [Schedule]: where and when a film is shown, and a show by itself (CAT-2). Thread-safe.
public final class Listings {
    private static final String SEATS_TAKEN = """
            (SELECT count(*) FROM show_seats x
              WHERE x.show_id = s.id
                AND (x.status IN ('BOOKED', 'BLOCKED') OR x.status = 'LOCKED' AND x.expires_at > now()))""";

    private static final Duration LATELY = Duration.ofSeconds(5);

    private final Database database;
    private final Catalogue catalogue;
    private final Cache<ShowId, Optional<ShowDetails>> lately =
            Caffeine.newBuilder().expireAfterWrite(LATELY).maximumSize(10_000).build();

    public Listings(Database database, Catalogue catalogue) {
        this.database = database;
        this.catalogue = catalogue;
    }

    /// Where and when a film can still be seen on a day of the city's calendar.
    Optional<MovieShows> shows(MovieId movie, String city, LocalDate date) {
        Map<UUID, TheaterShows> theaters = new LinkedHashMap<>();
        database.sql("""
                SELECT t.id AS theater_id, t.name AS theater, t.city, t.zone, t.currency,
                       s.id, s.starts_at, s.ends_at, s.screen_id, sc.name AS screen, s.format, s.language, s.subtitles,
                       s.base_price, p.seats,
                       greatest(0, least(p.seats, seats_released(s.release_seats, s.release_every, s.published_at)) -
                """ + SEATS_TAKEN + """
                ) AS available
                 FROM shows s
                 JOIN screens sc ON sc.id = s.screen_id
                 JOIN theaters t ON t.id = sc.theater_id
                 JOIN seat_plans p ON p.id = s.seat_plan_id
                WHERE s.movie_id = :movie
                  AND s.status = 'PUBLISHED'
                  AND t.city = :city
                  AND s.sale_ends_at > now()
                  AND s.starts_at >= CAST(CAST(:date AS date) AS timestamp) AT TIME ZONE t.zone
                  AND s.starts_at < CAST(CAST(:date AS date) + 1 AS timestamp) AT TIME ZONE t.zone
                ORDER BY t.name, t.id, s.starts_at""")
                .with("movie", movie)
                .with("city", city)
                .with("date", date)
                .list(row -> {
                    theaters.computeIfAbsent(row.uuid("theater_id"), id -> theater(row, id))
                            .shows()
                            .add(show(row));
                    return row;
                });
        return catalogue.movie(movie).map(found -> new MovieShows(found, List.copyOf(theaters.values())));
    }

    /// The same as [#show], as it was within the last few seconds: for those who only tell of a show.
    public Optional<ShowDetails> lately(ShowId id) {
        return lately.get(id, this::show);
    }

    /// A show with all that a guest may want to know, drafts excepted.
    public Optional<ShowDetails> show(ShowId id) {
        return database.sql("""
                SELECT s.id, s.movie_id, m.title, m.original_title, m.poster_colors, m.age_rating,
                       t.id AS theater_id, t.name AS theater, t.address, t.city, t.zone, sc.name AS screen,
                       s.starts_at, s.ends_at, s.format, s.language, s.subtitles, s.base_price, s.currency, s.status
                  FROM shows s
                  JOIN movies m ON m.id = s.movie_id
                  JOIN screens sc ON sc.id = s.screen_id
                  JOIN theaters t ON t.id = sc.theater_id
                 WHERE s.id = :id
                   AND s.status <> 'DRAFT'""")
                .with("id", id)
                .one(Listings::details);
    }

    private static TheaterShows theater(Row row, UUID id) {
        return new TheaterShows(
                new TheaterId(id),
                row.text("theater"),
                row.text("city"),
                row.text("zone"),
                row.text("currency"),
                new ArrayList<>());
    }

    private static Show show(Row row) {
        ZoneId zone = ZoneId.of(row.text("zone"));
        return new Show(
                new ShowId(row.uuid("id")),
                Schedule.local(row.instant("starts_at"), zone),
                Schedule.local(row.instant("ends_at"), zone),
                new ScreenId(row.uuid("screen_id")),
                row.text("screen"),
                row.text("format"),
                row.text("language"),
                row.optionalText("subtitles").orElse(null),
                new Money(row.number("base_price"), Money.currency(row.text("currency"))).amount(),
                row.integer("seats"),
                row.integer("available"));
    }

    private static ShowDetails details(Row row) {
        ZoneId zone = ZoneId.of(row.text("zone"));
        String currency = row.text("currency");
        return new ShowDetails(
                new ShowId(row.uuid("id")),
                new MovieId(row.uuid("movie_id")),
                row.text("title"),
                row.optionalText("original_title").orElse(null),
                row.texts("poster_colors"),
                row.text("age_rating"),
                new TheaterId(row.uuid("theater_id")),
                row.text("theater"),
                row.text("address"),
                row.text("city"),
                row.text("zone"),
                row.text("screen"),
                Schedule.local(row.instant("starts_at"), zone),
                Schedule.local(row.instant("ends_at"), zone),
                row.text("format"),
                row.text("language"),
                row.optionalText("subtitles").orElse(null),
                new Money(row.number("base_price"), Money.currency(currency)).amount(),
                currency,
                row.constant("status", ShowStatus.class));
    }
}
