package boxoffice.model;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the catalogue tells of films and their shows (CAT-1, CAT-2).
public final class Movies {
    private Movies() {}

    /// The answer to `GET /api/v1/movies`.
    public record MovieList(List<Movie> movies) {}

    /// A film.
    ///
    /// @param originalTitle the title in the film's own language and script, where it differs
    /// @param runtimeMinutes without trailers
    /// @param languages ISO 639-1 codes of the spoken original
    /// @param countries ISO 3166-1 alpha-2 codes
    /// @param ageRating as printed in its country, such as `FSK 12`
    /// @param formats of `2D`, `3D`, `IMAX`
    /// @param rating out of 10, one decimal
    /// @param poster where the picture is, relative to the server
    /// @param posterColors two `#RRGGBB` on which white text is legible, for a drawn poster
    public record Movie(
            MovieId id,
            String title,
            @Nullable String originalTitle,
            int year,
            int runtimeMinutes,
            List<String> languages,
            List<String> genres,
            List<String> countries,
            String ageRating,
            List<String> formats,
            BigDecimal rating,
            String synopsis,
            String poster,
            List<String> posterColors) {}

    /// The answer to `GET /api/v1/movies/{id}/shows`: where and when a film is shown on one day.
    public record MovieShows(Movie movie, List<TheaterShows> theaters) {}

    /// A film's shows in one theater.
    ///
    /// @param zone the IANA time zone in which the theater's clocks hang
    /// @param currency ISO 4217
    public record TheaterShows(
            TheaterId id, String name, String city, String zone, String currency, List<Show> shows) {}

    /// A published show in a listing.
    ///
    /// @param time the start, with the offset of the theater's own zone
    /// @param language ISO 639-1 code of what is spoken in this show
    /// @param subtitles ISO 639-1 code, where there are any
    /// @param price of a regular seat
    public record Show(
            ShowId id,
            OffsetDateTime time,
            OffsetDateTime ends,
            ScreenId screenId,
            String screenName,
            String format,
            String language,
            @Nullable String subtitles,
            BigDecimal price,
            int seats,
            int seatsAvailable) {}

    /// The answer to `GET /api/v1/shows/{id}`, and the show part of a booking.
    public record ShowDetails(
            ShowId id,
            MovieId movieId,
            String title,
            @Nullable String originalTitle,
            List<String> posterColors,
            String ageRating,
            TheaterId theaterId,
            String theaterName,
            String address,
            String city,
            String zone,
            String screenName,
            OffsetDateTime time,
            OffsetDateTime ends,
            String format,
            String language,
            @Nullable String subtitles,
            BigDecimal price,
            String currency,
            ShowStatus status) {}
}
