package boxoffice.server.booking;

import boxoffice.model.Cancellations.CancelShowRequest;
import boxoffice.model.ProblemCode;
import boxoffice.model.ShowId;
import boxoffice.server.catalog.Schedule;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import boxoffice.server.payment.Idempotency;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Cancelling whole shows, for those who plan them (CANC-1).
final class CancelledShowRoutes implements HttpService {
    private final CancelledShows shows;
    private final Schedule schedule;
    private final Idempotency idempotency;
    private final Callers callers;

    CancelledShowRoutes(CancelledShows shows, Schedule schedule, Idempotency idempotency, Callers callers) {
        this.shows = shows;
        this.schedule = schedule;
        this.idempotency = idempotency;
        this.callers = callers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/shows/{id}/cancel", this::cancel).get("/shows/{id}/cancellation", this::progress);
    }

    private void cancel(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        ShowId show = planned(caller, request);
        byte[] body = Ask.json(request);
        String reason = Ask.parse(body, CancelShowRequest.class).reason();
        idempotency.answerWithOrWithout(
                request, response, caller.user(), body, Status.OK_200, () -> shows.cancel(show, reason, caller.user()));
    }

    private void progress(ServerRequest request, ServerResponse response) {
        Answer.ok(response, shows.find(planned(callers.require(request), request)));
    }

    private ShowId planned(Caller caller, ServerRequest request) {
        caller.requireManager();
        ShowId show = Ask.id(request, "id", ShowId::of, ProblemCode.SHOW_NOT_FOUND);
        caller.requireManagerOf(schedule.theater(show).orElseThrow(CancelledShows::noShow));
        return show;
    }
}
