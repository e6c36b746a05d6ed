package boxoffice.server.booking;

import boxoffice.server.http.Answer;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Where a guest's phone ends up after the gateway's page. It promises nothing: whether the money came, the gateway tells
/// the server, not the phone.
public final class PaidPage implements HttpService {
    /// The page's address on this server.
    public static final String PATH = "/paid";

    private final byte[] page;

    public PaidPage() {
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

    private void show(ServerRequest request, ServerResponse response) {
        Answer.bytes(response, "text/html; charset=utf-8", page);
    }
}
