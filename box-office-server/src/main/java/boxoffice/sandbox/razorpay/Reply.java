package boxoffice.sandbox.razorpay;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What the API says to a request.
record Reply(int status, ObjectNode body) {
    static Reply ok(ObjectNode body) {
        return new Reply(200, body);
    }
}
