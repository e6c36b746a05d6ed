package boxoffice.sandbox.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// A request that is refused, in Stripe's own shape.
final class StripeProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final @Nullable String code;
    private final @Nullable String param;

    private StripeProblem(
            int status, String type, @Nullable String code, @Nullable String param, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
    }

    static StripeProblem unauthorized(String message) {
        return new StripeProblem(401, "invalid_request_error", null, null, message);
    }

    static StripeProblem noSuchUrl(String method, String path) {
        return new StripeProblem(
                404, "invalid_request_error", null, null, "The sandbox does not know " + method + " " + path + ".");
    }

    static StripeProblem noSuch(String kind, String id, String param) {
        return new StripeProblem(
                404, "invalid_request_error", "resource_missing", param, "No such " + kind + ": '" + id + "'");
    }

    static StripeProblem missing(String param) {
        return new StripeProblem(
                400, "invalid_request_error", "parameter_missing", param, "Missing required param: " + param + ".");
    }

    static StripeProblem unknown(String param) {
        return new StripeProblem(
                400,
                "invalid_request_error",
                "parameter_unknown",
                param,
                "The sandbox does not know the parameter " + param + " here.");
    }

    static StripeProblem invalid(@Nullable String code, String param, String message) {
        return new StripeProblem(400, "invalid_request_error", code, param, message);
    }

    static StripeProblem badRequest(String message) {
        return new StripeProblem(400, "invalid_request_error", null, null, message);
    }

    /// The object is not in a state in which this can be done.
    static StripeProblem refused(@Nullable String code, @Nullable String param, String message) {
        return new StripeProblem(400, "invalid_request_error", code, param, message);
    }

    /// Something else is going on with the object.
    static StripeProblem conflict(String code, String message) {
        return new StripeProblem(409, "invalid_request_error", code, null, message);
    }

    static StripeProblem keyReused(String message) {
        return new StripeProblem(400, "idempotency_error", null, null, message);
    }

    static StripeProblem internal() {
        return new StripeProblem(500, "api_error", null, null, "The sandbox failed. Its log says why.");
    }

    static StripeProblem scripted() {
        return new StripeProblem(
                500, "api_error", null, null, "An error occurred, as the script wants it.");
    }

    Answer answer() {
        return new Answer(status, body(), false);
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error");
        if (code != null) {
            error.put("code", code);
        }
        error.put("message", getMessage());
        if (param != null) {
            error.put("param", param);
        }
        error.put("type", type);
        return body;
    }
}
