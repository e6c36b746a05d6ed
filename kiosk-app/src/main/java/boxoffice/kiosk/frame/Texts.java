package boxoffice.kiosk.frame;

import boxoffice.fx.Formats;
import boxoffice.fx.Messages;
import java.util.Locale;

/// The kiosk's words in the guest's language, with amounts and times as they are written where the kiosk stands.
/// Belongs to the FX thread.
public final class Texts {
    private static final String BUNDLE = "boxoffice.kiosk.messages";

    private final Messages messages;
    private Formats formats;

    public Texts(Locale language) {
        this.messages = Messages.of(BUNDLE, language);
        this.formats = Formats.of(language);
    }

    /// Says in which country the kiosk stands.
    ///
    /// @param country ISO 3166-1 alpha-2
    public void in(String country) {
        Locale language = messages.locale();
        formats = Formats.of(
                new Locale.Builder()
                        .setLanguage(language.getLanguage())
                        .setRegion(country)
                        .build());
    }

    public Messages messages() {
        return messages;
    }

    public Formats formats() {
        return formats;
    }

    /// The text of a key, with its arguments as name, value, name, value, ….
    public String text(String key, Object... namesAndValues) {
        return messages.text(key, namesAndValues);
    }
}
