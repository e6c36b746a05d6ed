package boxoffice.fx;

import boxoffice.model.Money;
import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.NumberFormatter.UnitWidth;
import com.ibm.icu.number.Precision;
import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.ListFormatter;
import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.text.MeasureFormat.FormatWidth;
import com.ibm.icu.util.Currency;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/// Amounts, dates and times as a language and country write them. Immutable and thread-safe.
///
/// ICU rather than the JDK, which gets the Indian grouping of digits and several currencies wrong.
public final class Formats {
    private final Locale locale;
    private final ULocale icu;
    private final LocalizedNumberFormatter numbers;
    private final LocalizedNumberFormatter inWords;

    private Formats(Locale locale) {
        this.locale = locale;
        this.icu = ULocale.forLocale(locale);
        this.numbers = NumberFormatter.withLocale(icu);
        this.inWords = NumberFormatter.withLocale(spoken(icu));
    }

    /// The English of continental Europe has a euro pattern of its own that ICU cannot put into words.
    private static ULocale spoken(ULocale locale) {
        boolean plain = locale.getLanguage().equals("en") && !locale.getCountry().equals("IN");
        return plain ? ULocale.ENGLISH : locale;
    }

    /// Formats for a language and, better, a country: `en-IN`, `ar-AE`.
    public static Formats of(Locale locale) {
        return new Formats(locale);
    }

    public Locale locale() {
        return locale;
    }

    /// A plain number with grouping.
    public String number(long number) {
        return numbers.format(number).toString();
    }

    /// A share as a whole percentage: 0.5 is 50 %.
    public String percent(double share) {
        return NumberFormatter.withLocale(icu)
                .unit(MeasureUnit.PERCENT)
                .scale(com.ibm.icu.number.Scale.powerOfTen(2))
                .precision(Precision.integer())
                .format(share)
                .toString();
    }

    /// An amount with the currency's short sign: `₹12,34,567.50`.
    public String money(Money money) {
        return money(money.amount(), money.currency().getCurrencyCode());
    }

    /// An amount in major units as it stands in the API, with its ISO 4217 currency.
    public String money(BigDecimal amount, String currency) {
        return money(numbers, amount, currency, UnitWidth.NARROW);
    }

    /// An amount to be said aloud, with the currency as a word: `13.50 euros`.
    public String moneyInWords(Money money) {
        return money(inWords, money.amount(), money.currency().getCurrencyCode(), UnitWidth.FULL_NAME);
    }

    private static String money(LocalizedNumberFormatter form, BigDecimal amount, String currency, UnitWidth width) {
        return form.unit(Currency.getInstance(currency))
                .unitWidth(width)
                .format(amount)
                .toString();
    }

    /// A day with its weekday and without the year: `Sunday, November 22`.
    public String date(LocalDate date) {
        return date("EEEEMMMMd", date);
    }

    /// A day in little room: `Sun, Nov 22`.
    public String shortDate(LocalDate date) {
        return date("EEEMMMd", date);
    }

    /// A day with its year: `November 22, 2026`.
    public String fullDate(LocalDate date) {
        return date("yMMMMd", date);
    }

    /// A time of day on the clock that hangs in `zone`, the theater's, with 12 or 24 hours as is usual.
    public String time(OffsetDateTime time, ZoneId zone) {
        return format("jm", time, zone);
    }

    /// Day and time of day in `zone`, the theater's: `Sun, Nov 22, 8:15 PM`.
    public String dateTime(OffsetDateTime time, ZoneId zone) {
        return format("EEEMMMdjm", time, zone);
    }

    /// A length of time in hours and minutes, as of a film: `2 hr 14 min`. Seconds are dropped.
    public String duration(Duration duration) {
        return measures(FormatWidth.SHORT, duration.toHours(), duration.toMinutesPart(), 0);
    }

    /// A length of time to be said aloud, to the second: `4 minutes, 30 seconds`.
    public String durationInWords(Duration duration) {
        return measures(FormatWidth.WIDE, duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }

    /// Time that is left, as on a clock: `9:41`, `1:02:05`. Never negative; a begun second counts as whole.
    public String countdown(Duration left) {
        Duration shown = left.isNegative() ? Duration.ZERO : left.plusMillis(999);
        boolean hours = shown.toHours() > 0;
        List<Measure> parts = new ArrayList<>();
        if (hours) {
            parts.add(new Measure(shown.toHours(), MeasureUnit.HOUR));
            parts.add(new Measure(shown.toMinutesPart(), MeasureUnit.MINUTE));
        } else {
            parts.add(new Measure(shown.toMinutes(), MeasureUnit.MINUTE));
        }
        parts.add(new Measure(shown.toSecondsPart(), MeasureUnit.SECOND));
        return MeasureFormat.getInstance(icu, FormatWidth.NUMERIC).formatMeasures(parts.toArray(Measure[]::new));
    }

    /// Several things in one sentence: `C6, C7, and C8`.
    public String list(Collection<?> items) {
        return ListFormatter.getInstance(icu).format(items);
    }

    /// Things side by side, without an "and": `2D, IMAX`.
    public String row(Collection<?> items) {
        return ListFormatter.getInstance(icu, ListFormatter.Type.UNITS, ListFormatter.Width.SHORT)
                .format(items);
    }

    /// The name of a language by its ISO 639-1 code, in this language: `en` is English.
    public String language(String code) {
        return ULocale.getDisplayName(code, icu);
    }

    private String measures(FormatWidth width, long hours, int minutes, int seconds) {
        List<Measure> parts = new ArrayList<>();
        if (hours > 0) {
            parts.add(new Measure(hours, MeasureUnit.HOUR));
        }
        if (minutes > 0 || (hours == 0 && seconds == 0)) {
            parts.add(new Measure(minutes, MeasureUnit.MINUTE));
        }
        if (seconds > 0) {
            parts.add(new Measure(seconds, MeasureUnit.SECOND));
        }
        return MeasureFormat.getInstance(icu, width).formatMeasures(parts.toArray(Measure[]::new));
    }

    private String date(String skeleton, LocalDate date) {
        return format(skeleton, date.atStartOfDay().atOffset(ZoneOffset.UTC), ZoneOffset.UTC);
    }

    private String format(String skeleton, OffsetDateTime time, ZoneId zone) {
        DateFormat format = DateFormat.getInstanceForSkeleton(skeleton, icu);
        format.setTimeZone(zone instanceof ZoneOffset ? utc(zone) : TimeZone.getTimeZone(zone.getId()));
        return format.format(Date.from(time.toInstant()));
    }

    private static TimeZone utc(ZoneId offset) {
        return TimeZone.getTimeZone(offset.equals(ZoneOffset.UTC) ? "GMT" : "GMT" + offset.getId());
    }
}
