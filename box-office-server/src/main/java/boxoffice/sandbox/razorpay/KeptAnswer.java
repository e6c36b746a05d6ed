package boxoffice.sandbox.razorpay;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The answer that was given to an `X-Refund-Idempotency`.
///
/// @param id the key
/// @param request what was asked; the same key with another request is refused
record KeptAnswer(String id, long created, String request, int status, ObjectNode body) implements Entry {}
