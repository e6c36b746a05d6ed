package boxoffice.launcher.torture;

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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Pays on the gateway's hosted page, with nothing but what the page shows. Thread-safe.
final class Phone {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final String CARD = "4242424242424242";
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final HttpClient browser = HttpClient.newHttpClient();

    /// Done when the page says that it was paid; refused when it does not take the card; else nobody knows.
    Answer pay(String page) {
        try {
            URI address = URI.create(page);
            Matcher action = ACTION.matcher(send(HttpRequest.newBuilder(address)).body());
            if (!action.find()) {
                return new Answer.Refused(404, "PAGE_CLOSED", List.of());
            }
            String form = "billingName=Ada&cardNumber=" + CARD
                    + "&cardExpiry="
                    + URLEncoder.encode("12/34", StandardCharsets.UTF_8)
                    + "&cardCvc=123";
            int status = send(
                    HttpRequest.newBuilder(address.resolve(action.group(1)))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form)))
                    .statusCode();
            return status == 303 ? new Answer.Done() : new Answer.Refused(status, "NOT_TAKEN", List.of());
        } catch (IOException noAnswer) {
            return new Answer.None();
        }
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
