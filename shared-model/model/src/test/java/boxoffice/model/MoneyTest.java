package boxoffice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    private static final Currency EUR = Money.currency("EUR");
    private static final Currency JPY = Money.currency("jpy");

    @ParameterizedTest
    @CsvSource({
            "13.50, EUR, 1350, 13.50", "13.5, EUR, 1350, 13.50", "1e2, EUR, 10000, 100.00", "1800, JPY, 1800, 1800",
            "1.234, KWD, 1234, 1.234", "-0.01, EUR, -1, -0.01"})
    void anAmountIsReadAndWrittenWithItsCurrencysDecimals(
            BigDecimal amount, String currency, long minor, String written) {
        Money money = Money.of(amount, Money.currency(currency));

        assertThat(money.minor()).isEqualTo(minor);
        assertThat(money.amount().toPlainString()).isEqualTo(written);
        assertThat(money).hasToString(written + " " + currency);
    }

    @ParameterizedTest
    @CsvSource({
            "1.234, EUR", "0.5, JPY", "1e30, EUR", "1e2147483647, EUR", "1e-2147483647, EUR",
            "92233720368547758.08, EUR"})
    void whatDoesNotFitIsRefused(BigDecimal amount, String currency) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Money.of(amount, Money.currency(currency)))
                .satisfies(wrong -> assertThat(wrong.field()).isEqualTo("amount"));
    }

    @Test
    void sumsAreExactAndEndRatherThanOverflow() {
        Money cent = new Money(1, EUR);

        assertThat(cent.plus(cent).times(3).minus(cent)).isEqualTo(new Money(5, EUR));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new Money(Long.MAX_VALUE, EUR).plus(cent));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> new Money(Long.MAX_VALUE, EUR).times(2));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new Money(Long.MAX_VALUE, EUR).times(BigDecimal.TEN));
    }

    @ParameterizedTest
    @CsvSource({"1150, 1.25, 1438", "1, 0.5, 1", "1, 0.49, 0", "3, 0.5, 2", "100, 0, 0", "1800, 1.0005, 1801"})
    void aFactorRoundsHalfUpToTheMinorUnit(long minor, BigDecimal factor, long expected) {
        assertThat(new Money(minor, JPY).times(factor)).isEqualTo(new Money(expected, JPY));
    }

    @Test
    void twoCurrenciesAreNotMixed() {
        Money euro = new Money(100, EUR);
        Money yen = new Money(100, JPY);

        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> euro.plus(yen));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> euro.minus(yen));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> euro.compareTo(yen));
    }

    @Test
    void aCurrencyThatIsNoneIsRefused() {
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> Money.currency("GOLD"));
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> Money.currency("XAU"));
    }
}
