package boxoffice.server.ticketing;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Movies.ShowDetails;
import boxoffice.model.SeatType;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketWordsTest {
    private final ShowDetails show = SampleBooking.ofThree().booking().show();

    @ParameterizedTest
    @ValueSource(strings = "es")
    void everyLanguageHasAllTexts(String language) {
        assertThat(keys(Locale.of(language))).isEqualTo(keys(Locale.ROOT));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfSeatHasAName(SeatType type) {
        assertThat(TicketWords.of(show, Locale.ENGLISH).type(type)).isNotBlank();
    }

    @Test
    void theGuestsOwnCountryGoesBeforeTheTheaters() {
        assertThat(TicketWords.of(show, Locale.ENGLISH).date()).isEqualTo("Sunday, 22 November 2026");
        assertThat(TicketWords.of(show, Locale.US).date()).isEqualTo("Sunday, November 22, 2026");
    }

    private static Set<String> keys(Locale locale) {
        ResourceBundle own = ResourceBundle.getBundle(
                "boxoffice.server.ticketing.ticket",
                locale,
                new Control() {
                    @Override
                    public List<Locale> getCandidateLocales(String name, Locale wanted) {
                        return List.of(wanted);
                    }
                });
        return own.keySet();
    }
}
