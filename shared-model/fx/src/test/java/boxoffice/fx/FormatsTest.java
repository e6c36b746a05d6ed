package boxoffice.fx;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormatsTest {
    private static final Formats INDIA = Formats.of(Locale.forLanguageTag("en-IN"));
    private static final Formats AMERICA = Formats.of(Locale.US);
    private static final Formats GERMANY = Formats.of(Locale.GERMANY);
    private static final Formats EMIRATES = Formats.of(Locale.forLanguageTag("ar-EG"));
    private static final Formats JAPAN = Formats.of(Locale.JAPAN);

    @Test
    void rupeesAreGroupedInLakhs() {
        assertThat(INDIA.money(new BigDecimal("1234567.50"), "INR")).isEqualTo("₹12,34,567.50");
    }

    @Test
    void anAmountIsWrittenAsItsLocaleDoes() {
        assertThat(AMERICA.money(new BigDecimal("1234.5"), "USD")).isEqualTo("$1,234.50");
        assertThat(GERMANY.money(new BigDecimal("1234.5"), "EUR")).isEqualTo("1.234,50\u00a0€");
        assertThat(JAPAN.money(new BigDecimal("1800"), "JPY")).isEqualTo("￥1,800");
        assertThat(EMIRATES.money(new BigDecimal("120"), "EGP")).contains("١٢٠");
    }

    @Test
    void everyLocaleCanSayAnAmount() {
        for (Locale locale : Locale.getAvailableLocales()) {
            for (String currency : List.of("EUR", "INR", "GBP", "USD", "JPY")) {
                assertThat(Formats.of(locale).moneyInWords(new Money(900, Money.currency(currency))))
                        .as("%s in %s", currency, locale)
                        .isNotBlank();
            }
        }
    }

    @Test
    void anAmountToBeSpokenNamesItsCurrency() {
        assertThat(AMERICA.moneyInWords(Money.of(new BigDecimal("13.50"), Money.currency("EUR"))))
                .isEqualTo("13.50 euros");
    }

    @Test
    void aTimeIsTheOneOnTheTheatersClock() {
        OffsetDateTime start = OffsetDateTime.parse("2026-11-22T19:15:00Z");
        assertThat(AMERICA.time(start, ZoneId.of("Europe/Berlin"))).isEqualTo("8:15\u202fPM");
        assertThat(GERMANY.time(start, ZoneId.of("Europe/Berlin"))).isEqualTo("20:15");
        assertThat(GERMANY.time(start, ZoneId.of("Asia/Kolkata"))).isEqualTo("00:45");
        assertThat(GERMANY.time(start, ZoneId.of("+02:00"))).isEqualTo("21:15");
    }

    @Test
    void aDayIsWrittenWithItsWeekday() {
        LocalDate day = LocalDate.of(2026, 11, 22);
        assertThat(AMERICA.date(day)).isEqualTo("Sunday, November 22");
        assertThat(GERMANY.shortDate(day)).isEqualTo("So., 22. Nov.");
        assertThat(AMERICA.fullDate(day)).isEqualTo("November 22, 2026");
    }

    @Test
    void aRunningTimeIsHoursAndMinutes() {
        assertThat(AMERICA.duration(Duration.ofMinutes(134))).isEqualTo("2 hr, 14 min");
        assertThat(AMERICA.duration(Duration.ofMinutes(58))).isEqualTo("58 min");
        assertThat(AMERICA.duration(Duration.ofMinutes(120))).isEqualTo("2 hr");
        assertThat(AMERICA.durationInWords(Duration.ofSeconds(270))).isEqualTo("4 minutes, 30 seconds");
        assertThat(AMERICA.durationInWords(Duration.ZERO)).isEqualTo("0 minutes");
    }

    @Test
    void aCountdownShowsBegunSecondsAndStopsAtZero() {
        assertThat(AMERICA.countdown(Duration.ofSeconds(581))).isEqualTo("9:41");
        assertThat(AMERICA.countdown(Duration.ofSeconds(5))).isEqualTo("0:05");
        assertThat(AMERICA.countdown(Duration.ofMillis(4_200))).isEqualTo("0:05");
        assertThat(AMERICA.countdown(Duration.ofSeconds(3_725))).isEqualTo("1:02:05");
        assertThat(AMERICA.countdown(Duration.ofSeconds(-3))).isEqualTo("0:00");
    }

    @Test
    void listsAreJoinedByTheLanguage() {
        assertThat(AMERICA.list(List.of("C6", "C7", "C8"))).isEqualTo("C6, C7, and C8");
        assertThat(GERMANY.list(List.of("C6", "C7"))).isEqualTo("C6 und C7");
        assertThat(AMERICA.row(List.of("2D", "IMAX"))).isEqualTo("2D, IMAX");
    }

    @Test
    void numbersAndSharesFollowTheLocale() {
        assertThat(INDIA.number(1_234_567)).isEqualTo("12,34,567");
        assertThat(AMERICA.percent(0.5)).isEqualTo("50%");
        assertThat(AMERICA.language("hi")).isEqualTo("Hindi");
    }
}
