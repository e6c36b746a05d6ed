package boxoffice.server.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/// Razorpay's API: JSON over HTTP with the account's key. Thread-safe.
///
/// There is a library, but its address cannot be changed, and all that is needed of it is this.
final class RazorpayApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final int REDIRECT = 300;
    private static final int SERVER_ERROR = 500;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    private final URI base;
    private final String authorization;
    private final Duration patience;

    /// @param base where the API is; the sandbox speaks the same
    RazorpayApi(URI base, String keyId, String keySecret) {
        this(base, keyId, keySecret, ANSWER);
    }

    /// @param patience how long an answer may take
    RazorpayApi(URI base, String keyId, String keySecret, Duration patience) {
        this.base = base;
        this.patience = patience;
        this.authorization = "Basic " + Base64.getEncoder()
                .encodeToString((keyId + ":" + keySecret).getBytes(StandardCharsets.UTF_8));
    }

    /// @throws GatewayException for everything but an answer
    JsonNode get(String path) {
        return ask(request(path).GET().build());
    }

    /// @throws GatewayException for everything but an answer
    JsonNode post(String path, JsonNode body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        return ask(request.build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve("/v1" + path))
                .timeout(patience)
                .header("Accept", "application/json")
                .header("Authorization", authorization);
    }

    private JsonNode ask(HttpRequest request) {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException silent) {
            throw new GatewayException.NoAnswer("Razorpay does not answer", silent);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new GatewayException.NoAnswer("Razorpay was not waited for", stopping);
        }
        int status = response.statusCode();
        JsonNode json = read(response.body(), status);
        if (status < REDIRECT) {
            return json;
        }
        // Its words for people stand for the cause, which HTTP has none of.
        String description = json.at("/error/description").asText();
        IOException cause = new IOException(status + " " + json.at("/error/code").asText() + ": " + description);
        if (status >= SERVER_ERROR) {
            throw new GatewayException.Failed("Razorpay answered " + status, cause);
        }
        if (GatewayException.saysNothing(status)) {
            throw new GatewayException.NoAnswer("Razorpay answered " + status, cause);
        }
        throw new GatewayException.Refused("Razorpay refused: " + description, cause);
    }

    private static JsonNode read(byte[] body, int status) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException foreign) {
            if (status >= SERVER_ERROR) {
                throw new GatewayException.Failed("Razorpay answered " + status, foreign);
            }
            throw new GatewayException.NoAnswer("Razorpay answered " + status + " in no known way", foreign);
        } catch (IOException impossible) {
            throw new GatewayException.NoAnswer("Razorpay's answer could not be read", impossible);
        }
    }
}
