package boxoffice.server.testing;

import boxoffice.model.Json;
import boxoffice.model.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Requests byte by byte, for what no client of ours would send. Thread-safe.
public final class Wire {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI server;
    private final Optional<String> token;

    private Wire(URI server, Optional<String> token) {
        this.server = server;
        this.token = token;
    }

    /// To a server, without a sign-in.
    public static Wire to(URI server) {
        return new Wire(server, Optional.empty());
    }

    /// The same with an access token, valid or not.
    public Wire as(String accessToken) {
        return new Wire(server, Optional.of(accessToken));
    }

    /// What came back.
    public record Answer(
            int status, String contentType, Optional<String> retryAfter, HttpHeaders headers, String body) {
        /// A header, if it came.
        public Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        /// What stays the same when a request is repeated: all but the headers that tell of this moment, such as `Date`
        /// and `RateLimit-Remaining`.
        public Answer lasting() {
            return new Answer(status, contentType, retryAfter, HttpHeaders.of(Map.of(), (_, _) -> true), body);
        }

        /// The body as a problem of our API.
        public Problem problem() {
            try {
                return Json.strict().readValue(body, Problem.class);
            } catch (JsonProcessingException other) {
                throw new AssertionError("not a problem: " + status + " " + contentType + " " + body, other);
            }
        }

        /// The body as JSON.
        public JsonNode json() {
            try {
                return Json.strict().readTree(body);
            } catch (JsonProcessingException other) {
                throw new AssertionError("not JSON: " + status + " " + contentType + " " + body, other);
            }
        }
    }

    public Answer get(String path) {
        return send("GET", path, "");
    }

    /// Posts a body that says of itself to be JSON.
    ///
    /// @param headers names and values in turn
    public Answer post(String path, String json, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send("POST", path, json, all);
    }

    /// Sends anything.
    ///
    /// @param headers names and values in turn
    public Answer send(String method, String path, String body, String... headers) {
        return send(
                method,
                path,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body, StandardCharsets.UTF_8),
                headers);
    }

    /// Sends a body whose length is not announced.
    public Answer sendChunked(String method, String path, byte[] body, String... headers) {
        return send(method, path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), headers);
    }

    private Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).method(method, body);
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Retry-After"),
                    response.headers(),
                    response.body());
        } catch (IOException failed) {
            throw new AssertionError("no answer to " + method + " " + path, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /// Sends lines that need not even be HTTP, and reads for as long as something comes.
    public String raw(String... lines) {
        StringBuilder answer = new StringBuilder();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(1_000);
            String text = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            int next = socket.getInputStream().read();
            while (next >= 0) {
                answer.append((char) next);
                next = socket.getInputStream().read();
            }
        } catch (SocketTimeoutException noMore) {
            return answer.toString();
        } catch (IOException failed) {
            throw new AssertionError("no answer to " + lines[0], failed);
        }
        return answer.toString();
    }
}
