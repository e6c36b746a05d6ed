package boxoffice.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.model.InvalidField;
import boxoffice.model.Money;
import boxoffice.model.PriceCard;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which price card is good when (SEAT-12).
class PriceRuleTest {
    private static final PriceRule MATINEE = new PriceRule(
            PriceCard.SENIOR, null, 800L, Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY), null, LocalTime.of(17, 0));
    private static final PriceRule EVENING = new PriceRule(
            PriceCard.SENIOR, new BigDecimal("0.90"), null, Set.of(), LocalTime.of(17, 0), null);

    @Test
    void theFirstRuleThatIsGoodCounts() {
        assertThat(senior("2026-11-23T16:59", MATINEE, EVENING)).isEqualTo("8.00 EUR");
        assertThat(senior("2026-11-23T17:00", MATINEE, EVENING)).isEqualTo("10.80 EUR");
        assertThat(PriceRule.at(LocalDateTime.parse("2026-11-25T12:00"), List.of(MATINEE, EVENING)))
                .containsOnlyKeys(PriceCard.ADULT);
    }

    @Test
    void everyoneMayAlwaysPayTheFullPrice() {
        assertThat(PriceRule.at(LocalDateTime.parse("2026-11-25T12:00"), List.of()).get(PriceCard.ADULT))
                .isEqualTo(PriceRule.FULL);
    }

    @Test
    void aFixedPriceIsThatOfARegularSeatAndRoundsOnce() {
        Money base = new Money(1_200, Money.currency("EUR"));

        assertThat(MATINEE.price(base, new BigDecimal("1.5"))).hasToString("12.00 EUR");
        assertThat(EVENING.price(new Money(1_115, base.currency()), new BigDecimal("1.15"))).hasToString("11.54 EUR");
    }

    @Test
    void aRuleThatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> new PriceRule(PriceCard.CHILD, null, null, Set.of(), null, null))
                .isInstanceOf(InvalidField.class);
        assertThatThrownBy(() -> new PriceRule(PriceCard.CHILD, BigDecimal.ONE.negate(), null, Set.of(), null, null))
                .isInstanceOf(InvalidField.class);
        assertThatThrownBy(
                () -> new PriceRule(
                        PriceCard.CHILD, BigDecimal.ONE, null, Set.of(), LocalTime.of(17, 0), LocalTime.of(9, 0)))
                .isInstanceOf(InvalidField.class);
    }

    private static String senior(String start, PriceRule... rules) {
        PriceRule rule = PriceRule.at(LocalDateTime.parse(start), List.of(rules)).get(PriceCard.SENIOR);
        assertThat(rule).isNotNull();
        return rule == null ? "" : rule.price(new Money(1_200, Money.currency("EUR")), BigDecimal.ONE).toString();
    }
}
