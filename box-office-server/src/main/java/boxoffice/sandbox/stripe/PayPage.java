package boxoffice.sandbox.stripe;

import static boxoffice.sandbox.common.Html.escape;

import boxoffice.sandbox.common.Amounts;
import boxoffice.sandbox.common.Html;
import boxoffice.sandbox.stripe.CardForm.FieldError;
import boxoffice.sandbox.stripe.CheckoutSession.LineItem;
import boxoffice.sandbox.stripe.CheckoutSession.Order;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes the pages a customer sees while paying. Programs find their way by the ids and names in them, which are those
/// of Stripe's own page where it has them, and by `data-state` and `data-code`.
final class PayPage {
    /// The name of the buttons that pay with a card that is kept; their value is its payment method.
    static final String SAVED_CARD = "savedCard";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final String merchant;

    /// @param merchant who is paid, unless the session says otherwise
    PayPage(String merchant) {
        this.merchant = merchant;
    }

    /// The form to pay with, after the cards that are kept for the customer.
    ///
    /// @param decline why the last attempt failed, `null` if there was none
    String form(
            CheckoutSession session, List<PaymentMethod> saved, CardForm typed, @Nullable Decline decline,
            Instant now) {
        String total = total(session.order());
        boolean wrong = decline != null || !typed.errors().isEmpty();
        String body =
                """
                        <div class="columns" data-state="open">
                        %s
                        <div>
                        %s%s<form method="post" action="/c/pay/%s" id="payment-form" class="card" novalidate aria-labelledby="pay-by-card">
                        <h2 id="pay-by-card">%s</h2>
                        %s<div class="pair">
                        %s%s</div>
                        %s<button type="submit" id="submit">Pay %s</button>
                        %s<p class="muted">%s</p>
                        </form>
                        </div>
                        </div>
                        %s"""
                        .formatted(
                                orderCard(session),
                                problems(typed.errors(), decline),
                                savedCards(session, saved),
                                escape(session.id()),
                                saved.isEmpty() ? "Pay by card" : "Pay by another card",
                                field(
                                        typed,
                                        CardForm.NUMBER,
                                        "Card number",
                                        "numeric",
                                        "cc-number",
                                        "",
                                        "16 digits, with or without spaces"),
                                field(
                                        typed, CardForm.EXPIRY, "Expiry date", "numeric", "cc-exp", typed.expiry(),
                                        "MM/YY or MMYY"),
                                field(typed, CardForm.CVC, "Security code", "numeric", "cc-csc", "", "3 digits"),
                                field(typed, CardForm.HOLDER, "Name on card", "text", "cc-name", typed.holder(), ""),
                                escape(total),
                                cancelLink(session),
                                validity(session, now),
                                testCards());
        return Html.page((wrong ? "Not paid yet: " : "") + "Pay " + total + " to " + merchant(session), "", body);
    }

    /// One button for each card that is kept, and nothing to type.
    private static String savedCards(CheckoutSession session, List<PaymentMethod> saved) {
        if (saved.isEmpty()) {
            return "";
        }
        var buttons = new StringBuilder();
        for (PaymentMethod method : saved) {
            Card card = method.card();
            buttons.append(
                    """
                            <button type="submit" name="%s" value="%s">Pay %s with
                            <span class="whole">Visa <span aria-hidden="true">••••</span><span class="unseen">ending in</span> %s</span></button>
                            <p class="muted">Valid until %02d/%d</p>
                            """
                            .formatted(
                                    SAVED_CARD,
                                    escape(method.id()),
                                    escape(total(session.order())),
                                    escape(card.last4()),
                                    card.expiryMonth(),
                                    card.expiryYear()));
        }
        return """
                <form method="post" action="/c/pay/%s" id="saved-cards" class="card" aria-labelledby="saved">
                <h2 id="saved">%s</h2>
                %s</form>
                """.formatted(
                escape(session.id()), saved.size() == 1 ? "Your saved card" : "Your saved cards", buttons);
    }

    private static String problems(Map<String, FieldError> errors, @Nullable Decline decline) {
        if (decline != null) {
            String reason = decline.declineCode();
            return """
                    <div class="message danger" role="alert" id="decline" data-code="%s" data-decline-code="%s">
                    <p><span aria-hidden="true">⚠ </span><strong>%s</strong> %s</p>
                    </div>
                    """.formatted(
                    escape(decline.code()),
                    escape(reason == null ? "" : reason),
                    reason == null ? "Nothing was charged." : "The card was declined.",
                    escape(decline.message()));
        }
        if (errors.isEmpty()) {
            return "";
        }
        var list = new StringBuilder();
        errors.forEach(
                (name, error) -> list.append(
                        "<li><a href=\"#%s\">%s</a></li>\n"
                                .formatted(name, escape(error.message()))));
        return """
                <div class="message danger" role="alert" id="errors">
                <p><span aria-hidden="true">⚠ </span><strong>Nothing was charged.</strong> Please check:</p>
                <ul>
                %s</ul>
                </div>
                """.formatted(list);
    }

    private static String field(
            CardForm typed, String name, String label, String inputMode, String autocomplete, String value,
            String hint) {
        FieldError error = typed.errors().get(name);
        String described = (hint.isEmpty() ? "" : name + "-hint ") + (error == null ? "" : name + "-error");
        return """
                <div class="field">
                <label for="%1$s">%2$s</label>
                %3$s<input id="%1$s" name="%1$s" type="text" inputmode="%4$s" autocomplete="%5$s" value="%6$s" required%7$s%8$s>
                %9$s</div>
                """
                .formatted(
                        name,
                        label,
                        hint.isEmpty() ? "" : "<span class=\"hint\" id=\"%s-hint\">%s</span>\n".formatted(name, hint),
                        inputMode,
                        autocomplete,
                        escape(value),
                        described.isEmpty() ? "" : " aria-describedby=\"" + described.strip() + "\"",
                        error == null ? "" : " aria-invalid=\"true\"",
                        error == null
                                ? ""
                                : "<span class=\"error\" id=\"%s-error\" data-code=\"%s\"><span aria-hidden=\"true\">⚠ </span>%s</span>\n"
                                        .formatted(name, error.code(), escape(error.message())));
    }

    /// What is bought and from whom.
    private String orderCard(CheckoutSession session) {
        Order order = session.order();
        var rows = new StringBuilder();
        for (LineItem item : order.lineItems()) {
            String description = item.description();
            rows.append(
                    """
                            <tr><th scope="row">%s%s%s</th><td>%s</td></tr>
                            """.formatted(
                            item.quantity() == 1 ? "" : item.quantity() + " × ",
                            escape(item.name()),
                            description == null ? "" : "<span class=\"hint\">" + escape(description) + "</span>",
                            escape(Amounts.format(item.total(), order.currency()))));
        }
        return """
                <section class="order" aria-labelledby="what">
                <p class="muted">%s</p>
                <h1 id="what">Pay <span id="total">%s</span></h1>
                <table>
                <caption>Your order</caption>
                <tbody>
                %s</tbody>
                <tfoot><tr><th scope="row">Total</th><td>%s</td></tr></tfoot>
                </table>
                </section>""".formatted(
                escape(merchant(session)), escape(total(order)), rows, escape(total(order)));
    }

    private static String validity(CheckoutSession session, Instant now) {
        Instant end = Instant.ofEpochSecond(session.expiresAt());
        long minutes = Math.max(1, Duration.between(now, end).toMinutes());
        String left = minutes < 120 ? minutes + (minutes == 1 ? " minute" : " minutes") : minutes / 60 + " hours";
        return "This page is valid for another %s, until <time datetime=\"%s\">%s UTC</time>."
                .formatted(left, end, TIME.format(end.atOffset(ZoneOffset.UTC)));
    }

    private static String cancelLink(CheckoutSession session) {
        return webPage(session.order().cancelUrl(), session)
                .map(
                        url -> "<a class=\"quiet\" id=\"cancel\" href=\"%s\">Cancel and go back</a>\n".formatted(
                                escape(url)))
                .orElse("");
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
                <p>Use any expiry date to come, any security code and any name. Every other card is declined.</p>
                <table>
                <thead><tr><th scope="col">Card number</th><th scope="col">What it does</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                </section>
                """.formatted(rows);
    }

    /// The payment has been made.
    String paid(CheckoutSession session) {
        String total = total(session.order());
        String onwards = webPage(session.order().successUrl(), session)
                .map(
                        url -> "<p><a class=\"button\" id=\"continue\" href=\"%s\">Continue to %s</a></p>\n"
                                .formatted(escape(url), escape(merchant(session))))
                .orElse("<p>You may close this page.</p>\n");
        return notice(
                "Paid " + total + " to " + merchant(session),
                "paid",
                "ok",
                "✓",
                "Payment received",
                "<p>You have paid <strong>%s</strong> to %s for %s.</p>\n%s"
                        .formatted(escape(total), escape(merchant(session)), escape(session.summary()), onwards),
                "");
    }

    /// The issuer has not answered yet; the page asks again by itself.
    String processing(CheckoutSession session) {
        String again = "/c/pay/" + session.id();
        return notice(
                "Processing your payment of " + total(session.order()),
                "processing",
                "warn",
                "…",
                "Processing your payment",
                """
                        <p>We are waiting for your bank's answer. Please do not pay again. This page looks for the answer every 2
                        seconds.</p>
                        <p><a class="quiet" href="%s">Look now</a></p>
                        """
                        .formatted(escape(again)),
                "<meta http-equiv=\"refresh\" content=\"2;url=%s\">\n".formatted(escape(again)));
    }

    String expired(CheckoutSession session) {
        return notice(
                "This payment page has expired",
                "expired",
                "danger",
                "⚠",
                "This payment page has expired",
                "<p>Nothing was charged. Please go back and start again.</p>\n" + cancelLink(session),
                "");
    }

    static String unknown() {
        return notice(
                "No such payment page",
                "unknown",
                "danger",
                "⚠",
                "No such payment page",
                "<p>Check the address, or go back and start again.</p>\n",
                "");
    }

    static String unreadable(String why) {
        return notice(
                "The form could not be read",
                "unreadable",
                "danger",
                "⚠",
                "The form could not be read",
                "<p>Nothing was charged. " + escape(why) + "</p>\n",
                "");
    }

    private static String notice(
            String title, String state, String tone, String icon, String heading, String text, String head) {
        return Html.page(title, head, """
                <section class="card notice" data-state="%s">
                <p class="icon %s" aria-hidden="true">%s</p>
                <h1>%s</h1>
                %s</section>
                """.formatted(state, tone, icon, escape(heading), text));
    }

    private String merchant(CheckoutSession session) {
        String own = session.order().merchant();
        return own == null ? merchant : own;
    }

    private static String total(Order order) {
        return Amounts.format(order.total(), order.currency());
    }

    /// An address, if it is one that a browser may safely be sent to.
    static Optional<String> webAddress(@Nullable String url) {
        return Optional.ofNullable(url)
                .filter(
                        address -> address.regionMatches(true, 0, "https://", 0, 8)
                                || address.regionMatches(true, 0, "http://", 0, 7));
    }

    /// The address with the session's id filled in, if it is one that a browser may safely be sent to.
    private static Optional<String> webPage(@Nullable String url, CheckoutSession session) {
        return webAddress(url).map(address -> address.replace("{CHECKOUT_SESSION_ID}", session.id()));
    }
}
