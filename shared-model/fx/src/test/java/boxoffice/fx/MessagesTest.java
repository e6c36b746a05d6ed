package boxoffice.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.MissingResourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final String BUNDLE = "boxoffice.fx.greetings";
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreTheMachinesLanguage() {
        Locale.setDefault(before);
    }

    @Test
    void countsInTheLanguagesOwnWay() {
        Messages english = Messages.of(BUNDLE, Locale.ENGLISH);
        assertThat(english.text("greetings.guests", "count", 1)).isEqualTo("One guest");
        assertThat(english.text("greetings.guests", "count", 1200)).isEqualTo("1,200 guests");
        Messages arabic = Messages.of(BUNDLE, Locale.forLanguageTag("ar"));
        assertThat(arabic.text("greetings.guests", "count", 2)).isEqualTo("ضيفان");
    }

    @Test
    void aMissingTranslationIsEnglishWhateverTheMachineSpeaks() {
        Locale.setDefault(Locale.forLanguageTag("ar"));
        assertThat(Messages.of(BUNDLE, Locale.JAPAN).text("greetings.hello", "name", "Aki"))
                .isEqualTo("Hello, Aki! It's showtime.");
        assertThat(Messages.of(BUNDLE, Locale.forLanguageTag("ar")).text("greetings.hello", "name", "Aki"))
                .isEqualTo("Hello, Aki! It's showtime.");
    }

    @Test
    void anUnknownKeyIsShownRatherThanThrown() {
        assertThat(Messages.of(BUNDLE, Locale.ENGLISH).text("greetings.{gone}'s", "x", 1))
                .isEqualTo("greetings.{gone}'s");
    }

    @Test
    void anUnknownBundleIsAnError() {
        assertThatThrownBy(() -> Messages.of("boxoffice.fx.nothing", Locale.ENGLISH))
                .isInstanceOf(MissingResourceException.class);
    }
}
