package boxoffice.sandbox.razorpay;

import static boxoffice.sandbox.common.Html.escape;

import boxoffice.sandbox.common.Amounts;
import boxoffice.sandbox.common.Html;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Writes the pages of the hosted checkout. Programs find their way by the ids and names in them and by `data-state`.
final class CheckoutPage {
    static final SequencedMap<String, String> BANKS = new LinkedHashMap<>();
    static final SequencedMap<String, String> WALLETS = new LinkedHashMap<>();

    static {
        BANKS.put("HDFC", "HDFC Bank");
        BANKS.put("ICIC", "ICICI Bank");
        BANKS.put("SBIN", "State Bank of India");
        WALLETS.put("phonepe", "PhonePe");
        WALLETS.put("amazonpay", "Amazon Pay");
        WALLETS.put("airtelmoney", "Airtel Money");
    }

    private final String merchant;

    /// @param merchant who is paid, unless the checkout says otherwise
    CheckoutPage(String merchant) {
        this.merchant = merchant;
    }

    /// The forms to pay with, one for each way to pay.
    ///
    /// @param problem why the last attempt failed, in a sentence for the guest
    String form(Checkout checkout, Order order, Optional<String> problem) {
        String total = total(order);
        String alert = problem.map(
                why -> """
                        <div class="message danger" role="alert" id="decline">
                        <p><span aria-hidden="true">⚠ </span><strong>Not paid yet.</strong> %s</p>
                        </div>
                        """.formatted(escape(why))).orElse("");
        String forms = way(
                checkout, total, "upi", "UPI", """
                        <label for="vpa">UPI ID</label>
                        <span class="hint" id="vpa-hint">success@razorpay pays, failure@razorpay does not</span>
                        <input id="vpa" name="vpa" type="text" autocomplete="off" required aria-describedby="vpa-hint">
                        """)
                + way(checkout, total, "netbanking", "Netbanking", select("bank", "Bank", BANKS))
                + way(checkout, total, "wallet", "Wallet", select("wallet", "Wallet", WALLETS))
                + way(
                        checkout, total, "card", "Card",
                        """
                                <label for="number">Card number</label>
                                <input id="number" name="number" type="text" inputmode="numeric" autocomplete="cc-number" required>
                                """);
        String body = """
                <section class="order" aria-labelledby="what" data-state="open">
                <p class="muted">%s</p>
                <h1 id="what">Pay <span id="total">%s</span></h1>
                <p>%s</p>
                </section>
                %s%s%s%s"""
                .formatted(
                        escape(name(checkout)),
                        escape(total),
                        escape(Optional.ofNullable(checkout.description()).orElse("")),
                        alert,
                        forms,
                        back(checkout),
                        testCards());
        return Html.page((alert.isEmpty() ? "" : "Not paid yet: ") + "Pay " + total, "", body);
    }

    private static String way(
            Checkout checkout, String total, String method, String label, String fields) {
        return """
                <form method="post" action="%1$s%2$s" id="pay-%3$s" class="card" aria-labelledby="by-%3$s">
                <h2 id="by-%3$s">%4$s</h2>
                <input type="hidden" name="method" value="%3$s">
                <div class="field">
                %5$s</div>
                <button type="submit" name="answer" value="pay">Pay %6$s by %4$s</button>
                <button type="submit" name="answer" value="decline" class="quiet">Have it declined</button>
                </form>
                """
                .formatted(
                        CheckoutRoutes.PATH, escape(checkout.id()), method, label, fields, escape(total));
    }

    private static String select(String name, String label, Map<String, String> choices) {
        var options = new StringBuilder();
        choices.forEach(
                (value, text) -> options.append("<option value=\"%s\">%s</option>\n".formatted(value, escape(text))));
        return """
                <label for="%1$s">%2$s</label>
                <select id="%1$s" name="%1$s">
                %3$s</select>
                """.formatted(name, label, options);
    }

    /// Two ways back without paying: the merchant's own, and the one by which a failed payment is told.
    private static String back(Checkout checkout) {
        String cancel = Optional.ofNullable(checkout.cancelUrl())
                .map(
                        url -> "<a class=\"quiet\" id=\"cancel\" href=\"%s\">Cancel and go back</a>\n".formatted(
                                escape(url)))
                .orElse("");
        SequencedMap<String, String> error = new LinkedHashMap<>();
        error.put("error[code]", "BAD_REQUEST_ERROR");
        error.put("error[description]", "You may have cancelled the payment or there was a delay in response.");
        error.put("error[source]", "customer");
        error.put("error[step]", "payment_authentication");
        error.put("error[reason]", "payment_cancelled");
        error.put("error[metadata]", "{\"order_id\":\"" + checkout.order() + "\"}");
        return """
                <form method="post" action="%s" id="give-up">
                %s<button type="submit" class="quiet">Go back without paying</button>
                </form>
                %s""".formatted(escape(checkout.callbackUrl()), hidden(error), cancel);
    }

    private static String hidden(Map<String, String> fields) {
        var inputs = new StringBuilder();
        fields.forEach(
                (name, value) -> inputs.append(
                        "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n".formatted(escape(name), escape(value))));
        return inputs.toString();
    }

    private static String testCards() {
        var rows = new StringBuilder();
        for (TestCard card : TestCard.known()) {
            rows.append(
                    "<tr><th scope=\"row\"><code>%s</code></th><td>%s</td></tr>\n"
                            .formatted(card.number().replaceAll("(.{4})(?!$)", "$1 "), escape(card.description())));
        }
        return """
                <section class="sandbox" aria-labelledby="test-cards">
                <h2 id="test-cards">Sandbox: cards to try</h2>
                <table>
                <thead><tr><th scope="col">Card number</th><th scope="col">What it does</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                </section>
                """.formatted(rows);
    }

    /// The payment has been made; the form leads back by itself where scripts run.
    String paid(Checkout checkout, Order order, Map<String, String> fields) {
        return notice(
                "Paid " + total(order) + " to " + name(checkout), "paid", "ok", "✓", "Payment received",
                """
                        <form method="post" action="%s" id="onwards">
                        %s<button type="submit">Continue to %s</button>
                        </form>
                        <script src="/sandbox/onwards.js"></script>
                        """.formatted(escape(checkout.callbackUrl()), hidden(fields), escape(name(checkout))),
                "");
    }

    /// The bank asks its customer (3-D Secure).
    ///
    /// @param unclear whether an answer came that is neither yes nor no
    String bank(Checkout checkout, Order order, boolean unclear) {
        String total = escape(total(order));
        return notice(
                "Your bank asks: pay " + total(order) + "?", "bank", "warn", "?", "Do you want to pay " + total(order)
                        + "?",
                """
                        <p class="muted">Your bank (sandbox)</p>
                        %1$s<p>%2$s asks for <strong>%3$s</strong>. Your bank needs your consent (3-D Secure).</p>
                        <form method="post" action="%4$s%5$s">
                        <button type="submit" name="answer" value="confirm" id="confirm">Yes, pay %3$s</button>
                        <button type="submit" name="answer" value="refuse" id="refuse" class="second">No, do not pay</button>
                        </form>
                        """
                        .formatted(
                                unclear
                                        ? "<p class=\"danger\" role=\"alert\">Nothing was done. Please choose yes or no.</p>\n"
                                        : "",
                                escape(name(checkout)),
                                total,
                                CheckoutRoutes.PATH,
                                escape(checkout.id())),
                "");
    }

    /// The bank has not answered yet; the page asks again by itself.
    String processing(Checkout checkout, Order order) {
        String again = CheckoutRoutes.PATH + checkout.id();
        return notice(
                "Processing your payment of " + total(order), "processing", "warn", "…", "Processing your payment",
                """
                        <p>We are waiting for your bank's answer. Please do not pay again.</p>
                        <p><a class="quiet" href="%s">Look now</a></p>
                        """.formatted(escape(again)),
                "<meta http-equiv=\"refresh\" content=\"2;url=%s\">\n".formatted(escape(again)));
    }

    static String moved(String where) {
        return notice(
                "Checkout", "moved", "ok", "→", "Checkout",
                "<p><a href=\"%s\">Go to the checkout</a></p>\n".formatted(escape(where)), "");
    }

    static String unknown() {
        return notice(
                "No such checkout", "unknown", "danger", "⚠", "No such checkout",
                "<p>Check the address, or go back and start again.</p>\n", "");
    }

    static String refused(String why) {
        return notice(
                "This checkout cannot begin", "refused", "danger", "⚠", "This checkout cannot begin",
                "<p>Nothing was charged. " + escape(why) + "</p>\n", "");
    }

    static String notice(
            String title, String state, String tone, String icon, String heading, String text, String head) {
        return Html.page(title, head, """
                <section class="card notice" data-state="%s">
                <p class="icon %s" aria-hidden="true">%s</p>
                <h1>%s</h1>
                %s</section>
                """.formatted(state, tone, icon, escape(heading), text));
    }

    private String name(Checkout checkout) {
        return Optional.ofNullable(checkout.merchant()).orElse(merchant);
    }

    private static String total(Order order) {
        return Amounts.format(order.amount(), order.currency());
    }
}
