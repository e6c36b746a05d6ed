package boxoffice.launcher.bench;

import boxoffice.model.Json;
import boxoffice.model.Locks.LockRequest;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A Helidon server whose handlers do nothing but answer: the ceiling for ours on the same machine.
final class BareServer {
    /// What it prints when it answers, followed by its address.
    static final String READY = "bare server ready at ";

    /// What `GET /bytes` answers; put there by `POST /bytes`.
    private volatile byte[] bytes = new byte[0];

    private BareServer() {}

    /// Runs on a free port until its process is ended.
    public static void main(String[] arguments) {
        BareServer bare = new BareServer();
        HttpRouting.Builder routing = HttpRouting.builder()
                .get("/bytes", (_, response) -> bare.send(response))
                .post("/bytes", bare::keep)
                .get(
                        "/unchanged", (_, response) -> response.status(Status.NOT_MODIFIED_304)
                                .header(HeaderNames.ETAG, "\"1\"")
                                .send())
                .post("/parse", bare::parse);
        WebServer server = WebServer.builder().host("127.0.0.1").port(0).routing(routing).build().start();
        System.out.println(READY + "http://127.0.0.1:" + server.port());
    }

    private void send(ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(bytes);
    }

    private void keep(ServerRequest request, ServerResponse response) {
        bytes = read(request);
        response.status(Status.NO_CONTENT_204).send();
    }

    private void parse(ServerRequest request, ServerResponse response) {
        try {
            LockRequest parsed = Json.strict().readValue(read(request), LockRequest.class);
            response.status(parsed.seatIds().isEmpty() ? Status.BAD_REQUEST_400 : Status.CONFLICT_409);
            send(response);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static byte[] read(ServerRequest request) {
        try (var in = request.content().inputStream()) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
