package boxoffice.server.booking;

import boxoffice.model.InvalidField;
import boxoffice.model.PaymentId;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.payment.Payments;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/// Where a guest's phone ends up after the gateway's page. It promises nothing: whether the money came, the gateway tells
/// the server, not the phone. But it is a hint to ask the gateway soon, should its own message be lost (PAY-5).
public final class PaidPage implements HttpService {
    /// The page's address on this server.
    public static final String PATH = "/paid";
    private static final String PAYMENT = "payment";

    private final byte[] page;
    private final Payments payments;

    public PaidPage(Payments payments) {
        this.payments = payments;
        try (InputStream in = Objects.requireNonNull(PaidPage.class.getResourceAsStream("/web/paid.html"))) {
            this.page = in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, this::show);
    }

    /// The page's address for one payment.
    static URI of(URI page, PaymentId payment) {
        return URI.create(page + "?" + PAYMENT + "=" + payment);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Answer.bytes(response, "text/html; charset=utf-8", page);
        Ask.optionalQuery(request, PAYMENT).flatMap(PaidPage::payment).ifPresent(payments::lookSoon);
    }

    private static Optional<PaymentId> payment(String text) {
        try {
            return Optional.of(PaymentId.of(text));
        } catch (InvalidField notOurs) {
            return Optional.empty();
        }
    }
}
