package boxoffice.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Pays on the gateway's hosted page, with nothing but what the page shows. Thread-safe.
public final class Phone {
    /// What the gateway answers when the money was taken.
    public static final int PAID = 303;
    /// Said in place of a page that takes no money any more.
    public static final int CLOSED = 404;

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final String CARD = "4242424242424242";
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final HttpClient browser = HttpClient.newHttpClient();

    /// Opens the page, fills its form with a card that pays, and sends it.
    ///
    /// @return [#PAID], [#CLOSED], or the status of an answer that means neither
    /// @throws IOException when no answer came; nobody knows then whether it was paid
    public int pay(String page) throws IOException {
        URI address = URI.create(page);
        Matcher action = ACTION.matcher(send(HttpRequest.newBuilder(address)).body());
        if (!action.find()) {
            return CLOSED;
        }
        String form = "billingName=Ada&cardNumber=" + CARD
                + "&cardExpiry="
                + URLEncoder.encode("12/34", StandardCharsets.UTF_8)
                + "&cardCvc=123";
        return send(
                HttpRequest.newBuilder(address.resolve(action.group(1)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .statusCode();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return browser.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
