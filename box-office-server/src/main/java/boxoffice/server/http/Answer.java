package boxoffice.server.http;

import boxoffice.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;

/// How routes answer.
public final class Answer {
    /// The type of a [boxoffice.model.Problem].
    public static final Header PROBLEM_JSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");

    private Answer() {}

    /// 200 with a record of the API.
    public static void ok(ServerResponse response, Object body) {
        json(response, Status.OK_200, body);
    }

    /// 201 with a record of the API.
    public static void created(ServerResponse response, Object body) {
        json(response, Status.CREATED_201, body);
    }

    /// 204.
    public static void nothing(ServerResponse response) {
        response.status(Status.NO_CONTENT_204).send();
    }

    /// Any status with a record of the API.
    public static void json(ServerResponse response, Status status, Object body) {
        bytes(response.status(status), HeaderValues.CONTENT_TYPE_JSON, write(body));
    }

    /// 200, or what was set before, with a body that stands ready.
    public static void bytes(ServerResponse response, String contentType, byte[] body) {
        bytes(response, HeaderValues.create(HeaderNames.CONTENT_TYPE, contentType), body);
    }

    /// The same, with a header for its type that stands ready too.
    public static void bytes(ServerResponse response, Header contentType, byte[] body) {
        response.header(contentType).send(body);
    }

    /// Has a request that ends in a problem answered with this header.
    public static void keep(ServerRequest request, Header header) {
        request.context().get(Kept.class, Kept.class).orElseGet(() -> {
            Kept none = new Kept(new ArrayList<>());
            request.context().register(Kept.class, none);
            return none;
        }).headers().add(header);
    }

    /// Sets what [#keep] was given.
    static void keptHeaders(ServerRequest request, ServerResponse response) {
        request.context().get(Kept.class, Kept.class).ifPresent(kept -> kept.headers().forEach(response::header));
    }

    private record Kept(List<Header> headers) {}

    /// A record of the API as it goes over the wire.
    public static byte[] write(Object body) {
        try {
            return Json.strict().writeValueAsBytes(body);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException("not a record of the API", unexpected);
        }
    }
}
