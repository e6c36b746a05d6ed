package boxoffice.server.http;

import boxoffice.model.InvalidField;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.server.storage.StorageException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers every failure as `application/problem+json`. A failure that is our fault is logged once, here, and told
/// without its reasons.
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int RETRY_SECONDS = 5;

    private Problems() {}

    /// Registers services under a path of `/api`, and after them the handlers, which also answer for addresses that lead
    /// nowhere and for methods that an address does not take.
    public static void register(HttpRouting.Builder routing, String prefix, List<HttpService> services) {
        routing.register(prefix, services.toArray(HttpService[]::new));
        Methods methods = new Methods(prefix, services);
        routing.any("/api/*", (request, _) -> nothing(methods, request))
                .error(ProblemException.class, Problems::answer)
                .error(
                        InvalidField.class, (request, response, failure) -> answer(
                                request, response, ProblemException.of(failure)))
                .error(StorageException.Unavailable.class, Problems::unavailable)
                .error(HttpException.class, Problems::http)
                .error(RuntimeException.class, Problems::ours);
    }

    private static void nothing(Methods methods, ServerRequest request) {
        String path = request.path().path();
        String method = request.prologue().method().text();
        List<String> allowed = methods.of(path);
        if (allowed.isEmpty()) {
            throw ProblemException.of(ProblemCode.NOT_FOUND, "There is nothing at %s %s.".formatted(method, path));
        }
        String all = String.join(", ", allowed);
        Answer.keep(request, HeaderValues.create(HeaderNames.ALLOW, all));
        throw ProblemException.of(
                ProblemCode.METHOD_NOT_ALLOWED, "%s does not take %s, only %s.".formatted(path, method, all));
    }

    private static void answer(ServerRequest request, ServerResponse response, ProblemException failure) {
        failure.retryAfter()
                .ifPresent(seconds -> response.header(HeaderNames.RETRY_AFTER, Integer.toString(seconds)));
        send(request, response, failure.problem());
    }

    private static void unavailable(
            ServerRequest request, ServerResponse response, StorageException.Unavailable failure) {
        LOG.warn("{} {}: {}", request.prologue().method(), request.path().path(), failure.getMessage());
        answer(
                request,
                response,
                ProblemException.of(
                        ProblemCode.SERVICE_TEMPORARILY_UNAVAILABLE,
                        "The box office is catching its breath. Nothing was changed; please try again.")
                        .retryAfter(RETRY_SECONDS));
    }

    private static void http(ServerRequest request, ServerResponse response, HttpException failure) {
        int status = failure.status().code();
        ProblemCode code = status == 413
                ? ProblemCode.BODY_TOO_LARGE
                : status == 404 ? ProblemCode.NOT_FOUND
                : ProblemCode.MALFORMED_REQUEST;
        send(
                request, response, Problem.of(
                        code, status == 404 ? "There is nothing here." : "The request could not be read."));
    }

    private static void ours(ServerRequest request, ServerResponse response, RuntimeException failure) {
        LOG.error("{} {} failed", request.prologue().method(), request.path().path(), failure);
        send(request, response, Problem.of(ProblemCode.INTERNAL_ERROR, "The fault is ours and has been recorded."));
    }

    private static void send(ServerRequest request, ServerResponse response, Problem problem) {
        Answer.keptHeaders(request, response);
        Answer.bytes(
                response.status(Status.create(problem.status())),
                Answer.PROBLEM_JSON,
                Answer.write(problem));
    }
}
