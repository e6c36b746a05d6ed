package boxoffice.server.catalog;

import boxoffice.model.InvalidField;
import boxoffice.model.Money;
import boxoffice.model.MovieId;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.ScreenId;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.model.TheaterId;
import boxoffice.model.Theaters.Conflict;
import boxoffice.model.Theaters.DaySchedule;
import boxoffice.model.Theaters.NewShow;
import boxoffice.model.Theaters.Release;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import boxoffice.model.Theaters.ScreenSchedule;
import boxoffice.server.http.ProblemException;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import boxoffice.server.storage.StorageException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When what is shown: the day's plan and its changes, for staff (ADMIN-1). What guests see of it, [Listings] tells.
/// Thread-safe.
///
/// That two shows never share a screen is held by the schema; this class only explains the refusal.
public final class Schedule {
    /// The highest price, in minor units: beyond any ticket in any currency, and small enough to be added up.
    private static final long MOST_MINOR = 1_000_000_000;

    private final Database database;

    public Schedule(Database database) {
        this.database = database;
    }

    /// A theater's day by screen, drafts included; a day lasts until six the next morning.
    Optional<DaySchedule> day(TheaterId theater, LocalDate date) {
        List<ScreenSchedule> screens = new ArrayList<>();
        List<ScheduledShow> shows = scheduled(theater, date);
        for (Screen screen : screens(theater)) {
            screens.add(
                    new ScreenSchedule(
                            screen, shows.stream().filter(show -> show.screenId().equals(screen.id())).toList()));
        }
        return database.sql("SELECT zone, currency, trailer_minutes FROM theaters WHERE id = :id")
                .with("id", theater)
                .one(
                        row -> new DaySchedule(
                                theater,
                                date,
                                row.text("zone"),
                                row.text("currency"),
                                row.integer("trailer_minutes"),
                                List.copyOf(screens)));
    }

    /// The theater of a screen, for those who ask who may plan it.
    Optional<TheaterId> theater(ScreenId screen) {
        return database.sql("SELECT theater_id FROM screens WHERE id = :id")
                .with("id", screen)
                .one(row -> new TheaterId(row.uuid("theater_id")));
    }

    /// The theater of a show, drafts included.
    public Optional<TheaterId> theater(ShowId show) {
        return database.sql("""
                SELECT sc.theater_id
                  FROM shows s
                  JOIN screens sc ON sc.id = s.screen_id
                 WHERE s.id = :id""")
                .with("id", show)
                .one(row -> new TheaterId(row.uuid("theater_id")));
    }

    /// Plans a show as a draft. A screen that is taken ends in a problem with the conflicts and the nearest free start.
    public ScheduledShow create(NewShow show) {
        try {
            ShowId id = insert(database, show, ShowStatus.DRAFT);
            return find(id).orElseThrow();
        } catch (StorageException.Violated violated) {
            if (violated.of("shows_do_not_overlap")) {
                throw overlap(show);
            }
            throw violated;
        }
    }

    /// Plans many published shows in one transaction: all or nothing.
    void createPublished(List<NewShow> shows) {
        database.transaction(sql -> {
            for (NewShow show : shows) {
                insert(sql, show, ShowStatus.PUBLISHED);
            }
            return shows.size();
        });
    }

    /// Puts a draft on sale. Doing so twice changes nothing.
    ///
    /// @return the show, or nothing when there is none of that id
    Optional<ScheduledShow> publish(ShowId id) {
        database.sql("UPDATE shows SET status = 'PUBLISHED', published_at = now() WHERE id = :id AND status = 'DRAFT'")
                .with("id", id)
                .update();
        Optional<ScheduledShow> show = find(id);
        if (show.filter(found -> found.status() != ShowStatus.PUBLISHED).isPresent()) {
            throw ProblemException.of(ProblemCode.STATE_CONFLICT, "The show was cancelled.");
        }
        return show;
    }

    /// Takes a draft back.
    ///
    /// @return whether there was a show of that id
    boolean delete(ShowId id) {
        long deleted = database.sql("DELETE FROM shows WHERE id = :id AND status = 'DRAFT'")
                .with("id", id)
                .update();
        if (deleted == 0 && find(id).isPresent()) {
            throw ProblemException.of(
                    ProblemCode.STATE_CONFLICT, "Only a draft can be taken back; a published show is cancelled.");
        }
        return deleted == 1;
    }

    private static ShowId insert(Sql sql, NewShow show, ShowStatus status) {
        ShowTimes times = ShowTimes.of(sql, show);
        String format = show.format() == null ? "2D" : show.format();
        if (!times.formats().contains(format)) {
            throw new InvalidField("format", "cannot be shown there", String.join(", ", times.formats()));
        }
        Money price = price(show.price(), Money.currency(times.currency()));
        Release release = show.release();
        return sql.sql("""
                INSERT INTO shows (movie_id, screen_id, seat_plan_id, starts_at, sale_ends_at, ends_at, cleared_at,
                                   format, language, subtitles, base_price, currency, status, published_at,
                                   release_seats, release_every)
                SELECT :movie, id, seat_plan_id, :startsAt, :saleEndsAt, :endsAt, :clearedAt,
                       :format, :language, CAST(:subtitles AS text), :price, :currency, :status,
                       CASE WHEN CAST(:status AS text) = 'PUBLISHED' THEN now() END,
                       CAST(:releaseSeats AS int), make_interval(mins => CAST(:releaseMinutes AS int))
                  FROM screens
                 WHERE id = :screen
                RETURNING id""")
                .with("movie", show.movieId())
                .with("screen", show.screenId())
                .with("startsAt", times.startsAt())
                .with("saleEndsAt", times.saleEndsAt())
                .with("endsAt", times.endsAt())
                .with("clearedAt", times.clearedAt())
                .with("format", format)
                .with("language", show.language() == null ? times.firstLanguage() : show.language())
                .with("subtitles", show.subtitles())
                .with("price", price.minor())
                .with("currency", times.currency())
                .with("status", status)
                .with("releaseSeats", release == null ? null : release.seats())
                .with("releaseMinutes", release == null ? null : release.everyMinutes())
                .one(row -> new ShowId(row.uuid("id")))
                .orElseThrow();
    }

    private static Money price(BigDecimal amount, Currency currency) {
        Money price;
        try {
            price = Money.of(amount, currency);
        } catch (InvalidField wrong) {
            throw wrong.named("price");
        }
        if (price.minor() < 0 || price.minor() > MOST_MINOR) {
            throw new InvalidField("price", "is out of range", "0 to " + new Money(MOST_MINOR, currency));
        }
        return price;
    }

    private ProblemException overlap(NewShow show) {
        ShowTimes times = ShowTimes.of(database, show);
        List<Conflict> neighbours = database.sql("""
                SELECT s.id, m.title, s.starts_at, s.cleared_at
                  FROM shows s
                  JOIN movies m ON m.id = s.movie_id
                 WHERE s.screen_id = :screen
                   AND s.status <> 'CANCELLED'
                   AND s.starts_at < :until
                   AND s.cleared_at > :from
                 ORDER BY s.starts_at""")
                .with("screen", show.screenId())
                .with("from", times.startsAt().minus(ShowTimes.SEARCH))
                .with("until", times.clearedAt().plus(ShowTimes.SEARCH))
                .list(
                        row -> new Conflict(
                                new ShowId(row.uuid("id")),
                                row.text("title"),
                                local(row.instant("starts_at"), times.zone()),
                                local(row.instant("cleared_at"), times.zone())));
        List<Conflict> conflicts =
                neighbours.stream().filter(times::overlaps).toList();
        if (conflicts.isEmpty()) {
            return ProblemException.of(
                    ProblemCode.STATE_CONFLICT, "The screen has become free meanwhile; please try again.");
        }
        Problem problem = Problem.of(
                ProblemCode.SHOW_OVERLAPS,
                "The screen is taken from %s to %s."
                        .formatted(
                                conflicts.getFirst().starts().toLocalTime(),
                                conflicts.getLast().cleared().toLocalTime()))
                .with("conflicts", conflicts);
        return ProblemException.of(
                times.nearestFree(neighbours)
                        .map(start -> problem.with("nearestStart", start))
                        .orElse(problem));
    }

    private Optional<ScheduledShow> find(ShowId id) {
        return scheduled("s.id = :id", Map.of("id", id.toString())).stream().findFirst();
    }

    private List<ScheduledShow> scheduled(TheaterId theater, LocalDate date) {
        return scheduled(
                """
                        sc.theater_id = :theater
                           AND s.starts_at >= (CAST(:date AS date) + time '06:00') AT TIME ZONE t.zone
                           AND s.starts_at < (CAST(:date AS date) + 1 + time '06:00') AT TIME ZONE t.zone""",
                Map.of("theater", theater.toString(), "date", date));
    }

    private List<ScheduledShow> scheduled(String where, Map<String, Object> parameters) {
        Sql.Statement statement = database.sql("""
                SELECT s.id, s.screen_id, s.movie_id, m.title, m.poster_colors, s.starts_at, s.ends_at, s.cleared_at,
                       s.format, s.language, s.subtitles, s.base_price, s.currency, s.status, t.zone, p.seats,
                       s.release_seats, CAST(extract(epoch FROM s.release_every) AS int) / 60 AS release_minutes,
                       (SELECT count(*) FROM show_seats x WHERE x.show_id = s.id AND x.status = 'BOOKED') AS booked,
                       (SELECT count(*) FROM show_seats x
                         WHERE x.show_id = s.id AND x.status = 'LOCKED' AND x.expires_at > now()) AS locked
                  FROM shows s
                  JOIN movies m ON m.id = s.movie_id
                  JOIN screens sc ON sc.id = s.screen_id
                  JOIN theaters t ON t.id = sc.theater_id
                  JOIN seat_plans p ON p.id = s.seat_plan_id
                 WHERE\s""" + where + " ORDER BY s.starts_at");
        parameters.forEach(statement::with);
        return statement.list(Schedule::scheduled);
    }

    private List<Screen> screens(TheaterId theater) {
        return database.sql("""
                SELECT sc.id, sc.name, sc.formats, sc.cleaning_minutes, p.seats
                  FROM screens sc
                  JOIN seat_plans p ON p.id = sc.seat_plan_id
                 WHERE sc.theater_id = :theater
                 ORDER BY sc.position""")
                .with("theater", theater)
                .list(Catalogue::screen);
    }

    private static ScheduledShow scheduled(Row row) {
        ZoneId zone = ZoneId.of(row.text("zone"));
        String currency = row.text("currency");
        return new ScheduledShow(
                new ShowId(row.uuid("id")),
                new ScreenId(row.uuid("screen_id")),
                new MovieId(row.uuid("movie_id")),
                row.text("title"),
                row.texts("poster_colors"),
                local(row.instant("starts_at"), zone),
                local(row.instant("ends_at"), zone),
                local(row.instant("cleared_at"), zone),
                row.text("format"),
                row.text("language"),
                row.optionalText("subtitles").orElse(null),
                new Money(row.number("base_price"), Money.currency(currency)).amount(),
                currency,
                row.constant("status", ShowStatus.class),
                row.integer("seats"),
                row.integer("booked"),
                row.integer("locked"),
                row.optionalNumber("release_seats")
                        .map(seats -> new Release(seats.intValue(), row.integer("release_minutes")))
                        .orElse(null));
    }

    static OffsetDateTime local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }
}
