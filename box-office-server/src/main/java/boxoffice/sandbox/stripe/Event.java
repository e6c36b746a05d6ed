package boxoffice.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// Something that happened, as it is told to the merchant.
///
/// @param object the thing it happened to, as it was right after
/// @param previous what the changed fields were before; `null` if nothing was changed but made
/// @param cause the API request that made it happen, if one did
/// @param endpoints how many webhook endpoints are told
record Event(
        String id,
        long created,
        String type,
        ObjectNode object,
        @Nullable ObjectNode previous,
        Cause cause,
        int endpoints)
        implements
            Entry {

    /// Why something happens: an API request, or nobody in particular (both `null`).
    record Cause(@Nullable String requestId, @Nullable String idempotencyKey) {
        static final Cause NONE = new Cause(null, null);
    }
}
