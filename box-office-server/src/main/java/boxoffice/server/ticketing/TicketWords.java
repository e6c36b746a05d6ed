package boxoffice.server.ticketing;

import boxoffice.model.Movies.ShowDetails;
import boxoffice.model.SeatType;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.NumberFormatter.UnitWidth;
import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.Currency;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.StringJoiner;

/// What a printed ticket says beside names and numbers, in one language. Times are those of the clocks in the theater.
final class TicketWords {
    private static final String BUNDLE = "boxoffice.server.ticketing.ticket";

    private final ShowDetails show;
    private final ResourceBundle texts;
    private final Locale locale;
    private final ULocale icu;

    private TicketWords(ShowDetails show, ResourceBundle texts, Locale locale) {
        this.show = show;
        this.texts = texts;
        this.locale = locale;
        this.icu = ULocale.forLocale(locale);
    }

    /// The words for a show.
    ///
    /// @param wanted in English where there are no texts in its language; with the customs of the theater's country
    ///     where it names none
    static TicketWords of(ShowDetails show, Locale wanted) {
        ResourceBundle texts =
                ResourceBundle.getBundle(BUNDLE, wanted, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        String language = texts.getLocale().getLanguage();
        String country = wanted.getCountry().isEmpty() ? TimeZone.getRegion(show.zone()) : wanted.getCountry();
        Locale locale = new Locale.Builder()
                .setLanguage(language.isEmpty() ? "en" : language)
                .setRegion(country)
                .build();
        return new TicketWords(show, texts, locale);
    }

    Locale locale() {
        return locale;
    }

    String documentTitle(int count) {
        return text("document.title", Map.of("count", count, "title", show.title()));
    }

    String label(String key) {
        return texts.getString(key);
    }

    String position(int number, int count) {
        return text("position", Map.of("number", number, "count", count));
    }

    /// What a wallet reads out of a ticket before it is opened.
    String description(String row, String number) {
        return text("description", Map.of("title", show.title(), "row", row, "number", number));
    }

    String issue(int issue) {
        return text("issue", Map.of("issue", issue));
    }

    String type(SeatType type) {
        return label(switch (type) {
            case REGULAR -> "type.regular";
            case PREMIUM -> "type.premium";
            case VIP -> "type.vip";
            case WHEELCHAIR -> "type.wheelchair";
            case COMPANION -> "type.companion";
        });
    }

    /// Format, language and age rating: `IMAX · English, German subtitles · FSK 12`.
    String facts() {
        String subtitles = show.subtitles();
        String spoken = language(show.language());
        return new StringJoiner(" · ").add(show.format())
                .add(
                        subtitles == null
                                ? spoken
                                : text(
                                        "language.subtitled",
                                        Map.of("language", spoken, "subtitles", language(subtitles))))
                .add(show.ageRating())
                .toString();
    }

    /// The day with its weekday: `Sunday, 22 November 2026`.
    String date() {
        return format("yMMMMEEEEd");
    }

    /// `20:15` or `8:15 PM`, as is usual.
    String time() {
        return format("jm");
    }

    /// The name of the theater's time zone on that day: `Central European Summer Time`. ICU has no name for winter in
    /// London or Dublin, so it is the JDK's.
    String zone() {
        return show.time()
                .atZoneSameInstant(ZoneId.of(show.zone()))
                .format(DateTimeFormatter.ofPattern("zzzz", locale));
    }

    /// An amount in major units of the show's currency: `€13.50`.
    String money(BigDecimal amount) {
        return NumberFormatter.withLocale(icu)
                .unit(Currency.getInstance(show.currency()))
                .unitWidth(UnitWidth.NARROW)
                .format(amount)
                .toString();
    }

    private String language(String code) {
        return ULocale.getDisplayName(code, icu);
    }

    private String format(String skeleton) {
        DateFormat format = DateFormat.getInstanceForSkeleton(skeleton, icu);
        format.setTimeZone(TimeZone.getTimeZone(show.zone()));
        return format.format(Date.from(show.time().toInstant()));
    }

    private String text(String key, Map<String, Object> values) {
        return new MessageFormat(label(key), icu).format(values);
    }
}
