package boxoffice.sandbox.razorpay;

import static boxoffice.sandbox.common.Html.escape;

import boxoffice.sandbox.common.Amounts;
import boxoffice.sandbox.common.Html;
import io.helidon.common.parameters.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `/sandbox/upi`: plays the UPI app on a guest's phone. It reads a code, shows who is paid how much, and pays or does
/// not (PAY-2).
final class UpiApp implements HttpService {
    private static final int SHOWN = 20;
    private static final String VPA = "guest@sandbox";

    private final QrCodes codes;
    private final Payments payments;
    private final RazorpayJson json;

    UpiApp(QrCodes codes, Payments payments, RazorpayJson json) {
        this.codes = codes;
        this.payments = payments;
        this.json = json;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", this::show).post("/", this::pay);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Optional<String> scanned = request.query().first("code").asOptional().filter(text -> !text.isBlank());
        if (scanned.isEmpty()) {
            Html.send(response, 200, start());
            return;
        }
        Optional<QrCode> code = find(scanned.get());
        if (code.isEmpty()) {
            Html.send(response, 404, unknown());
        } else if (code.get().active()) {
            Html.send(response, 200, ask(scanned.get(), code.get()));
        } else {
            Html.send(response, 410, closed());
        }
    }

    private void pay(ServerRequest request, ServerResponse response) {
        Parameters form = request.content().as(Parameters.class);
        Optional<QrCode> code = find(form.first("code").orElse(""));
        if (code.isEmpty()) {
            Html.send(response, 404, unknown());
            return;
        }
        if (!form.first("answer").orElse("").equals("pay")) {
            Html.send(response, 200, refused());
            return;
        }
        Optional<Payment> payment = payments.pay(code.get(), new Payment.Upi(VPA));
        if (payment.isEmpty()) {
            Html.send(response, 410, closed());
            return;
        }
        Payment.Failure failure = payment.get().failure();
        if (failure != null) {
            Html.send(response, 402, failed(failure.description()));
        } else if (payment.get().captured()) {
            Html.send(response, 200, paid(payment.get()));
        } else {
            Html.send(response, 202, processing(code.get()));
        }
    }

    /// The code that a link belongs to, as every UPI app finds it: by its reference.
    private Optional<QrCode> find(String link) {
        return Optional.ofNullable(parameters(link).get("tr")).flatMap(codes::ofReference);
    }

    private static Map<String, String> parameters(String link) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int question = link.indexOf('?');
        if (!link.startsWith("upi://pay") || question < 0) {
            return parameters;
        }
        for (String pair : link.substring(question + 1).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private String start() {
        var links = new StringBuilder();
        for (QrCode code : codes.open(SHOWN)) {
            links.append(
                    "<li><a href=\"/sandbox/upi?code=%s\">%s%s</a></li>\n".formatted(
                            escape(URLEncoder.encode(json.upi(code), StandardCharsets.UTF_8)),
                            escape(Amounts.format(code.amount(), "INR")),
                            escape(Optional.ofNullable(code.description()).map(text -> ", " + text).orElse(""))));
        }
        return Html.page(
                "UPI app", "",
                """
                        <section class="card" data-state="start">
                        <h1>UPI app</h1>
                        <p>This page plays the UPI app on a guest's phone. Paste what a QR code says, or choose a code that is waiting.</p>
                        <form method="get" action="/sandbox/upi" class="field">
                        <label for="code">What the QR code says</label>
                        <input id="code" name="code" type="text" autocomplete="off" placeholder="upi://pay?…" required>
                        <button type="submit">Read the code</button>
                        </form>
                        <h2>Codes that are waiting</h2>
                        %s</section>
                        """
                        .formatted(
                                links.isEmpty() ? "<p class=\"muted\">None.</p>\n" : "<ul>\n" + links + "</ul>\n"));
    }

    private static String ask(String link, QrCode code) {
        Map<String, String> said = parameters(link);
        String amount = escape(Amounts.format(code.amount(), "INR"));
        return Html.page(
                "Pay by UPI", "", """
                        <section class="card" data-state="open">
                        <p class="muted">UPI app</p>
                        <h1>Pay <span id="total">%1$s</span></h1>
                        <p>to <strong>%2$s</strong> (%3$s)</p>
                        <form method="post" action="/sandbox/upi" id="pay">
                        <input type="hidden" name="code" value="%4$s">
                        <button type="submit" name="answer" value="pay">Pay %1$s</button>
                        <button type="submit" name="answer" value="decline" class="quiet">Do not pay</button>
                        </form>
                        </section>
                        """.formatted(
                        amount, escape(said.getOrDefault("pn", "")), escape(said.getOrDefault("pa", "")), escape(
                                link)));
    }

    private static String paid(Payment payment) {
        return notice(
                "paid", "ok", "✓", "Paid",
                "You have paid " + Amounts.format(payment.amount(), payment.currency())
                        + ". Reference: "
                        + payment.id());
    }

    private static String processing(QrCode code) {
        return notice(
                "processing", "warn", "…", "Waiting for your bank",
                "Your bank has not answered yet about " + Amounts.format(code.amount(), "INR") + ".");
    }

    private static String failed(String why) {
        return notice("failed", "danger", "⚠", "Not paid", why);
    }

    private static String refused() {
        return notice("refused", "warn", "×", "Not paid", "You did not pay. The code may still be paid.");
    }

    private static String closed() {
        return notice("closed", "danger", "⚠", "This code is closed", "It was paid, or its time is over.");
    }

    private static String unknown() {
        return notice("unknown", "danger", "⚠", "No such code", "This app reads upi://pay codes of this sandbox only.");
    }

    private static String notice(String state, String tone, String icon, String heading, String text) {
        return CheckoutPage.notice(
                heading, state, tone, icon, heading,
                "<p>%s</p>\n<p><a class=\"quiet\" href=\"/sandbox/upi\">Another code</a></p>\n"
                        .formatted(escape(text)),
                "");
    }
}
