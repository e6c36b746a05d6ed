package boxoffice.server.bookkeeping;

import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.identity.Callers;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// What the gateways' own books say of a day beside ours, for administrators: an account holds the money of all theaters.
public final class GatewayCheckRoutes implements HttpService {
    private final GatewayChecks checks;
    private final Callers callers;

    public GatewayCheckRoutes(GatewayChecks checks, Callers callers) {
        this.checks = checks;
        this.callers = callers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/settlements/gateways", this::day);
    }

    private void day(ServerRequest request, ServerResponse response) {
        callers.require(request).requireAdmin();
        Answer.ok(response, checks.day(Ask.date(request, "date")));
    }
}
