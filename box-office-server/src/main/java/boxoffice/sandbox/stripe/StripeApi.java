package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Ids;
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
    private final CheckoutSessions sessions;
    private final PaymentIntents intents;
    private final Refunds refunds;
    private final Events events;

    StripeApi(
            String secretKey,
            Books books,
            StripeJson json,
            CheckoutSessions sessions,
            PaymentIntents intents,
            Refunds refunds,
            Events events) {
        this.secretKey = secretKey;
        this.books = books;
        this.idempotency = new Idempotency(books);
        this.expansion = new Expansion(json);
        this.sessions = sessions;
        this.intents = intents;
        this.refunds = refunds;
        this.events = events;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/checkout/sessions", change(sessions::create))
                .get("/checkout/sessions", read(sessions::list))
                .get("/checkout/sessions/{id}", read(sessions::retrieve))
                .get("/checkout/sessions/{id}/line_items", read(sessions::lineItems))
                .post("/checkout/sessions/{id}/expire", change(sessions::expire))
                .post("/payment_intents", change(intents::create))
                .get("/payment_intents", read(intents::list))
                .get("/payment_intents/{id}", read(intents::retrieve))
                .post("/payment_intents/{id}/confirm", change(intents::confirm))
                .post("/payment_intents/{id}/cancel", change(intents::cancel))
                .get("/charges/{id}", read(intents::retrieveCharge))
                .post("/refunds", change(refunds::create))
                .get("/refunds", read(refunds::list))
                .get("/refunds/{id}", read(refunds::retrieve))
                .get("/events", read(events::list))
                .get("/events/{id}", read(events::retrieve))
                .any(this::unknown);
    }

    private void unknown(ServerRequest request, ServerResponse response) {
        answer(request, response, _ -> {
            throw StripeProblem.noSuchUrl(
                    request.prologue().method().text(), request.path().absolute().path());
        });
    }

    private Handler read(Function<Call, ObjectNode> endpoint) {
        return (request, response) -> answer(request, response, _ -> {
            Form form = Form.parse(request.query().rawValue());
            List<String> expand = form.texts("expand");
            ObjectNode body = endpoint.apply(new Call(id(request), form));
            form.refuseUnknown();
            expansion.apply(body, expand, books);
            return Answer.ok(body);
        });
    }

    /// What is wrong with the parameters is said before anything is done, and such an answer is not kept for the
    /// idempotency key; all that comes after is.
    private Handler change(Function<Call, Function<Change, Answer>> endpoint) {
        return (request, response) -> answer(request, response, requestId -> {
            Form form = Form.ofBody(request);
            List<String> expand = form.texts("expand");
            Function<Change, Answer> work = endpoint.apply(new Call(id(request), form));
            form.refuseUnknown();
            var cause = new Event.Cause(requestId, idempotencyKey(request).orElse(null));
            String asked = request.path().absolute().path() + " " + form.canonical();
            return idempotency.once(cause, asked, change -> {
                Answer answer = work.apply(change);
                if (answer.status() == 200) {
                    expansion.apply(answer.body(), expand, change);
                }
                return answer;
            });
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
