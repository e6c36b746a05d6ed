package boxoffice.server.payment;

import boxoffice.model.Bookings.PaymentRequest;
import boxoffice.model.Bookings.RefundRequest;
import boxoffice.model.InvalidField;
import boxoffice.model.PaymentId;
import boxoffice.model.ProblemCode;
import boxoffice.model.RefundId;
import boxoffice.server.abuse.RateLimits;
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
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Paying, giving back, and hearing from the gateway (PAY-3).
final class PaymentRoutes implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentRoutes.class);

    private final Purchases purchases;
    private final RefundRuns refunds;
    private final Idempotency idempotency;
    private final GatewayInbox inbox;
    private final Callers callers;
    private final RateLimits limits;

    PaymentRoutes(
            Purchases purchases, RefundRuns refunds, Idempotency idempotency, GatewayInbox inbox, Callers callers,
            RateLimits limits) {
        this.purchases = purchases;
        this.refunds = refunds;
        this.idempotency = idempotency;
        this.inbox = inbox;
        this.callers = callers;
        this.limits = limits;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/payments", limits.paying(this::pay))
                .post("/payments/webhook", this::webhook)
                .post("/payments/{id}/refund", this::refund);
    }

    private void pay(ServerRequest request, ServerResponse response, Caller caller) {
        Idempotency.Once once = once(request, caller, "/payments");
        PaymentRequest body = Ask.parse(once.body(), PaymentRequest.class);
        idempotency.answer(response, once, Status.CREATED_201, () -> purchases.payAgain(caller, body));
    }

    private void refund(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        caller.requireStaff();
        PaymentId payment = Ask.id(request, "id", PaymentId::of, ProblemCode.PAYMENT_NOT_FOUND);
        Idempotency.Once once = once(request, caller, "/payments/" + payment + "/refund");
        RefundRequest body = Ask.parse(once.body(), RefundRequest.class);
        idempotency.answer(
                response, once, Status.CREATED_201, () -> purchases.refund(
                        caller, new RefundId(once.id()), payment, body));
        workOff(refunds::work);
    }

    /// Answers as soon as the event is stored; what it means is worked out after that.
    private void webhook(ServerRequest request, ServerResponse response) {
        Runnable acting = inbox.receive(Ask.raw(request), name -> Ask.header(request, name));
        Answer.ok(response, Map.of("received", true));
        workOff(acting);
    }

    /// Does at once, after the answer, what the job would do in a moment.
    private static void workOff(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException later) {
            LOG.warn("the job will take it up: {}", later.toString());
        }
    }

    private static Idempotency.Once once(ServerRequest request, Caller caller, String route) {
        String key = Idempotency.key(request)
                .orElseThrow(
                        () -> ProblemException.of(
                                new InvalidField(
                                        "Idempotency-Key", "is missing",
                                        "a header with the same value for each repetition")));
        return new Idempotency.Once(caller.user(), route, key, Ask.json(request));
    }
}
