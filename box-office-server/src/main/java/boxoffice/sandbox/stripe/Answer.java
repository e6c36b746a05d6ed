package boxoffice.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What the API says to a request.
///
/// @param replayed this is a kept answer, nothing was done
record Answer(int status, ObjectNode body, boolean replayed) {
    static Answer ok(ObjectNode body) {
        return new Answer(200, body, false);
    }
}
