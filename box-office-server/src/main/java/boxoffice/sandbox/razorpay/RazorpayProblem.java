package boxoffice.sandbox.razorpay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// A request that is refused, in Razorpay's own shape.
final class RazorpayProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final @Nullable String field;
    private final String source;
    private final String step;
    private final String reason;

    private RazorpayProblem(
            int status, String code, String description, @Nullable String field, String source, String step,
            String reason) {
        super(description, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
        this.source = source;
        this.step = step;
        this.reason = reason;
    }

    static RazorpayProblem unauthorized() {
        return new RazorpayProblem(401, "BAD_REQUEST_ERROR", "Authentication failed", null, "NA", "NA", "NA");
    }

    static RazorpayProblem noSuchUrl() {
        return new RazorpayProblem(
                404, "BAD_REQUEST_ERROR", "The requested URL was not found on the server.", null, "NA", "NA", "NA");
    }

    static RazorpayProblem noSuchId() {
        return refused("The id provided does not exist");
    }

    /// A parameter cannot be used.
    static RazorpayProblem invalid(String field, String description) {
        return new RazorpayProblem(
                400, "BAD_REQUEST_ERROR", description, field, "business", "payment_initiation",
                "input_validation_failed");
    }

    /// The thing is not in a state in which this can be done.
    static RazorpayProblem refused(String description) {
        return new RazorpayProblem(
                400, "BAD_REQUEST_ERROR", description, null, "business", "payment_initiation",
                "input_validation_failed");
    }

    static RazorpayProblem keyReused() {
        return new RazorpayProblem(
                400, "BAD_REQUEST_ERROR",
                "Different request with the same idempotency key has already been processed.", null, "NA", "NA", "NA");
    }

    static RazorpayProblem internal() {
        return new RazorpayProblem(
                500, "SERVER_ERROR",
                "We are facing some trouble completing your request at the moment. Please try again shortly.", null,
                "NA", "NA", "NA");
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error");
        error.put("code", code);
        error.put("description", getMessage());
        error.put("source", source);
        error.put("step", step);
        error.put("reason", reason);
        error.putObject("metadata");
        if (field != null) {
            error.put("field", field);
        }
        return body;
    }
}
