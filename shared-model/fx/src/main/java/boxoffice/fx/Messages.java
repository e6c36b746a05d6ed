package boxoffice.fx;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/// The texts of an app in one language, by dotted key.
///
/// Texts are ICU message patterns with named arguments, so that a translation may order, inflect and count as its
/// language does: `{count, plural, one {# seat} other {# seats}}`. Nothing is glued together in code.
///
/// Bundles are UTF-8 properties files. The one without a suffix is English and is used where a translation is missing;
/// the language of the machine plays no part. Thread-safe.
public final class Messages {
    private static final Logger LOG = System.getLogger(Messages.class.getName());
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;
    private final Locale locale;
    private final Map<String, MessageFormat> patterns = new ConcurrentHashMap<>();

    private Messages(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    /// The texts of a bundle.
    ///
    /// @param bundle its base name, such as `boxoffice.kiosk.texts`
    /// @throws MissingResourceException when there is no such bundle at all
    public static Messages of(String bundle, Locale locale) {
        return new Messages(ResourceBundle.getBundle(bundle, locale, NO_FALLBACK), locale);
    }

    /// The language the texts were asked for in; a missing translation is English all the same.
    public Locale locale() {
        return locale;
    }

    /// A text with its arguments filled in.
    ///
    /// A key that is not there is logged and shown as it is: a screen with one odd word is better than none.
    ///
    /// @param namesAndValues name, value, name, value, …: `text("seats.chosen", "count", 3)`
    public String text(String key, Object... namesAndValues) {
        MessageFormat pattern = patterns.computeIfAbsent(key, this::pattern);
        Map<String, Object> arguments = new HashMap<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            arguments.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        synchronized (pattern) {
            return pattern.format(arguments);
        }
    }

    private MessageFormat pattern(String key) {
        try {
            return new MessageFormat(bundle.getString(key), ULocale.forLocale(locale));
        } catch (MissingResourceException missing) {
            LOG.log(Level.ERROR, "no text for {0} in {1}", key, bundle.getBaseBundleName());
            return new MessageFormat(MessageFormat.autoQuoteApostrophe(key), ULocale.forLocale(locale));
        }
    }
}
