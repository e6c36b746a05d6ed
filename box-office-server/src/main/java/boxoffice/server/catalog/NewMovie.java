package boxoffice.server.catalog;

import boxoffice.model.InvalidField;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A film to be added; the members are those of [boxoffice.model.Movies.Movie].
///
/// @param id a stable key of lower-case letters, digits and hyphens
public record NewMovie(
        String id,
        String title,
        @Nullable String originalTitle,
        int year,
        @Nullable LocalDate releaseDate,
        int runtimeMinutes,
        List<String> languages,
        List<String> countries,
        List<String> genres,
        String ageRating,
        List<String> formats,
        BigDecimal rating,
        List<String> posterColors,
        String synopsis) {
    public NewMovie {
        id = Slug.check(id, "id");
        title = InvalidField.text(title, "title", 200);
        if (year < 1888 || year > 2200) {
            throw new InvalidField("year", "is out of range", "1888 to 2200");
        }
        if (runtimeMinutes < 1 || runtimeMinutes > 900) {
            throw new InvalidField("runtimeMinutes", "is out of range", "1 to 900");
        }
        languages = List.copyOf(InvalidField.distinct(languages, "languages"));
        countries = List.copyOf(InvalidField.distinct(countries, "countries"));
        genres = List.copyOf(InvalidField.distinct(genres, "genres"));
        ageRating = InvalidField.text(ageRating, "ageRating", 20);
        formats = List.copyOf(InvalidField.distinct(formats, "formats"));
        InvalidField.require(rating, "rating");
        posterColors = List.copyOf(InvalidField.distinct(posterColors, "posterColors"));
        if (posterColors.size() != 2 || !posterColors.stream().allMatch(color -> color.matches("#[0-9A-Fa-f]{6}"))) {
            throw new InvalidField("posterColors", "are not two colors", "two of the form #1A2B3C");
        }
        synopsis = InvalidField.text(synopsis, "synopsis", 2000);
    }
}
