package boxoffice.admin.schedule;

import boxoffice.model.Movies.Movie;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/// Finds films by what is typed, blind to accents, case and punctuation: every typed word begins a word of the title,
/// of the original title, or the year. Titles that begin with what is typed come first.
record FilmSearch(List<Movie> films) {
    FilmSearch {
        films = films.stream()
                .sorted(Comparator.comparing((Movie film) -> plain(film.title())).thenComparing(Movie::year))
                .toList();
    }

    List<Movie> find(String typed) {
        String wanted = plain(typed);
        if (wanted.isEmpty()) {
            return films;
        }
        return films.stream()
                .filter(film -> matches(film, wanted))
                .sorted(Comparator.comparing((Movie film) -> !plain(film.title()).startsWith(wanted)))
                .toList();
    }

    private static boolean matches(Movie film, String wanted) {
        List<String> words = Stream.of(film.title(), film.originalTitle(), Integer.toString(film.year()))
                .filter(Objects::nonNull)
                .flatMap(text -> Stream.of(plain(text).split(" ")))
                .toList();
        return Stream.of(wanted.split(" ")).allMatch(part -> words.stream().anyMatch(word -> word.startsWith(part)));
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("['’]", "")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
