package boxoffice.server.admission;

import boxoffice.model.CheckIns.Manifest;
import boxoffice.model.CheckIns.ScanRequest;
import boxoffice.model.ProblemCode;
import boxoffice.model.ShowId;
import boxoffice.model.TicketId;
import boxoffice.server.admission.Doors.Door;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Check-in over HTTP, for staff and devices of the house (TIX-3).
final class AdmissionRoutes implements HttpService {
    private final Doors doors;
    private final Turnstile turnstile;
    private final OfflineSync sync;
    private final Conflicts conflicts;
    private final DoorList list;
    private final Callers callers;

    AdmissionRoutes(
            Doors doors,
            Turnstile turnstile,
            OfflineSync sync,
            Conflicts conflicts,
            DoorList list,
            Callers callers) {
        this.doors = doors;
        this.turnstile = turnstile;
        this.sync = sync;
        this.conflicts = conflicts;
        this.list = list;
        this.callers = callers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/check-ins", this::scan)
                .post("/check-ins/sync", this::sync)
                .delete("/check-ins/{ticket}", this::undo)
                .get("/shows/{id}/check-ins", this::list)
                .get("/shows/{id}/check-ins/conflicts", this::conflicts)
                .get("/shows/{id}/check-ins/manifest", this::manifest);
    }

    private void scan(ServerRequest request, ServerResponse response) {
        Caller caller = doorkeeper(request);
        ScanRequest scan = Ask.body(request, ScanRequest.class);
        Answer.ok(response, turnstile.pass(doors.of(caller, scan.showId()), Attempt.now(caller, scan)));
    }

    private void sync(ServerRequest request, ServerResponse response) {
        Caller caller = doorkeeper(request);
        Answer.ok(response, sync.sync(caller, Ask.body(request, OfflineSync.Batch.class)));
    }

    private void undo(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        caller.requireStaff();
        TicketId ticket = Ask.id(request, "ticket", TicketId::of, ProblemCode.NOT_FOUND);
        doors.requireOf(caller, ticket);
        turnstile.undo(caller, ticket);
        Answer.nothing(response);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Answer.ok(response, list.of(door(request).show()));
    }

    private void conflicts(ServerRequest request, ServerResponse response) {
        callers.require(request).requireStaff();
        Answer.ok(response, conflicts.of(door(request).show()));
    }

    private void manifest(ServerRequest request, ServerResponse response) {
        Manifest manifest = list.manifest(door(request));
        String tag = '"' + manifest.version() + '"';
        response.header(HeaderNames.CACHE_CONTROL, "private, no-cache").header(HeaderNames.ETAG, tag);
        if (Ask.header(request, "If-None-Match").filter(tag::equals).isPresent()) {
            response.status(Status.NOT_MODIFIED_304).send();
        } else {
            Answer.ok(response, manifest);
        }
    }

    private Door door(ServerRequest request) {
        return doors.of(doorkeeper(request), Ask.id(request, "id", ShowId::of, ProblemCode.SHOW_NOT_FOUND));
    }

    private Caller doorkeeper(ServerRequest request) {
        Caller caller = callers.require(request);
        caller.requireDoor();
        return caller;
    }
}
