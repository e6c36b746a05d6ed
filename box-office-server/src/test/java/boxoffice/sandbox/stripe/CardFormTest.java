package boxoffice.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardFormTest {
    private static final YearMonth TODAY = YearMonth.of(2027, 3);

    private static CardForm typed(String number, String expiry, String cvc, String name) {
        return CardForm.read(
                Form.parse(
                        "cardNumber=" + encode(number)
                                + "&cardExpiry="
                                + encode(expiry)
                                + "&cardCvc="
                                + encode(cvc)
                                + "&billingName="
                                + encode(name)),
                TODAY);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(value = TestCard.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void everyTestCardHasAGoodNumberAndIsRecognised(TestCard card) {
        assertThat(CardForm.passesLuhn(card.number())).isTrue();
        assertThat(typed(card.number(), "12/34", "123", "Ada").card())
                .hasValueSatisfying(read -> assertThat(read.test()).isEqualTo(card));
        assertThat(TestCard.ofToken(card.token())).hasValue(card);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4242 4242 4242 4242", "4242-4242-4242-4242", " 4242424242424242 "})
    void theNumberMayBeTypedAsItIsPrinted(String number) {
        assertThat(typed(number, "12/34", "123", "Ada").card())
                .hasValueSatisfying(card -> assertThat(card.last4()).isEqualTo("4242"));
    }

    @Test
    void onlyTheLastDigitsAreKept() {
        assertThat(typed("4242424242424242", "12/34", "987", "Ada").toString()).doesNotContain("42424242", "987");
    }

    @ParameterizedTest
    @CsvSource({"12/34,12,2034", "3/27,3,2027", "03 / 2027,3,2027", "1234,12,2034", "04-28,4,2028"})
    void theExpiryDateMayBeTypedInManyWays(String expiry, int month, int year) {
        assertThat(typed("4242424242424242", expiry, "123", "Ada").card()).hasValueSatisfying(card -> {
            assertThat(card.expiryMonth()).isEqualTo(month);
            assertThat(card.expiryYear()).isEqualTo(year);
        });
    }

    @ParameterizedTest
    @CsvSource({
            "4242424242424241, 12/34, 123, Ada, cardNumber,  incorrect_number",
            "42424242,         12/34, 123, Ada, cardNumber,  incorrect_number",
            "4242x24242424242, 12/34, 123, Ada, cardNumber,  incorrect_number",
            "'',               12/34, 123, Ada, cardNumber,  missing_number",
            "4242424242424242, 02/27, 123, Ada, cardExpiry,  invalid_expiry_year",
            "4242424242424242, 13/34, 123, Ada, cardExpiry,  invalid_expiry_month",
            "4242424242424242, soon,  123, Ada, cardExpiry,  invalid_expiry_month",
            "4242424242424242, '',    123, Ada, cardExpiry,  missing_expiry",
            "4242424242424242, 12/34, 12,  Ada, cardCvc,     invalid_cvc",
            "4242424242424242, 12/34, '',  Ada, cardCvc,     invalid_cvc",
            "4242424242424242, 12/34, 123, '',  billingName, missing_name"})
    void eachFaultIsNamedAtItsField(String number, String expiry, String cvc, String name, String field, String code) {
        CardForm form = typed(number, expiry, cvc, name);

        assertThat(form.card()).isEmpty();
        assertThat(form.errors()).containsOnlyKeys(field);
        assertThat(form.errors().values()).extracting(CardForm.FieldError::code).containsExactly(code);
    }
}
