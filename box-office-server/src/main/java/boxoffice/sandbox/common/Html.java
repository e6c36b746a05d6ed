package boxoffice.sandbox.common;

import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Pages of the sandbox: plain HTML that works without JavaScript, one stylesheet, light and dark.
public final class Html {
    private static final MediaType TYPE = MediaTypes.create("text/html; charset=utf-8");
    private static final HeaderName SECURITY_POLICY = HeaderNames.create("Content-Security-Policy");
    private static final HeaderName REFERRER_POLICY = HeaderNames.create("Referrer-Policy");
    private static final HeaderName CONTENT_TYPE_OPTIONS = HeaderNames.create("X-Content-Type-Options");

    private Html() {}

    /// Text made safe to stand in an element or in a quoted attribute.
    public static String escape(String text) {
        var safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /// A whole page.
    ///
    /// @param title plain text, escaped here
    /// @param head further elements for the head, as HTML
    /// @param body what stands inside `main`, as HTML
    public static String page(String title, String head, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <link rel="stylesheet" href="/sandbox/style.css">
                %s</head>
                <body>
                <p class="banner"><strong>Sandbox</strong> No real money moves. Never type a real card number here.</p>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(escape(title), head, body);
    }

    /// Sends a page that no browser keeps, frames, or runs a script in.
    public static void send(ServerResponse response, int status, String page) {
        send(
                response, status, page,
                "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    }

    /// Sends a page with forms that lead to another site, and a script of the sandbox that may send one.
    ///
    /// @param target a whole address, already checked, to which forms lead
    public static void sendOnwards(ServerResponse response, int status, String page, URI target) {
        send(
                response, status, page,
                "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self' %s://%s; base-uri 'none'; frame-ancestors 'none'"
                        .formatted(target.getScheme(), target.getAuthority()));
    }

    private static void send(ServerResponse response, int status, String page, String policy) {
        response.status(Status.create(status));
        response.headers().contentType(TYPE);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header(SECURITY_POLICY, policy);
        response.header(REFERRER_POLICY, "no-referrer");
        response.header(CONTENT_TYPE_OPTIONS, "nosniff");
        response.send(page.getBytes(StandardCharsets.UTF_8));
    }
}
