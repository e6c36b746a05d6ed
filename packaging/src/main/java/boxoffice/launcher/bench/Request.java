package boxoffice.launcher.bench;

import boxoffice.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;

/// HTTP requests as the bytes that are sent.
final class Request {
    private Request() {}

    /// @param headers lines, each of the form `Name: value`
    static byte[] get(String path, String... headers) {
        return bytes("GET " + path, "", headers);
    }

    /// @param body written as JSON
    /// @param headers lines, each of the form `Name: value`
    static byte[] post(String path, Object body, String... headers) {
        try {
            return bytes("POST " + path, Json.strict().writeValueAsString(body), headers);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static byte[] bytes(String line, String body, String... headers) {
        StringBuilder request = new StringBuilder(line).append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        if (!body.isEmpty() || line.startsWith("POST")) {
            request.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return request.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }
}
