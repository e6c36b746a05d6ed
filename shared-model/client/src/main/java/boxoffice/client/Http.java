package boxoffice.client;

import boxoffice.model.Accounts;
import boxoffice.model.Json;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One server over HTTP: JSON in and out, the session's token on every request, problems as exceptions.
final class Http {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /// The body of a request that says all in its address.
    static final Object NOTHING = Map.of();

    private final URI server;
    private final HttpClient client;
    private final @Nullable SessionKeeper keeper;

    private Http(URI server, HttpClient client, @Nullable SessionKeeper keeper) {
        this.server = server;
        this.client = client;
        this.keeper = keeper;
    }

    static Http at(URI server) {
        return new Http(server, HttpClient.newBuilder().connectTimeout(CONNECT).build(), null);
    }

    Http with(Accounts.Session session) {
        return new Http(server, client, new SessionKeeper(new Http(server, client, null), session));
    }

    URI server() {
        return server;
    }

    static String query(Object... namesAndValues) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(
                    namesAndValues[i] + "="
                            + URLEncoder.encode(namesAndValues[i + 1].toString(), StandardCharsets.UTF_8));
        }
        return "?" + String.join("&", pairs);
    }

    <T> T get(String path, Class<T> type) {
        return read(send(request(path).GET()), type);
    }

    <T> Optional<T> getUnless(String path, String version, Class<T> type) {
        HttpRequest.Builder request =
                request(path).GET().header("If-None-Match", '"' + version + '"');
        HttpResponse<byte[]> response = send(request);
        return response.statusCode() == 304 ? Optional.empty() : Optional.of(read(response, type));
    }

    byte[] bytes(String path) {
        return send(request(path).GET()).body();
    }

    void post(String path, Object body) {
        send(request(path).POST(json(body)));
    }

    <T> T post(String path, Object body, Class<T> type) {
        return read(send(request(path).POST(json(body))), type);
    }

    <T> T post(String path, Object body, UUID idempotencyKey, Class<T> type) {
        HttpRequest.Builder request =
                request(path).POST(json(body)).header("Idempotency-Key", idempotencyKey.toString());
        return read(send(request), type);
    }

    <T> T put(String path, Object body, Class<T> type) {
        return read(send(request(path).PUT(json(body))), type);
    }

    void delete(String path) {
        send(request(path).DELETE());
    }

    CompletableFuture<WebSocket> webSocket(String path, WebSocket.Listener listener) {
        String scheme = "https".equals(server.getScheme()) ? "wss:" : "ws:";
        return client.newWebSocketBuilder()
                .connectTimeout(CONNECT)
                .buildAsync(URI.create(scheme + "//" + server.getRawAuthority() + "/api/v1" + path), listener);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve("/api/v1" + path))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json, application/pdf");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        if (keeper == null) {
            return exchange(request);
        }
        String token = keeper.accessToken();
        try {
            return exchange(request.setHeader("Authorization", "Bearer " + token));
        } catch (BoxOfficeException.Refused refused) {
            if (!refused.problem().code().equals(ProblemCode.UNAUTHENTICATED.name())) {
                throw refused;
            }
            return exchange(request.setHeader("Authorization", "Bearer " + keeper.renewed(token)));
        }
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException noAnswer) {
            throw new BoxOfficeException.Unreachable("no answer from " + server, noAnswer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BoxOfficeException.Unreachable("stopped while waiting for " + server, stopped);
        }
        if (response.statusCode() >= 400) {
            throw new BoxOfficeException.Refused(problem(response));
        }
        return response;
    }

    private static BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofByteArray(
                    Json.lenient().writeValueAsBytes(body));
        } catch (JsonProcessingException unexpected) {
            throw new IllegalArgumentException("not a record of the API", unexpected);
        }
    }

    private <T> T read(HttpResponse<byte[]> response, Class<T> type) {
        try {
            return Json.lenient().readValue(response.body(), type);
        } catch (IOException notOurs) {
            throw new BoxOfficeException.Unreachable("the answer of " + server + " is not of this API", notOurs);
        }
    }

    private Problem problem(HttpResponse<byte[]> response) {
        try {
            Problem problem = Json.lenient().readValue(response.body(), Problem.class);
            if (problem.code() != null) {
                return problem;
            }
        } catch (IOException notAProblem) {
            // a proxy or another server answered; told below
        }
        String detail = "The server answered with status " + response.statusCode() + ".";
        return new Problem(
                "about:blank", "No details", response.statusCode(), "HTTP_" + response.statusCode(), detail, List.of(),
                Map.of());
    }

    /// Holds a session's tokens and renews them once for all who ask.
    private static final class SessionKeeper {
        private final Http unsigned;
        private Accounts.Session session;

        SessionKeeper(Http unsigned, Accounts.Session session) {
            this.unsigned = unsigned;
            this.session = session;
        }

        synchronized String accessToken() {
            return session.accessToken();
        }

        /// A newer token than `stale`, fetched unless somebody else has already.
        synchronized String renewed(String stale) {
            if (session.accessToken().equals(stale)) {
                session = unsigned.post(
                        "/auth/refresh", new Accounts.RefreshRequest(session.refreshToken()), Accounts.Session.class);
            }
            return session.accessToken();
        }
    }
}
