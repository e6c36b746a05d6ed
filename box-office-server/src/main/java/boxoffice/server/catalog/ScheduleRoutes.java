package boxoffice.server.catalog;

import boxoffice.model.ProblemCode;
import boxoffice.model.ShowId;
import boxoffice.model.TheaterId;
import boxoffice.model.Theaters.NewShow;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.LocalDate;

/// The schedule for those who plan it (ADMIN-1).
public final class ScheduleRoutes implements HttpService {
    private final Schedule schedule;
    private final Callers callers;

    public ScheduleRoutes(Schedule schedule, Callers callers) {
        this.schedule = schedule;
        this.callers = callers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/theaters/{id}/schedule", this::day)
                .post("/shows", this::create)
                .post("/shows/{id}/publish", this::publish)
                .delete("/shows/{id}", this::delete);
    }

    private void day(ServerRequest request, ServerResponse response) {
        callers.require(request).requireStaff();
        TheaterId theater = Ask.id(request, "id", TheaterId::of, ProblemCode.NOT_FOUND);
        LocalDate date = Ask.date(request, "date");
        Answer.ok(
                response,
                schedule.day(theater, date)
                        .orElseThrow(
                                () -> ProblemException.of(ProblemCode.NOT_FOUND, "There is no theater of that id.")));
    }

    private void create(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        caller.requireManager();
        NewShow show = Ask.body(request, NewShow.class);
        schedule.theater(show.screenId()).ifPresent(caller::requireManagerOf);
        Answer.created(response, schedule.create(show));
    }

    private void publish(ServerRequest request, ServerResponse response) {
        ShowId id = planned(request);
        Answer.ok(response, schedule.publish(id).orElseThrow(ScheduleRoutes::noShow));
    }

    private void delete(ServerRequest request, ServerResponse response) {
        ShowId id = planned(request);
        if (!schedule.delete(id)) {
            throw noShow();
        }
        Answer.nothing(response);
    }

    private ShowId planned(ServerRequest request) {
        Caller caller = callers.require(request);
        caller.requireManager();
        ShowId id = Ask.id(request, "id", ShowId::of, ProblemCode.SHOW_NOT_FOUND);
        caller.requireManagerOf(schedule.theater(id).orElseThrow(ScheduleRoutes::noShow));
        return id;
    }

    private static ProblemException noShow() {
        return ProblemException.of(ProblemCode.SHOW_NOT_FOUND, "There is no show of that id.");
    }
}
