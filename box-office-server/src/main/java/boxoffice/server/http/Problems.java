package boxoffice.server.http;

import boxoffice.model.InvalidField;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.server.storage.StorageException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers every failure as `application/problem+json`. A failure that is our fault is logged once, here, and told
/// without its reasons.
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int RETRY_SECONDS = 5;

    private Problems() {}

    /// Registers the handlers. To be called after all routes, since it also answers for addresses that lead nowhere.
    public static void register(HttpRouting.Builder routing) {
        routing.any("/api/*", (request, response) -> {
            throw ProblemException.of(
                    ProblemCode.NOT_FOUND,
                    "There is nothing at %s %s."
                            .formatted(
                                    request.prologue().method().text(),
                                    request.path().path()));
        })
                .error(ProblemException.class, (request, response, failure) -> answer(response, failure))
                .error(
                        InvalidField.class, (request, response, failure) -> answer(
                                response, ProblemException.of(failure)))
                .error(StorageException.Unavailable.class, Problems::unavailable)
                .error(HttpException.class, Problems::http)
                .error(RuntimeException.class, Problems::ours);
    }

    private static void answer(ServerResponse response, ProblemException failure) {
        failure.retryAfter()
                .ifPresent(seconds -> response.header(HeaderNames.RETRY_AFTER, Integer.toString(seconds)));
        send(response, failure.problem());
    }

    private static void unavailable(
            ServerRequest request, ServerResponse response, StorageException.Unavailable failure) {
        LOG.warn("{} {}: {}", request.prologue().method(), request.path().path(), failure.getMessage());
        answer(
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
        send(response, Problem.of(code, status == 404 ? "There is nothing here." : "The request could not be read."));
    }

    private static void ours(ServerRequest request, ServerResponse response, RuntimeException failure) {
        LOG.error("{} {} failed", request.prologue().method(), request.path().path(), failure);
        send(response, Problem.of(ProblemCode.INTERNAL_ERROR, "The fault is ours and has been recorded."));
    }

    private static void send(ServerResponse response, Problem problem) {
        Answer.bytes(
                response.status(Status.create(problem.status())),
                "application/problem+json",
                Answer.write(problem));
    }
}
