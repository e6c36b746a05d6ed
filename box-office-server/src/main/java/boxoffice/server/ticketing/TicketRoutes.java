package boxoffice.server.ticketing;

import boxoffice.model.Tickets.VerifyRequest;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Verifying tickets over HTTP, and the keys to do it without us (TIX-1). Open to everyone: a door needs no account,
/// and whoever has a ticket's QR may know what it says.
final class TicketRoutes implements HttpService {
    private final TicketDesk desk;

    TicketRoutes(TicketDesk desk) {
        this.desk = desk;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/tickets/keys", this::keys).post("/tickets/verify", this::verify);
    }

    private void keys(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CACHE_CONTROL, "public, max-age=3600");
        Answer.ok(response, desk.keys());
    }

    private void verify(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        Answer.ok(response, desk.verify(Ask.body(request, VerifyRequest.class).token()));
    }
}
