package boxoffice.sandbox.stripe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody whose cards the merchant may use again.
record Customer(
        String id,
        long created,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String description,
        Map<String, String> metadata)
        implements
            Entry {}
