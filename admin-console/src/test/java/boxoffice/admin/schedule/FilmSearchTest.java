package boxoffice.admin.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.admin.testing.SampleHouse;
import boxoffice.model.Movies.Movie;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilmSearchTest {
    private final FilmSearch search = new FilmSearch(SampleHouse.FILMS);

    private List<String> find(String typed) {
        return search.find(typed).stream().map(Movie::title).toList();
    }

    @Test
    void nothingTypedIsAllByTitle() {
        assertThat(find(""))
                .containsExactly("Amélie", "Metropolis", "Spider-Man: Into the Spider-Verse", "Spirited Away");
    }

    @Test
    void theBeginningOfAnyWordIsEnough() {
        assertThat(find("spi")).containsExactly("Spider-Man: Into the Spider-Verse", "Spirited Away");
        assertThat(find("away")).containsExactly("Spirited Away");
        assertThat(find("into spi")).containsExactly("Spider-Man: Into the Spider-Verse");
        assertThat(find("etropolis")).isEmpty();
    }

    @Test
    void accentsCaseAndPunctuationDoNotMatter() {
        assertThat(find("AMELIE")).containsExactly("Amélie");
        assertThat(find("amé")).containsExactly("Amélie");
        assertThat(find("spider man")).containsExactly("Spider-Man: Into the Spider-Verse");
    }

    @Test
    void theOriginalTitleAndTheYearAreFoundToo() {
        assertThat(find("千と")).containsExactly("Spirited Away");
        assertThat(find("fabuleux")).containsExactly("Amélie");
        assertThat(find("1927")).containsExactly("Metropolis");
    }

    @Test
    void aTitleThatBeginsWithWhatIsTypedComesFirst() {
        assertThat(find("a")).containsExactly("Amélie", "Spirited Away");
    }
}
