package boxoffice.sandbox.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1250      | usd | $12.50
            5         | EUR | €0.05
            1200      | jpy | ¥1,200
            123456750 | inr | ₹12,34,567.50
            10000000  | inr | ₹1,00,000.00
            99950     | inr | ₹999.50
            100000    | inr | ₹1,000.00
            1500      | bhd | BHD1.500
            50000     | ugx | UGX500.00
            """)
    void amountsAreWrittenAsPeopleReadThem(long minorUnits, String currency, String written) {
        assertThat(Amounts.format(minorUnits, currency).replace("\u00a0", "")).isEqualTo(written);
    }
}
