package boxoffice.sandbox.common;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/// Amounts in minor units, as a customer reads them in English: `$12.50`, `¥1,200`, `₹12,34,567.50`.
public final class Amounts {
    /// Currencies that have no minor unit any more but that Stripe still counts in hundredths.
    private static final Set<String> COUNTED_IN_HUNDREDTHS = Set.of("ISK", "UGX");

    private Amounts() {}

    /// Formats an amount.
    ///
    /// @param minorUnits cents, paise, or whole yen
    /// @param currencyCode ISO 4217, in either case
    public static String format(long minorUnits, String currencyCode) {
        Currency currency = Currency.getInstance(currencyCode.toUpperCase(Locale.ROOT));
        int digits = fractionDigits(currency);
        BigDecimal amount = BigDecimal.valueOf(minorUnits, digits);
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.US);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        if (currency.getCurrencyCode().equals("INR")) {
            format.setGroupingUsed(false);
            return groupByLakh(format.format(amount));
        }
        return format.format(amount);
    }

    private static int fractionDigits(Currency currency) {
        return COUNTED_IN_HUNDREDTHS.contains(currency.getCurrencyCode()) || currency.getDefaultFractionDigits() < 0
                ? 2
                : currency.getDefaultFractionDigits();
    }

    /// The JDK groups rupees by thousands; they are written with the last three digits together and pairs before.
    private static String groupByLakh(String ungrouped) {
        return ungrouped.replaceAll("(?<=\\d)(?=(\\d\\d)*\\d{3}\\.)", ",");
    }
}
