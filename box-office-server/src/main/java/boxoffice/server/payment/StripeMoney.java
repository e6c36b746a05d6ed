package boxoffice.server.payment;

import boxoffice.model.Money;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/// Money as Stripe counts it, which is not always how its currency is written (PAY-1).
final class StripeMoney {
    /// Written without decimals, and counted by Stripe in hundredths all the same.
    private static final Set<String> IN_HUNDREDTHS = Set.of("ISK", "UGX");
    /// Written with decimals, and counted by Stripe without.
    private static final String MALAGASY_ARIARY = "MGA";

    private StripeMoney() {}

    /// Whether Stripe can be asked for every amount of it. Of currencies with three decimals it takes no amount that does not
    /// end in 0.
    static boolean takes(Currency currency) {
        int decimals = currency.getDefaultFractionDigits();
        return (decimals == 0 || decimals == 2) && !currency.getCurrencyCode().equals(MALAGASY_ARIARY);
    }

    /// The amount in the unit that Stripe counts in.
    static long amount(Money money) {
        return inHundredths(money.currency()) ? Math.multiplyExact(money.minor(), 100L) : money.minor();
    }

    /// What Stripe tells of.
    static Money money(long amount, String currency) {
        Currency known = Money.currency(currency);
        if (known.getCurrencyCode().equals(MALAGASY_ARIARY)) {
            return new Money(Math.multiplyExact(amount, 100L), known);
        }
        return new Money(inHundredths(known) ? amount / 100 : amount, known);
    }

    /// The currency as Stripe writes it.
    static String code(Money money) {
        return money.currency().getCurrencyCode().toLowerCase(Locale.ROOT);
    }

    private static boolean inHundredths(Currency currency) {
        return IN_HUNDREDTHS.contains(currency.getCurrencyCode());
    }
}
