package boxoffice.kiosk.selfdrive;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/// The guest's phone: opens the hosted payment page, fills in a card and pays. Needs no browser, as the page is a plain
/// form.
public final class Phone {
    /// The payment provider's test card that always pays.
    public static final String GOOD_CARD = "4242424242424242";

    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("MM/yy", Locale.ROOT);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Clock clock;

    public Phone(Clock clock) {
        this.clock = clock;
    }

    /// Pays with a card; waits for the page's answer.
    ///
    /// @param page the hosted payment page
    /// @throws IOException when the page cannot be opened or refuses; the message says why
    public void pay(URI page, String cardNumber) throws IOException, InterruptedException {
        HttpResponse<String> opened = send(HttpRequest.newBuilder(page).GET());
        if (opened.statusCode() != 200) {
            throw new IOException("the payment page answered with status " + opened.statusCode());
        }
        HtmlForm form = HtmlForm.parse(opened.body(), page)
                .orElseThrow(() -> new IOException("the payment page has no form to pay with"))
                .filled(card(cardNumber));
        HttpResponse<String> paid = send(
                HttpRequest.newBuilder(form.action())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form.body())));
        switch (paid.statusCode()) {
            case 202, 302, 303 -> {
                // paid, or on its way: the kiosk hears of it from the server
            }
            case 402 -> throw new IOException("the card was declined");
            default -> throw new IOException("paying was answered with status " + paid.statusCode());
        }
    }

    private Map<String, String> card(String number) {
        YearMonth expiry = YearMonth.now(clock.withZone(ZoneOffset.UTC)).plusYears(2);
        return Map.of("cc-name", "Kiosk Guest", "cc-number", number, "cc-exp", EXPIRY.format(expiry), "cc-csc", "314");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(ANSWER).build(), BodyHandlers.ofString());
    }
}
