package boxoffice.server.http;

import boxoffice.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/// How routes answer.
public final class Answer {
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
        bytes(response.status(status), "application/json", write(body));
    }

    /// 200, or what was set before, with a body that stands ready.
    public static void bytes(ServerResponse response, String contentType, byte[] body) {
        response.header(HeaderNames.CONTENT_TYPE, contentType).send(body);
    }

    /// Sets a header that the answer keeps when the request ends in a problem.
    public static void header(ServerRequest request, ServerResponse response, String name, String value) {
        response.header(HeaderNames.create(name), value);
        request.context().get(Kept.class, Kept.class).orElseGet(() -> {
            Kept none = new Kept(new LinkedHashMap<>());
            request.context().register(Kept.class, none);
            return none;
        }).headers().put(name, value);
    }

    /// Sets again what [#header] has set before the request ended in a problem.
    static void keepHeaders(ServerRequest request, ServerResponse response) {
        request.context()
                .get(Kept.class, Kept.class)
                .ifPresent(
                        kept -> kept.headers()
                                .forEach((name, value) -> response.header(HeaderNames.create(name), value)));
    }

    private record Kept(Map<String, String> headers) {}

    /// A record of the API as it goes over the wire.
    public static byte[] write(Object body) {
        try {
            return Json.strict().writeValueAsBytes(body);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException("not a record of the API", unexpected);
        }
    }
}
