package boxoffice.sandbox.razorpay;

import boxoffice.sandbox.common.CallFaults;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Subject;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/v1`: HTTP in and out of the API.
///
/// Other gateways of the sandbox have addresses under `/v1` too; Razorpay's are the ones that are asked with HTTP basic
/// authentication, all others are passed on.
final class RazorpayApi implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(RazorpayApi.class);
    private static final HeaderName IDEMPOTENCY = HeaderNames.create("X-Refund-Idempotency");

    private final byte[] credentials;
    private final CallFaults faults;
    private final Books books;
    private final Orders orders;
    private final QrCodes codes;
    private final Payments payments;
    private final Refunds refunds;

    RazorpayApi(
            RazorpaySettings settings,
            CallFaults faults,
            Books books,
            Orders orders,
            QrCodes codes,
            Payments payments,
            Refunds refunds) {
        this.credentials = (settings.keyId() + ":" + settings.keySecret()).getBytes(StandardCharsets.UTF_8);
        this.faults = faults;
        this.books = books;
        this.orders = orders;
        this.codes = codes;
        this.payments = payments;
        this.refunds = refunds;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/orders", call(Operation.OPEN, call -> Optional.of(orders.wanted(call)), orders::create))
                .get("/orders", look(orders::list))
                .get("/orders/{id}", look(this::opened, orders::retrieve))
                .get("/orders/{id}/payments", look(this::opened, orders::payments))
                .post(
                        "/payments/qr_codes", call(
                                Operation.OPEN, call -> Optional.of(codes.wanted(call)), codes::create))
                .get("/payments/qr_codes", look(codes::list))
                .get("/payments/qr_codes/{id}", look(this::opened, codes::retrieve))
                .post("/payments/qr_codes/{id}/close", call(Operation.CLOSE, this::opened, codes::close))
                .get("/payments/qr_codes/{id}/payments", look(this::opened, codes::payments))
                .get("/payments", look(payments::list))
                .get("/payments/{id}", look(this::ofPayment, payments::retrieve))
                .post("/payments/{id}/refund", call(Operation.REFUND, this::ofPayment, refunds::create))
                .get(
                        "/payments/{id}/refunds", call(
                                Operation.RETRIEVE_REFUND, this::ofPayment, call -> Reply.ok(refunds.list(call))))
                .get(
                        "/refunds", call(
                                Operation.RETRIEVE_REFUND, _ -> Optional.empty(), call -> Reply.ok(refunds.all(call))))
                .get(
                        "/refunds/{id}", call(
                                Operation.RETRIEVE_REFUND, call -> Subjects.ofRefund(books, call.id()),
                                call -> Reply.ok(refunds.retrieve(call))))
                .any(call(Operation.RETRIEVE, _ -> Optional.empty(), _ -> {
                    throw RazorpayProblem.noSuchUrl();
                }));
    }

    private Optional<Subject> opened(Call call) {
        return Subjects.find(books, call.id());
    }

    private Optional<Subject> ofPayment(Call call) {
        return Subjects.ofPayment(books, call.id());
    }

    private Handler look(Function<Call, ObjectNode> endpoint) {
        return look(_ -> Optional.empty(), endpoint);
    }

    private Handler look(Function<Call, Optional<Subject>> about, Function<Call, ObjectNode> endpoint) {
        return call(Operation.RETRIEVE, about, call -> Reply.ok(endpoint.apply(call)));
    }

    /// @param about the payment that is asked for, by which the script decides what goes wrong
    private Handler call(
            Operation operation, Function<Call, Optional<Subject>> about, Function<Call, Reply> endpoint) {
        return (request, response) -> {
            Optional<String> given = basic(request);
            if (given.isEmpty()) {
                response.next();
                return;
            }
            Reply reply;
            try {
                authorize(given.get());
                Call call = new Call(
                        request.path().pathParameters().first("id").orElse(""),
                        Body.of(request),
                        request.query(),
                        request.headers().first(IDEMPOTENCY));
                Optional<Subject> subject = about.apply(call);
                reply = faults.answer(
                        operation, subject, () -> unlessFailing(operation, subject, () -> attempt(endpoint, call)));
            } catch (RazorpayProblem problem) {
                reply = new Reply(problem.status(), problem.body());
            }
            send(response, reply);
        };
    }

    private static Reply attempt(Function<Call, Reply> endpoint, Call call) {
        try {
            return endpoint.apply(call);
        } catch (RazorpayProblem problem) {
            return new Reply(problem.status(), problem.body());
        } catch (RuntimeException failure) {
            LOG.error("A request failed", failure);
            return new Reply(500, RazorpayProblem.internal().body());
        }
    }

    /// Does the work, unless the script wants it to fail, or says that it has failed although it was done.
    private Reply unlessFailing(Operation operation, Optional<Subject> subject, Supplier<Reply> work) {
        Optional<Fault.ServerError> failure = faults.failure(operation, subject);
        if (failure.isPresent() && !failure.get().done()) {
            throw RazorpayProblem.internal();
        }
        Reply reply = work.get();
        if (failure.isPresent()) {
            throw RazorpayProblem.internal();
        }
        return reply;
    }

    private static Optional<String> basic(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(header -> header.regionMatches(true, 0, "Basic ", 0, 6))
                .map(header -> header.substring(6).strip());
    }

    private void authorize(String given) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(given);
        } catch (IllegalArgumentException malformed) {
            throw RazorpayProblem.unauthorized();
        }
        if (!MessageDigest.isEqual(decoded, credentials)) {
            throw RazorpayProblem.unauthorized();
        }
    }

    private static void send(ServerResponse response, Reply reply) {
        response.status(Status.create(reply.status()));
        response.headers().contentType(MediaTypes.APPLICATION_JSON);
        response.send(reply.body().toString().getBytes(StandardCharsets.UTF_8));
    }
}
