package boxoffice.sandbox;

import static boxoffice.sandbox.common.Html.escape;

import boxoffice.sandbox.common.Html;
import boxoffice.sandbox.common.RecentPayment;
import boxoffice.sandbox.common.Script;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// What a person sees who opens the gateway's address.
final class FrontPage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private FrontPage() {}

    static String write(List<RecentPayment> payments, List<Script.Line> script) {
        return Html.page(
                "Sandbox payment gateway", "",
                """
                        <section class="card wide">
                        <h1>Sandbox payment gateway</h1>
                        <p>This program stands in for Stripe and Razorpay while the box office is developed and tested: the same APIs under
                        <code>/v1</code>, payment pages for customers, signed webhooks. What it has taken and given back is at
                        <a href="/sandbox/books">/sandbox/books</a>; QR codes are paid with <a href="/sandbox/upi">the UPI app</a>, and
                        cards are held to <a href="/sandbox/readers">card readers</a>.</p>
                        <h2>Recent payments</h2>
                        %s</section>
                        %s"""
                        .formatted(
                                payments.isEmpty() ? "<p class=\"muted\">No payments yet.</p>\n" : table(payments),
                                ScriptForm.section(script)));
    }

    private static String table(List<RecentPayment> payments) {
        var rows = new StringBuilder();
        for (RecentPayment payment : payments) {
            rows.append(
                    """
                            <tr><td>%s</td><td>%s</td><td class="number">%s</td><td>%s</td><td><code>%s</code></td></tr>
                            """.formatted(
                            TIME.format(payment.created().atOffset(ZoneOffset.UTC)),
                            escape(payment.what()),
                            escape(payment.amount()),
                            escape(payment.state()),
                            escape(payment.id())));
        }
        return """
                <div class="scroll" role="region" aria-label="Recent payments" tabindex="0">
                <table>
                <thead><tr><th scope="col">Time (UTC)</th><th scope="col">What</th><th scope="col" class="number">Amount</th>\
                <th scope="col">State</th><th scope="col">Payment</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                </div>
                """
                .formatted(rows);
    }
}
