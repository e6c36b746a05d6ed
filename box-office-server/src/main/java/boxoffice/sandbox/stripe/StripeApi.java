package boxoffice.sandbox.stripe;

import static boxoffice.sandbox.common.Operation.CLOSE;
import static boxoffice.sandbox.common.Operation.FORGET;
import static boxoffice.sandbox.common.Operation.OPEN;
import static boxoffice.sandbox.common.Operation.PAY;
import static boxoffice.sandbox.common.Operation.REFUND;
import static boxoffice.sandbox.common.Operation.RETRIEVE;
import static boxoffice.sandbox.common.Operation.RETRIEVE_REFUND;
import static boxoffice.sandbox.common.Operation.TERMINAL;

import boxoffice.sandbox.common.CallFaults;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Subject;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/v1`: HTTP in and out of the API.
final class StripeApi implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(StripeApi.class);
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final HeaderName IDEMPOTENT_REPLAYED = HeaderNames.create("Idempotent-Replayed");
    private static final HeaderName REQUEST_ID = HeaderNames.create("Request-Id");
    private static final HeaderName STRIPE_VERSION = HeaderNames.create("Stripe-Version");

    private final String secretKey;
    private final Books books;
    private final Idempotency idempotency;
    private final Expansion expansion;
    private final CallFaults faults;
    private final Subjects subjects;
    private final CheckoutSessions sessions;
    private final Customers customers;
    private final PaymentIntents intents;
    private final Refunds refunds;
    private final Readers readers;
    private final Events events;

    StripeApi(
            String secretKey,
            Books books,
            StripeJson json,
            CallFaults faults,
            Subjects subjects,
            CheckoutSessions sessions,
            Customers customers,
            PaymentIntents intents,
            Refunds refunds,
            Readers readers,
            Events events) {
        this.secretKey = secretKey;
        this.books = books;
        this.idempotency = new Idempotency(books);
        this.expansion = new Expansion(json);
        this.faults = faults;
        this.subjects = subjects;
        this.sessions = sessions;
        this.customers = customers;
        this.intents = intents;
        this.refunds = refunds;
        this.readers = readers;
        this.events = events;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/checkout/sessions", change(OPEN, CheckoutSessions::opening, sessions::create))
                .get("/checkout/sessions", read(RETRIEVE, sessions::list))
                .get("/checkout/sessions/{id}", read(RETRIEVE, sessions::retrieve))
                .get("/checkout/sessions/{id}/line_items", read(RETRIEVE, sessions::lineItems))
                .post("/checkout/sessions/{id}/expire", change(CLOSE, this::named, sessions::expire))
                .post("/payment_intents", change(OPEN, PaymentIntents::opening, intents::create))
                .get("/payment_intents", read(RETRIEVE, intents::list))
                .get("/payment_intents/{id}", read(RETRIEVE, intents::retrieve))
                .post("/payment_intents/{id}/confirm", change(PAY, this::named, intents::confirm))
                .post("/payment_intents/{id}/capture", change(PAY, this::named, intents::capture))
                .post("/payment_intents/{id}/cancel", change(CLOSE, this::named, intents::cancel))
                .post("/customers", change(OPEN, _ -> Optional.empty(), customers::create))
                .get("/customers", read(RETRIEVE, customers::list))
                .get("/customers/{id}", read(RETRIEVE, customers::retrieve))
                .get("/customers/{id}/payment_methods", read(RETRIEVE, customers::cards))
                .get("/payment_methods/{id}", read(RETRIEVE, customers::retrieveCard))
                .post("/payment_methods/{id}/detach", change(FORGET, this::named, customers::detach))
                .get("/charges", read(RETRIEVE, intents::listCharges))
                .get("/charges/{id}", read(RETRIEVE, intents::retrieveCharge))
                .post("/refunds", change(REFUND, this::named, refunds::create))
                .get("/refunds", read(RETRIEVE_REFUND, refunds::list))
                .get("/refunds/{id}", read(RETRIEVE_REFUND, refunds::retrieve))
                .post("/terminal/readers", change(TERMINAL, this::named, readers::create))
                .get("/terminal/readers", read(RETRIEVE, readers::list))
                .get("/terminal/readers/{id}", read(RETRIEVE, readers::retrieve))
                .post(
                        "/terminal/readers/{id}/process_payment_intent",
                        change(TERMINAL, this::named, readers::process))
                .post("/terminal/readers/{id}/cancel_action", change(TERMINAL, this::named, readers::cancelAction))
                .post(
                        "/test_helpers/terminal/readers/{id}/present_payment_method",
                        change(TERMINAL, _ -> Optional.empty(), readers::present))
                .get("/events", read(RETRIEVE, events::list))
                .get("/events/{id}", read(RETRIEVE, events::retrieve))
                .any(this::unknown);
    }

    private void unknown(ServerRequest request, ServerResponse response) {
        answer(request, response, _ -> {
            throw StripeProblem.noSuchUrl(
                    request.prologue().method().text(), request.path().absolute().path());
        });
    }

    /// Which payment a call names, in a parameter or in its path.
    private Optional<Subject> named(Call call) {
        String id = call.form().peek("payment_intent").or(() -> call.form().peek("charge")).orElse(call.id());
        return subjects.of(books, id);
    }

    private Handler read(Operation operation, Function<Call, ObjectNode> endpoint) {
        return (request, response) -> answer(request, response, _ -> {
            Form form = Form.parse(request.query().rawValue());
            List<String> expand = form.texts("expand");
            var call = new Call(id(request), form);
            Optional<Subject> payment = named(call);
            return faults.answer(operation, payment, () -> {
                ObjectNode body = endpoint.apply(call);
                form.refuseUnknown();
                expansion.apply(body, expand, books);
                if (faults.failure(operation, payment).isPresent()) {
                    throw StripeProblem.scripted();
                }
                return Answer.ok(body);
            });
        });
    }

    /// What is wrong with the parameters is said before anything is done, and such an answer is not kept for the
    /// idempotency key; all that comes after is.
    ///
    /// @param about which payment the call is about, if any
    private Handler change(
            Operation operation,
            Function<Call, Optional<Subject>> about,
            Function<Call, Function<Change, Answer>> endpoint) {
        return (request, response) -> answer(request, response, requestId -> {
            Form form = Form.ofBody(request);
            List<String> expand = form.texts("expand");
            var call = new Call(id(request), form);
            Function<Change, Answer> work = endpoint.apply(call);
            form.refuseUnknown();
            Optional<Subject> payment = about.apply(call);
            var cause = new Event.Cause(requestId, idempotencyKey(request).orElse(null));
            String asked = request.path().absolute().path() + " " + form.canonical();
            return faults.answer(operation, payment, () -> idempotency.once(cause, asked, change -> {
                Optional<Fault.ServerError> failure = faults.failure(operation, payment);
                if (failure.isPresent() && !failure.get().done()) {
                    return StripeProblem.scripted().answer();
                }
                Answer answer = work.apply(change);
                if (answer.status() == 200) {
                    expansion.apply(answer.body(), expand, change);
                }
                return failure.isPresent() ? StripeProblem.scripted().answer() : answer;
            }));
        });
    }

    private static String id(ServerRequest request) {
        return request.path().pathParameters().first("id").orElse("");
    }

    private static Optional<String> idempotencyKey(ServerRequest request) {
        Optional<String> key = request.headers().first(IDEMPOTENCY_KEY).filter(text -> !text.isBlank());
        if (key.isPresent() && key.get().length() > 255) {
            throw StripeProblem.badRequest("The Idempotency-Key has more than 255 characters.");
        }
        return key;
    }

    private void answer(ServerRequest request, ServerResponse response, Function<String, Answer> work) {
        String requestId = Ids.next("req_", 14);
        Answer answer;
        try {
            authorize(request);
            answer = work.apply(requestId);
        } catch (StripeProblem problem) {
            answer = problem.answer();
        } catch (CloseConnectionException unanswered) {
            throw unanswered;
        } catch (RuntimeException failure) {
            LOG.error("{} failed", requestId, failure);
            answer = StripeProblem.internal().answer();
        }
        response.status(Status.create(answer.status()));
        response.header(REQUEST_ID, requestId);
        response.header(STRIPE_VERSION, StripeJson.API_VERSION);
        if (answer.replayed()) {
            response.header(IDEMPOTENT_REPLAYED, "true");
        }
        request.headers().first(IDEMPOTENCY_KEY).ifPresent(key -> response.header(IDEMPOTENCY_KEY, key));
        response.headers().contentType(MediaTypes.APPLICATION_JSON);
        response.send(answer.body().toString().getBytes(StandardCharsets.UTF_8));
    }

    private void authorize(ServerRequest request) {
        String given = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        if (!given.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw StripeProblem.unauthorized(
                    "No API key was given. Send the header 'Authorization: Bearer' with the secret key.");
        }
        byte[] key = given.substring(7).strip().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(key, secretKey.getBytes(StandardCharsets.UTF_8))) {
            throw StripeProblem.unauthorized("The API key that was given is not the secret key of this sandbox.");
        }
    }
}
