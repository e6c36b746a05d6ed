package boxoffice.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;

/// An exact amount in one currency, counted in that currency's minor unit (cents, paise, yen).
///
/// On the wire an amount is a decimal number in major units with its `currency` beside it: `13.50`, `"EUR"`.
///
/// @param minor the amount in minor units; negative for what is owed back
public record Money(long minor, Currency currency) implements Comparable<Money> {
    public Money {
        InvalidField.require(currency, "currency");
    }

    /// Nothing, in the given currency.
    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /// Reads a decimal amount in major units.
    ///
    /// @throws InvalidField when it has more decimals than the currency, or does not fit
    public static Money of(BigDecimal amount, Currency currency) {
        int digits = currency.getDefaultFractionDigits();
        try {
            return new Money(amount.movePointRight(digits).longValueExact(), currency);
        } catch (ArithmeticException tooPrecise) {
            throw new InvalidField(
                    "amount", "is not an amount in " + currency, "at most %d decimals".formatted(digits));
        }
    }

    /// Reads a currency by its ISO 4217 code.
    ///
    /// @throws InvalidField when there is none of that code
    public static Currency currency(String code) {
        try {
            Currency currency = Currency.getInstance(code.toUpperCase(Locale.ROOT));
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException unknown) {
            // Said below.
        }
        // Gold and the like have codes, too, and no coins.
        throw new InvalidField("currency", "is not a currency", "an ISO 4217 code such as EUR");
    }

    /// The amount in major units with exactly the currency's decimals, as it stands on the wire.
    public BigDecimal amount() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
    }

    /// Adds an amount of the same currency.
    public Money plus(Money other) {
        return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
    }

    /// Takes an amount of the same currency away.
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
    }

    /// This amount `count` times.
    public Money times(int count) {
        return new Money(Math.multiplyExact(minor, count), currency);
    }

    /// Multiplies and rounds half up to the minor unit, as a price tag would.
    public Money times(BigDecimal factor) {
        return new Money(
                BigDecimal.valueOf(minor)
                        .multiply(factor)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact(),
                currency);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, sameCurrency(other).minor);
    }

    /// The plain form for logs: `13.50 EUR`. People are shown amounts by their locale instead.
    @Override
    public String toString() {
        return amount().toPlainString() + " " + currency.getCurrencyCode();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot mix " + currency + " and " + other.currency);
        }
        return other;
    }
}
