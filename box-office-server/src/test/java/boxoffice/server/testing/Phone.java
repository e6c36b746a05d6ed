package boxoffice.server.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A guest who scans the payment's QR and pays on the hosted page, with nothing but what the page shows.
public final class Phone {
    /// A card that pays.
    public static final String GOOD_CARD = "4242424242424242";

    /// A card that is declined.
    public static final String BAD_CARD = "4000000000000002";

    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final HttpClient browser = HttpClient.newHttpClient();

    /// Opens the page, fills the form and sends it. There must be one.
    ///
    /// @return the status of the answer: 303 when paid, 402 when declined
    public int pay(@Nullable String page, String card) {
        Objects.requireNonNull(page, "nothing is paid on a page");
        String html = get(URI.create(page));
        Matcher action = ACTION.matcher(html);
        if (!action.find()) {
            throw new IllegalStateException("no form at " + page);
        }
        String form = "billingName=" + encoded("Ada Guest")
                + "&cardNumber="
                + card
                + "&cardExpiry="
                + encoded("12/34")
                + "&cardCvc=123";
        HttpRequest request = HttpRequest.newBuilder(URI.create(page).resolve(action.group(1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return send(request).statusCode();
    }

    private String get(URI page) {
        return send(HttpRequest.newBuilder(page).build()).body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return browser.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException("the gateway does not answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
