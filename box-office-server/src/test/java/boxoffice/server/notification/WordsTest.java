package boxoffice.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Money;
import boxoffice.model.Notifications.Kind;
import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.Part;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {
    private static final ResourceBundle ENGLISH = bundle("en");

    static Stream<String> languages() {
        return Words.LANGUAGES.stream();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageHasTheSameTextsWithTheSameValues(String language) {
        ResourceBundle texts = bundle(language);

        assertThat(texts.getLocale().getLanguage()).isEqualTo(language.equals("en") ? "" : language);
        assertThat(texts.keySet()).isEqualTo(ENGLISH.keySet());
        for (String key : ENGLISH.keySet()) {
            assertThat(values(texts.getString(key))).as(key).isEqualTo(values(ENGLISH.getString(key)));
        }
    }

    /// Languages count in up to six ways; a text that misses one would speak of "other" tickets where there are two.
    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageCountsInAllOfItsWays(String language) {
        Set<String> ways = PluralRules.forLocale(ULocale.forLanguageTag(language)).getKeywords();
        ResourceBundle texts = bundle(language);
        for (String key : texts.keySet()) {
            Set<String> choices = choices(texts.getString(key));
            if (!choices.isEmpty()) {
                // Spanish counts whole millions apart, which no booking has seats of.
                assertThat(choices).as(key).containsAll(ways.stream().filter(way -> known(language, way)).toList());
            }
        }
    }

    private static boolean known(String language, String way) {
        return !(language.equals("es") && way.equals("many"));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everythingCanBeSaid(String language) {
        for (Kind kind : Kind.values()) {
            Story story = SampleStory.of(kind, language).story();

            String text = PlainText.of(story);

            assertThat(text + story.subject() + story.brief()).as(kind.name()).doesNotContain("{", "}", "''");
            assertThat(text).contains("K7QD2M4X", SampleStory.LONG_TITLE, story.headline());
            assertThat(story.brief()).contains("K7QD2M4X");
            assertThat(story.subject()).doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de-DE           | en-DE
            ca,es           | es-DE
            fr,de,ja-JP,en  | ja-JP
            zh-Hant-TW      | zh-TW
            hi-IN           | hi-IN
            en-GB           | en-GB
            x-nonsense      | en-DE
            ar              | ar-DE
            """)
    void theFirstLanguageThatWeHaveIsTaken(String preferred, String taken) {
        assertThat(Words.of(List.of(preferred.split(",")), "Europe/Berlin").locale().toLanguageTag()).isEqualTo(taken);
    }

    @Test
    void whoSaysNothingReadsEnglish() {
        assertThat(Words.of(List.of(), "UTC").locale()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void timesAreThoseOfTheTheater() {
        OffsetDateTime time = OffsetDateTime.parse("2026-11-22T14:45:00Z");

        assertThat(Words.of(List.of("en"), "Asia/Kolkata").when(time)).contains("Sunday", "22 November 2026", "8:15");
        assertThat(Words.of(List.of("ja"), "Asia/Tokyo").when(time)).contains("2026年11月22日", "日曜日", "23:45");
    }

    @Test
    void moneyIsWrittenAsInItsCountry() {
        Money rupees = Money.of(new BigDecimal("1234567.50"), Money.currency("INR"));

        assertThat(Words.of(List.of("en-IN"), "Asia/Kolkata").money(rupees)).isEqualTo("₹12,34,567.50");
        assertThat(Words.of(List.of("es-ES"), "Europe/Madrid").money(new Money(1350, Money.currency("EUR"))))
                .isEqualTo("13,50\u00a0€");
        assertThat(Words.of(List.of("ja"), "Asia/Tokyo").money(new Money(1900, Money.currency("JPY"))))
                .contains("1,900");
    }

    @Test
    void whatIsQuotedInArabicKeepsItsDirection() {
        Story story = SampleStory.of(Kind.CANCELLED, "ar").titled("Metropolis 2.0").story();

        assertThat(story.subject()).contains("\u2068Metropolis 2.0\u2069");
        assertThat(SampleStory.of(Kind.CANCELLED, "en").story().subject()).doesNotContain("\u2068");
    }

    @Test
    void oneTicketIsNotMany() {
        assertThat(SampleStory.of(Kind.CONFIRMED, "en").ofSeats(1).story().subject()).startsWith("Your ticket for ");
        assertThat(SampleStory.of(Kind.CONFIRMED, "en").story().subject()).startsWith("Your tickets for ");
        assertThat(SampleStory.of(Kind.CONFIRMED, "ar").story().subject()).startsWith("تذكرتاك");
    }

    private static ResourceBundle bundle(String language) {
        return ResourceBundle.getBundle(
                Words.BUNDLE, Locale.of(language), Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    private static Set<String> values(String text) {
        return parts(text, Part.Type.ARG_NAME);
    }

    private static Set<String> choices(String text) {
        return parts(text, Part.Type.ARG_SELECTOR);
    }

    private static Set<String> parts(String text, Part.Type type) {
        MessagePattern pattern = new MessagePattern(text);
        Set<String> found = new TreeSet<>();
        for (int i = 0; i < pattern.countParts(); i++) {
            if (pattern.getPart(i).getType() == type) {
                found.add(pattern.getSubstring(pattern.getPart(i)));
            }
        }
        return found;
    }
}
