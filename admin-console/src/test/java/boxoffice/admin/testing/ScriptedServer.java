package boxoffice.admin.testing;

import boxoffice.model.Json;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server that answers as told, for states that a real one is rarely in: slow, empty, refusing, gone.
public final class ScriptedServer implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answering> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /// What was asked for; the path is the one after `/api/v1`, without the query.
    public record Request(String method, String path, String query, String body) {
        /// The body as a record of the API.
        public <T> T body(Class<T> type) {
            try {
                return Json.strict().readValue(body, type);
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }
    }

    /// What is answered.
    public record Answer(int status, Object body) {
        public static Answer ok(Object body) {
            return new Answer(200, body);
        }

        public static Answer problem(Problem problem) {
            return new Answer(problem.status(), problem);
        }

        public static Answer problem(ProblemCode code, String detail) {
            return problem(Problem.of(code, detail));
        }
    }

    /// How a request is answered.
    @FunctionalInterface
    public interface Answering {
        Answer answer(Request request);
    }

    private ScriptedServer(HttpServer http) {
        this.http = http;
    }

    /// A server on a free port that knows no path yet.
    public static ScriptedServer start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedServer server = new ScriptedServer(http);
            http.setExecutor(server.threads);
            http.createContext("/api/v1", server::handle);
            http.start();
            return server;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /// Says how a method on a path is answered from now on.
    public ScriptedServer on(String method, String path, Answering answering) {
        answers.put(method + " " + path, answering);
        return this;
    }

    /// From now on, answers wait until [#letGo].
    public void holdBack() {
        gate = new CountDownLatch(1);
    }

    public void letGo() {
        gate.countDown();
    }

    /// All requests so far, oldest first.
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI asked = exchange.getRequestURI();
            Request request = new Request(
                    exchange.getRequestMethod(),
                    asked.getPath().substring("/api/v1".length()),
                    asked.getQuery() == null ? "" : asked.getQuery(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            await();
            Answering answering = answers.get(request.method() + " " + request.path());
            Answer answer = answering == null
                    ? Answer.problem(ProblemCode.NOT_FOUND, "There is nothing at " + request.path() + ".")
                    : answering.answer(request);
            byte[] body = answer.status() == 204 ? new byte[0] : Json.strict().writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void await() {
        try {
            gate.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        letGo();
        http.stop(0);
        threads.close();
    }
}
