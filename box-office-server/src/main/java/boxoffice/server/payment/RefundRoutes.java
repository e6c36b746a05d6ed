package boxoffice.server.payment;

import boxoffice.model.Bookings.RefundStatus;
import boxoffice.model.InvalidField;
import boxoffice.model.ProblemCode;
import boxoffice.model.RefundId;
import boxoffice.model.TheaterPayments.RefundList;
import boxoffice.model.UserId;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;

/// What staff see of refunds, and what they can do about those that do not go by themselves (CANC-1).
final class RefundRoutes implements HttpService {
    private final Refunds refunds;
    private final RefundRuns runs;
    private final Idempotency idempotency;
    private final Callers callers;

    RefundRoutes(Refunds refunds, RefundRuns runs, Idempotency idempotency, Callers callers) {
        this.refunds = refunds;
        this.runs = runs;
        this.idempotency = idempotency;
        this.callers = callers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/refunds", this::list)
                .get("/refunds/{id}", this::find)
                .post("/refunds/{id}/retry", this::retry)
                .post("/refunds/{id}/paid-out", this::paidOut);
    }

    private void list(ServerRequest request, ServerResponse response) {
        staff(request);
        String text = Ask.query(request, "status");
        RefundStatus status = Arrays.stream(RefundStatus.values())
                .filter(one -> one.name().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.of(
                                new InvalidField(
                                        "status", "is '" + text + "'", Arrays.toString(RefundStatus.values()))));
        Answer.ok(response, new RefundList(refunds.standing(status)));
    }

    private void find(ServerRequest request, ServerResponse response) {
        staff(request);
        Answer.ok(response, refunds.find(id(request)));
    }

    private void retry(ServerRequest request, ServerResponse response) {
        UserId staff = staff(request).user();
        RefundId id = id(request);
        idempotency.answerWithOrWithout(request, response, staff, Ask.raw(request), Status.OK_200, () -> {
            refunds.again(id, staff);
            runs.work();
            return refunds.find(id);
        });
    }

    private void paidOut(ServerRequest request, ServerResponse response) {
        UserId staff = staff(request).user();
        RefundId id = id(request);
        idempotency.answerWithOrWithout(
                request, response, staff, Ask.raw(request), Status.OK_200, () -> refunds.paidOut(id, staff));
    }

    private Caller staff(ServerRequest request) {
        Caller caller = callers.require(request);
        caller.requireStaff();
        return caller;
    }

    private static RefundId id(ServerRequest request) {
        return Ask.id(request, "id", RefundId::of, ProblemCode.REFUND_NOT_FOUND);
    }
}
