package boxoffice.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The answer that was given to an idempotency key.
///
/// @param id the idempotency key
/// @param request what was asked; the same key with another request is refused
record KeptAnswer(String id, long created, String request, int status, ObjectNode body) implements Entry {
    /// As long as Stripe promises to know an idempotency key.
    private static final long LIFE_SECONDS = 24 * 3600;

    @Override
    public long life() {
        return LIFE_SECONDS;
    }
}
