package boxoffice.admin.schedule;

import boxoffice.model.InvalidField;
import boxoffice.model.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what people type into the form's fields, generously but never by guessing.
final class Entry {
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2})(?:[:.h ]?([0-5]\\d))?\\s*(am|pm|a|p)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern MINUTES = Pattern.compile("\\d{1,3}");
    private static final Pattern PRICE = Pattern.compile("\\d{1,9}(?:[.,]\\d{1,3})?");

    private Entry() {}

    /// Reads a time of day: `18:45`, `1845`, `18.45`, `18`, `6:45 pm`.
    static Optional<LocalTime> time(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(matcher.group(1));
        int minute = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        if (matcher.group(3) != null) {
            if (hour < 1 || hour > 12) {
                return Optional.empty();
            }
            boolean afternoon = matcher.group(3).toLowerCase(Locale.ROOT).startsWith("p");
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        try {
            return Optional.of(LocalTime.of(hour, minute));
        } catch (DateTimeException beyondTheDay) {
            return Optional.empty();
        }
    }

    /// Reads a number of minutes from 0 to `most`.
    static Optional<Integer> minutes(String text, int most) {
        return MINUTES.matcher(text.strip()).matches()
                ? Optional.of(Integer.valueOf(text.strip())).filter(minutes -> minutes <= most)
                : Optional.empty();
    }

    /// Reads a price above zero with a point or a comma before the decimals, of which there are at most as many as the
    /// currency has. Thousands are not set apart.
    static Optional<Money> price(String text, Currency currency) {
        if (!PRICE.matcher(text.strip()).matches()) {
            return Optional.empty();
        }
        try {
            Money price = Money.of(new BigDecimal(text.strip().replace(',', '.')), currency);
            return price.minor() > 0 ? Optional.of(price) : Optional.empty();
        } catch (InvalidField tooManyDecimals) {
            return Optional.empty();
        }
    }
}
