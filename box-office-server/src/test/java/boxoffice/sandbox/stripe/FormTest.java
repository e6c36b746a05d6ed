package boxoffice.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @Test
    void nestedNamesAreRead() {
        Form form = Form.parse(
                "line_items[0][price_data][currency]=inr&line_items%5B1%5D%5Bquantity%5D=2&mode=payment");

        List<Form> items = form.children("line_items");
        assertThat(items).hasSize(2);
        assertThat(items.getFirst().child("price_data").text("currency", 3)).isEqualTo("inr");
        assertThat(items.getLast().wholeNumber("quantity", 1, 9)).isEqualTo(2);
        assertThat(items.getLast().name("quantity")).isEqualTo("line_items[1][quantity]");
        assertThat(form.text("mode", 10)).isEqualTo("payment");
        form.refuseUnknown();
    }

    @Test
    void listsAreReadWithAndWithoutNumbers() {
        assertThat(Form.parse("expand[]=a&expand[]=b").texts("expand")).containsExactly("a", "b");
        assertThat(Form.parse("expand[1]=a&expand[0]=b").texts("expand")).containsExactly("a", "b");
    }

    @Test
    void textIsDecoded() {
        assertThat(Form.parse("name=R%26B+caf%C3%A9").text("name", 20)).isEqualTo("R&B café");
    }

    @Test
    void metadataKeepsItsOrderAndLeavesOutWhatIsMissing() {
        assertThat(Form.parse("metadata[b]=2&metadata[a]=1").metadata("metadata"))
                .containsExactly(Map.entry("b", "2"), Map.entry("a", "1"));
        assertThat(Form.parse("").metadata("metadata")).isEmpty();
    }

    @Test
    void metadataHasLimits() {
        Form longKey = Form.parse("metadata[" + "k".repeat(41) + "]=1");
        Form longValue = Form.parse("metadata[k]=" + "v".repeat(501));
        var many = new StringBuilder();
        for (int i = 0; i < 51; i++) {
            many.append("&metadata[k").append(i).append("]=1");
        }
        Form manyKeys = Form.parse(many.toString());

        for (Form form : List.of(longKey, longValue, manyKeys)) {
            assertThatThrownBy(() -> form.metadata("metadata")).isInstanceOf(StripeProblem.class);
        }
    }

    @Test
    void whatNobodyReadIsRefused() {
        Form form = Form.parse("amount=1&metadata[a]=1&colour=red");
        form.wholeNumber("amount", 1, 9);
        form.metadata("metadata");

        assertThatThrownBy(form::refuseUnknown).isInstanceOf(StripeProblem.class).hasMessageContaining("colour");
    }

    @Test
    void theSameParametersAreTheSameInAnyOrder() {
        assertThat(Form.parse("a=1&b[c]=2").canonical()).isEqualTo(Form.parse("b%5Bc%5D=2&a=1").canonical());
        assertThat(Form.parse("a=1").canonical()).isNotEqualTo(Form.parse("a=2").canonical());
    }

    @Test
    void differentParametersNeverLookTheSame() {
        assertThat(Form.parse("a=1%2C+b%3D2").canonical()).isNotEqualTo(Form.parse("a=1&b=2").canonical());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[b=1", "a]b=1", "[a]=1", "a=%zz", "a=1&a=2"})
    void whatIsNotFormEncodedIsRefused(String body) {
        assertThatThrownBy(() -> Form.parse(body)).isInstanceOf(StripeProblem.class);
    }
}
