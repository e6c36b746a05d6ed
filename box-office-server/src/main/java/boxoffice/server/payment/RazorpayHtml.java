package boxoffice.server.payment;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/// The few pages on the way to Razorpay's checkout and back. They work without scripts: a button does what the script does
/// by itself.
final class RazorpayHtml {
    private static final String SCRIPT = "document.getElementById('onwards').submit();";
    private static final String STYLE =
            """
                    :root { color-scheme: light dark; }
                    body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 20px/1.5 system-ui, sans-serif;
                      background: light-dark(#F4F5F7, #0F1216); color: light-dark(#14181F, #F2F4F7); }
                    main { max-width: 26rem; padding: 2.5rem; text-align: center; }
                    h1 { font-size: 32px; line-height: 1.2; margin: 0 0 1rem; }
                    p { margin: 0 0 1.5rem; color: light-dark(#4A5361, #B4BCC8); }
                    button, a { display: inline-block; min-height: 56px; padding: 12px 32px; font: inherit; font-weight: 600;
                      line-height: 32px; box-sizing: border-box; border: 0; border-radius: 8px; text-decoration: none;
                      background: light-dark(#1F4FD8, #8FB0FF); color: light-dark(#FFFFFF, #0A1A4A); }
                    """;
    private static final String SOURCES = "default-src 'none'; script-src '%s'; style-src '%s'".formatted(
            hash(SCRIPT), hash(STYLE));

    private RazorpayHtml() {}

    /// What browsers are to allow: this style, this script, and forms that lead to Razorpay.
    static String policy(URI checkout) {
        return "%s; form-action %s://%s https://*.razorpay.com; base-uri 'none'; frame-ancestors 'none'".formatted(
                SOURCES, checkout.getScheme(), checkout.getAuthority());
    }

    private static String hash(String inline) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A form that goes on by itself where scripts run, and by its button everywhere.
    static String onwards(URI target, Map<String, String> fields) {
        var inputs = new StringBuilder();
        fields.forEach(
                (name, value) -> inputs.append(
                        "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n".formatted(escape(name), escape(value))));
        return page("Pay with Razorpay", """
                <h1>Pay with Razorpay</h1>
                <p>You pay on Razorpay's own page and come back here.</p>
                <form method="post" action="%s" id="onwards">
                %s<button type="submit">Continue to Razorpay</button>
                </form>
                <script>%s</script>
                """.formatted(escape(target.toString()), inputs, SCRIPT));
    }

    /// @param again where another try is, empty if there is none
    static String notice(String heading, String text, String again) {
        return page(
                heading, "<h1>%s</h1>\n<p role=\"status\">%s</p>\n%s".formatted(
                        escape(heading), escape(text),
                        again.isEmpty() ? "" : "<a href=\"%s\">Try again</a>\n".formatted(escape(again))));
    }

    private static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(escape(title), STYLE, body);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
