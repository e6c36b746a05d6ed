package boxoffice.server.catalog;

import boxoffice.model.Cancellations.CancellationPolicy;
import boxoffice.model.ProblemCode;
import boxoffice.model.TheaterId;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// What a theater gives back to those who cancel, for those who decide on it (CANC-1).
public final class CancellationPolicyRoutes implements HttpService {
    private final CancellationPolicies policies;
    private final Callers callers;

    public CancellationPolicyRoutes(CancellationPolicies policies, Callers callers) {
        this.policies = policies;
        this.callers = callers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/theaters/{id}/cancellation-policy", this::find)
                .put("/theaters/{id}/cancellation-policy", this::set);
    }

    private void find(ServerRequest request, ServerResponse response) {
        TheaterId theater = managed(callers.require(request), request);
        Answer.ok(response, policies.find(theater).orElseThrow(CancellationPolicyRoutes::noTheater));
    }

    private void set(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        TheaterId theater = managed(caller, request);
        CancellationPolicy policy = Ask.body(request, CancellationPolicy.class);
        Answer.ok(
                response,
                policies.set(theater, policy, caller.user()).orElseThrow(CancellationPolicyRoutes::noTheater));
    }

    private static TheaterId managed(Caller caller, ServerRequest request) {
        caller.requireManager();
        TheaterId theater = Ask.id(request, "id", TheaterId::of, ProblemCode.NOT_FOUND);
        caller.requireManagerOf(theater);
        return theater;
    }

    private static ProblemException noTheater() {
        return ProblemException.of(ProblemCode.NOT_FOUND, "There is no theater of that id.");
    }
}
