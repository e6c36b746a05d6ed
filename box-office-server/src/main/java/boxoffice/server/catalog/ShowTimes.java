package boxoffice.server.catalog;

import boxoffice.model.InvalidField;
import boxoffice.model.Theaters.Conflict;
import boxoffice.model.Theaters.NewShow;
import boxoffice.server.storage.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// When a planned show would begin, end, and leave its screen clean: trailers, film and its interval, cleaning (ADMIN-1).
///
/// @param firstLanguage the film's own
/// @param formats what both the film and the screen can do
record ShowTimes(
        Instant startsAt,
        Instant saleEndsAt,
        Instant endsAt,
        Instant clearedAt,
        ZoneId zone,
        String currency,
        String firstLanguage,
        List<String> formats) {
    /// How far from the wish a free start is looked for.
    static final Duration SEARCH = Duration.ofHours(12);

    private static final Duration GRID = Duration.ofMinutes(5);

    static ShowTimes of(Sql sql, NewShow show) {
        int interval = show.intervalMinutes() == null ? 0 : show.intervalMinutes();
        MovieFacts movie = sql.sql("SELECT runtime_minutes, languages, formats FROM movies WHERE id = :id")
                .with("id", show.movieId())
                .one(
                        row -> new MovieFacts(
                                row.integer("runtime_minutes"), row.texts("languages"), row.texts("formats")))
                .orElseThrow(() -> new InvalidField("movieId", "names no film", "the id of a film"));
        return sql.sql("""
                SELECT t.zone, t.currency, t.trailer_minutes, sc.cleaning_minutes, sc.formats
                  FROM screens sc
                  JOIN theaters t ON t.id = sc.theater_id
                 WHERE sc.id = :id""")
                .with("id", show.screenId())
                .one(row -> {
                    ZoneId zone = ZoneId.of(row.text("zone"));
                    Instant startsAt = instant(show.starts(), zone);
                    Instant saleEndsAt = startsAt.plus(Duration.ofMinutes(row.integer("trailer_minutes")));
                    Instant endsAt = saleEndsAt.plus(Duration.ofMinutes(movie.runtimeMinutes() + interval));
                    return new ShowTimes(
                            startsAt,
                            saleEndsAt,
                            endsAt,
                            endsAt.plus(Duration.ofMinutes(row.integer("cleaning_minutes"))),
                            zone,
                            row.text("currency"),
                            movie.languages().getFirst(),
                            row.texts("formats").stream().filter(movie.formats()::contains).toList());
                })
                .orElseThrow(() -> new InvalidField("screenId", "names no screen", "the id of a screen"));
    }

    private record MovieFacts(int runtimeMinutes, List<String> languages, List<String> formats) {}

    boolean overlaps(Conflict other) {
        return overlaps(startsAt, other);
    }

    /// The free start nearest to the wish, on a grid of five minutes; the earlier of two that are equally near.
    Optional<LocalDateTime> nearestFree(List<Conflict> neighbours) {
        Instant earliest = onGrid(startsAt.minus(SEARCH));
        return Stream.iterate(earliest, start -> !start.isAfter(startsAt.plus(SEARCH)), start -> start.plus(GRID))
                .filter(start -> neighbours.stream().noneMatch(neighbour -> overlaps(start, neighbour)))
                .min(Comparator.comparing(start -> Duration.between(startsAt, start).abs()))
                .map(start -> start.atZone(zone).toLocalDateTime());
    }

    private boolean overlaps(Instant start, Conflict other) {
        Instant cleared = start.plus(Duration.between(startsAt, clearedAt));
        return start.isBefore(other.cleared().toInstant()) && cleared.isAfter(other.starts().toInstant());
    }

    private static Instant onGrid(Instant instant) {
        long grid = GRID.toSeconds();
        return Instant.ofEpochSecond((instant.getEpochSecond() + grid - 1) / grid * grid);
    }

    private static Instant instant(LocalDateTime starts, ZoneId zone) {
        if (zone.getRules().getValidOffsets(starts).isEmpty()) {
            throw new InvalidField("starts", "does not exist that day: the clocks go forward", "an hour later");
        }
        return starts.atZone(zone).toInstant();
    }
}
