package boxoffice.server.payment;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Money;
import org.junit.jupiter.api.Test;

/// Stripe counts some currencies in other units than they are written in (PAY-1).
class StripeMoneyTest {
    @Test
    void mostCurrenciesAreCountedInTheirSmallestCoin() {
        assertThat(amount(1_450, "EUR")).isEqualTo(1_450);
        assertThat(amount(1_450, "JPY")).isEqualTo(1_450);
        assertThat(StripeMoney.money(1_450, "jpy")).isEqualTo(money(1_450, "JPY"));
    }

    @Test
    void someWithoutCoinsAreCountedInHundredths() {
        assertThat(amount(1_900, "ISK")).isEqualTo(190_000);
        assertThat(amount(25_000, "UGX")).isEqualTo(2_500_000);
        assertThat(StripeMoney.money(190_000, "isk")).isEqualTo(money(1_900, "ISK"));
    }

    @Test
    void whatCannotBeSaidExactlyIsNotAskedFor() {
        assertThat(takes("EUR")).isTrue();
        assertThat(takes("ISK")).isTrue();
        assertThat(takes("KWD")).isFalse();
        assertThat(takes("MGA")).isFalse();
    }

    private static long amount(long minor, String currency) {
        return StripeMoney.amount(money(minor, currency));
    }

    private static boolean takes(String currency) {
        return StripeMoney.takes(Money.currency(currency));
    }

    private static Money money(long minor, String currency) {
        return new Money(minor, Money.currency(currency));
    }
}
