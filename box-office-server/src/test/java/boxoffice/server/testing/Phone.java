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

    private static final Pattern SAVED_CARD = Pattern.compile("name=\"savedCard\" value=\"([^\"]+)\"");
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final HttpClient browser = HttpClient.newHttpClient();

    /// Opens the page, fills the form and sends it. There must be one.
    ///
    /// @return the status of the answer: 303 when paid, 402 when declined
    public int pay(@Nullable String page, String card) {
        Objects.requireNonNull(page, "nothing is paid on a page");
        String html = get(URI.create(page));
        String form = "billingName=" + encoded("Ada Guest")
                + "&cardNumber="
                + card
                + "&cardExpiry="
                + encoded("12/34")
                + "&cardCvc=123";
        return submit(page, html, form);
    }

    /// Opens the page and presses the button of the card that it has kept. There must be one.
    ///
    /// @return the status of the answer, as that of [#pay]
    public int payBySavedCard(@Nullable String page) {
        Objects.requireNonNull(page, "nothing is paid on a page");
        String html = get(URI.create(page));
        return submit(page, html, "savedCard=" + found(SAVED_CARD, html));
    }

    /// Whether the page offers a card that it has kept.
    public boolean seesSavedCard(@Nullable String page) {
        Objects.requireNonNull(page, "nothing is paid on a page");
        return SAVED_CARD.matcher(get(URI.create(page))).find();
    }

    private int submit(String page, String html, String form) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(page).resolve(found(ACTION, html)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return send(request).statusCode();
    }

    private static String found(Pattern pattern, String html) {
        Matcher matcher = pattern.matcher(html);
        if (!matcher.find()) {
            throw new IllegalStateException("there is no " + pattern + " in " + html);
        }
        return matcher.group(1);
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
