package boxoffice.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// Somebody at the hosted payment page, with a browser that runs no scripts and follows no redirects.
public final class Customer implements AutoCloseable {
    public static final String GOOD_CARD = "4242 4242 4242 4242";
    public static final String DECLINED_CARD = "4000 0000 0000 0002";
    public static final String POOR_CARD = "4000 0000 0000 9995";
    public static final String SLOW_CARD = "4000 0000 0008 0004";
    public static final String PENDING_REFUND_CARD = "4000 0000 0000 7726";
    public static final String FAILING_REFUND_CARD = "4000 0000 0000 5126";

    public static final String AUTHENTICATION_CARD = "4000 0025 0000 3155";
    public static final String AUTHENTICATION_POOR_CARD = "4000 0082 6000 3178";

    private final HttpClient browser = HttpClient.newHttpClient();

    public HttpResponse<String> look(URI page) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> pay(URI page, String cardNumber) throws IOException, InterruptedException {
        return submit(
                page,
                Map.of(
                        "cardNumber", cardNumber, "cardExpiry", "12/99", "cardCvc", "123", "billingName",
                        "Ada Lovelace"));
    }

    /// Presses the button of a card that is kept.
    public HttpResponse<String> paySaved(URI page, String paymentMethod) throws IOException, InterruptedException {
        return submit(page, Map.of("savedCard", paymentMethod));
    }

    /// Follows a redirect to the bank's page and answers there.
    ///
    /// @param answer `confirm` or `refuse`
    public HttpResponse<String> atTheBank(URI page, HttpResponse<String> redirect, String answer)
            throws IOException, InterruptedException {
        URI bank = page.resolve(redirect.headers().firstValue("Location").orElseThrow());
        return submit(bank, Map.of("answer", answer));
    }

    public HttpResponse<String> submit(URI page, Map<String, String> fields) throws IOException, InterruptedException {
        String body = fields.entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(
                HttpRequest.newBuilder(page)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        browser.close();
    }
}
