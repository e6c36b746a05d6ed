package boxoffice.admin.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {
    private static final Currency EURO = Currency.getInstance("EUR");
    private static final Currency YEN = Currency.getInstance("JPY");

    @ParameterizedTest
    @CsvSource({
            "18:45, 18:45",
            "1845, 18:45",
            "18.45, 18:45",
            "' 18:45 ', 18:45",
            "9:05, 09:05",
            "905, 09:05",
            "18, 18:00",
            "0:30, 00:30",
            "6:45 pm, 18:45",
            "6:45PM, 18:45",
            "12 am, 00:00",
            "12:15 pm, 12:15",
    })
    void aTimeIsReadHoweverItIsWritten(String typed, LocalTime time) {
        assertThat(Entry.time(typed)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "25:00", "18:60", "24:00", "13 pm", "0 am", "-1", "18:4", "18:45:00"})
    void whatIsNoTimeIsNotGuessed(String typed) {
        assertThat(Entry.time(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"12.50, 12.50", "'12,5', 12.50", "12, 12.00", "0.01, 0.01", "' 9 ', 9.00"})
    void aPriceMayHaveAPointOrAComma(String typed, BigDecimal amount) {
        assertThat(Entry.price(typed, EURO).orElseThrow().amount()).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "free", "0", "0.00", "-3", "12.505", "1,234.50", "12.50 €", "12."})
    void whatIsNoPriceIsNotGuessed(String typed) {
        assertThat(Entry.price(typed, EURO)).isEmpty();
    }

    @Test
    void aPriceHasNoMoreDecimalsThanItsCurrency() {
        assertThat(Entry.price("1800", YEN).orElseThrow().minor()).isEqualTo(1800);
        assertThat(Entry.price("1800.5", YEN)).isEmpty();
    }

    @Test
    void minutesAreAWholeNumberWithinTheLimit() {
        assertThat(Entry.minutes("15", 60)).contains(15);
        assertThat(Entry.minutes(" 0 ", 60)).contains(0);
        assertThat(Entry.minutes("61", 60)).isEmpty();
        assertThat(Entry.minutes("-1", 60)).isEmpty();
        assertThat(Entry.minutes("a while", 60)).isEmpty();
        assertThat(Entry.minutes("", 60)).isEmpty();
    }
}
