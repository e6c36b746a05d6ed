package boxoffice.sandbox.razorpay;

import io.helidon.common.parameters.Parameters;
import java.util.Optional;

/// One request to the API.
///
/// @param id the id in the path, empty if the path has none
/// @param key the `X-Refund-Idempotency`
record Call(String id, Body body, Parameters query, Optional<String> key) {}
