package boxoffice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Theaters, their screens, and what is scheduled on them (CAT-3, ADMIN-1).
public final class Theaters {
    private Theaters() {}

    /// The answer to `GET /api/v1/theaters`.
    public record TheaterList(List<Theater> theaters) {}

    /// A house.
    ///
    /// @param country ISO 3166-1 alpha-2
    /// @param zone IANA time zone
    /// @param currency ISO 4217, in which this theater charges
    public record Theater(
            TheaterId id,
            String name,
            String city,
            String country,
            String address,
            String zone,
            String currency,
            List<Screen> screens) {}

    /// An auditorium.
    ///
    /// @param cleaningMinutes between the end of one show and the doors of the next
    public record Screen(ScreenId id, String name, List<String> formats, int seats, int cleaningMinutes) {}

    /// The answer to `GET /api/v1/theaters/{id}/schedule?date=`: one day by screen, drafts included.
    ///
    /// @param trailerMinutes between a show's start and its film
    public record DaySchedule(
            TheaterId theaterId,
            LocalDate date,
            String zone,
            String currency,
            int trailerMinutes,
            List<ScreenSchedule> screens) {}

    /// One screen's day in order of time.
    public record ScreenSchedule(Screen screen, List<ScheduledShow> shows) {}

    /// A show as its planner sees it.
    ///
    /// @param starts when the programme begins, trailers first
    /// @param ends when the film is over
    /// @param cleared when the screen is clean and free again
    /// @param price of a regular seat
    /// @param release how its seats go on sale; all at once when absent
    public record ScheduledShow(
            ShowId id,
            ScreenId screenId,
            MovieId movieId,
            String title,
            List<String> posterColors,
            OffsetDateTime starts,
            OffsetDateTime ends,
            OffsetDateTime cleared,
            String format,
            String language,
            @Nullable String subtitles,
            BigDecimal price,
            String currency,
            ShowStatus status,
            int seats,
            int booked,
            int locked,
            @Nullable Release release) {}

    /// How the seats of a show for which many wait go on sale: a pool when it is published, and another one each time so
    /// many minutes have passed, in the order of the plan (SEAT-11).
    ///
    /// @param seats in a pool, 10 to 1000
    /// @param everyMinutes 1 to 60
    public record Release(int seats, int everyMinutes) {
        public Release {
            if (seats < 10 || seats > 1000) {
                throw new InvalidField("release.seats", "is out of range", "10 to 1000");
            }
            if (everyMinutes < 1 || everyMinutes > 60) {
                throw new InvalidField("release.everyMinutes", "is out of range", "1 to 60");
            }
        }

        /// Takes it as it stands in JSON.
        @JsonCreator
        static Release read(
                @JsonProperty("seats") @Nullable Integer seats,
                @JsonProperty("everyMinutes") @Nullable Integer everyMinutes) {
            return new Release(
                    InvalidField.require(seats, "release.seats").intValue(),
                    InvalidField.require(everyMinutes, "release.everyMinutes").intValue());
        }
    }

    /// The body of `POST /api/v1/shows`.
    ///
    /// @param starts in the theater's own time
    /// @param format defaults to `2D`
    /// @param language ISO 639-1; defaults to the film's first language
    /// @param subtitles ISO 639-1; none when absent
    /// @param intervalMinutes a break within the film, 0 to 60; none when absent
    /// @param release how its seats go on sale; all at once when absent
    public record NewShow(
            ScreenId screenId,
            MovieId movieId,
            LocalDateTime starts,
            BigDecimal price,
            @Nullable String format,
            @Nullable String language,
            @Nullable String subtitles,
            @Nullable Integer intervalMinutes,
            @Nullable Release release) {
        public NewShow {
            InvalidField.require(screenId, "screenId");
            InvalidField.require(movieId, "movieId");
            InvalidField.require(starts, "starts");
            InvalidField.require(price, "price");
            if (starts.getYear() < 2000 || starts.getYear() > 2199) {
                throw new InvalidField("starts", "is out of range", "the years 2000 to 2199");
            }
            checkLanguage(language, "language");
            checkLanguage(subtitles, "subtitles");
            if (intervalMinutes != null && (intervalMinutes < 0 || intervalMinutes > 60)) {
                throw new InvalidField("intervalMinutes", "is out of range", "0 to 60");
            }
        }

        /// A show whose seats go on sale all at once.
        public NewShow(
                ScreenId screenId,
                MovieId movieId,
                LocalDateTime starts,
                BigDecimal price,
                @Nullable String format,
                @Nullable String language,
                @Nullable String subtitles,
                @Nullable Integer intervalMinutes) {
            this(screenId, movieId, starts, price, format, language, subtitles, intervalMinutes, null);
        }

        private static void checkLanguage(@Nullable String language, String field) {
            if (language != null && !language.matches("[a-z]{2}")) {
                throw new InvalidField(field, "is not a language", "an ISO 639-1 code such as de");
            }
        }
    }

    /// A show that a refused one would have overlapped; in the `conflicts` of `SHOW_OVERLAPS`.
    public record Conflict(ShowId showId, String title, OffsetDateTime starts, OffsetDateTime cleared) {}
}
