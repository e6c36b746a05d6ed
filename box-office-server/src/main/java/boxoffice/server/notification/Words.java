package boxoffice.server.notification;

import boxoffice.model.Money;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.NumberFormatter.UnitWidth;
import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.Currency;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Collectors;

/// The texts of messages in one language, and how numbers and dates are written in it. Times are those of the clocks in
/// the theater.
final class Words {
    static final String BUNDLE = "boxoffice.server.notification.messages";
    /// The languages that there are texts in.
    static final List<String> LANGUAGES = List.of("en", "hi", "es", "ar", "ja", "zh");

    /// Around what is quoted in a text that runs from right to left, so that `C-12` does not become `12-C`.
    private static final String ISOLATED = "\u2068%s\u2069";

    private final ResourceBundle texts;
    private final Locale locale;
    private final ULocale icu;
    private final String zone;

    private Words(ResourceBundle texts, Locale locale, String zone) {
        this.texts = texts;
        this.locale = locale;
        this.icu = ULocale.forLocale(locale);
        this.zone = zone;
    }

    /// The words for a guest.
    ///
    /// @param preferred BCP 47 tags, the best first; English where none of them is ours. With the customs of the
    ///     theater's country where the tag names none
    /// @param zone the theater's
    static Words of(List<String> preferred, String zone) {
        Locale wanted = preferred.stream()
                .map(Locale::forLanguageTag)
                .filter(tag -> LANGUAGES.contains(tag.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH);
        String country = wanted.getCountry().isEmpty() ? TimeZone.getRegion(zone) : wanted.getCountry();
        Locale language = Locale.of(wanted.getLanguage());
        ResourceBundle texts =
                ResourceBundle.getBundle(BUNDLE, language, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        // Zones such as UTC belong to no country; ICU then says 001, the world.
        Locale locale = country.matches("[A-Z]{2}") ? Locale.of(wanted.getLanguage(), country) : language;
        return new Words(texts, locale, zone);
    }

    Locale locale() {
        return locale;
    }

    boolean rightToLeft() {
        return icu.isRightToLeft();
    }

    /// A text without values.
    String text(String key) {
        return texts.getString(key);
    }

    /// A text with values.
    String text(String key, Map<String, ?> values) {
        Map<String, Object> isolated = values.entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, value -> isolated(value.getValue())));
        return new MessageFormat(texts.getString(key), icu).format(isolated);
    }

    /// The day with its weekday and the time: `Sunday, 22 November 2026 at 20:15`.
    String when(OffsetDateTime time) {
        return format("yMMMMEEEEdjm", time);
    }

    /// The same in little space: `Sun, 22 Nov, 20:15`.
    String brieflyWhen(OffsetDateTime time) {
        return format("MMMEdjm", time);
    }

    /// `€13.50`, `₹12,34,567.50`.
    String money(Money money) {
        return NumberFormatter.withLocale(icu)
                .unit(Currency.getInstance(money.currency().getCurrencyCode()))
                .unitWidth(UnitWidth.NARROW)
                .format(money.amount())
                .toString();
    }

    private String format(String skeleton, OffsetDateTime time) {
        DateFormat format = DateFormat.getInstanceForSkeleton(skeleton, icu);
        format.setTimeZone(TimeZone.getTimeZone(zone));
        return format.format(Date.from(time.toInstant()));
    }

    private Object isolated(Object value) {
        return rightToLeft() && value instanceof String text ? ISOLATED.formatted(text) : value;
    }
}
