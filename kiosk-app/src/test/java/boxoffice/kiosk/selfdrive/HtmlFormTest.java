package boxoffice.kiosk.selfdrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HtmlFormTest {
    private static final URI PAGE = URI.create("http://127.0.0.1:9090/c/pay/cs_1");

    @Test
    void fieldsAreFilledByTheirPurposeAndHiddenOnesKept() {
        HtmlForm form = HtmlForm.parse("""
                <form action="/search"><input name="q"></form>
                <form method="post" action="/c/pay/cs_1?step=2&amp;x=1" id="payment-form">
                <input type="hidden" name="token" value="a&amp;b">
                <input id="cardNumber" name="cardNumber" autocomplete="cc-number" value="" required>
                <input name="note" value="">
                </form>""", PAGE).orElseThrow();

        HtmlForm filled = form.filled(Map.of("cc-number", "4242 4242", "cc-csc", "123"));

        assertThat(form.action()).isEqualTo(URI.create("http://127.0.0.1:9090/c/pay/cs_1?step=2&x=1"));
        assertThat(filled.body()).isEqualTo("token=a%26b&cardNumber=4242+4242&note=");
    }

    @Test
    void aPageWithoutAFormToPostHasNone() {
        assertThat(HtmlForm.parse("<form action=\"/x\"><input name=\"q\"></form>", PAGE)).isEmpty();
        assertThat(HtmlForm.parse("Gone", PAGE)).isEmpty();
    }

    @Test
    void aFormWithoutAnAddressGoesBackToItsPage() {
        HtmlForm form = HtmlForm.parse("<FORM METHOD=\"POST\"><INPUT NAME=\"a\"></FORM>", PAGE).orElseThrow();

        assertThat(form.action()).isEqualTo(PAGE);
        assertThat(form.body()).isEqualTo("a=");
    }
}
