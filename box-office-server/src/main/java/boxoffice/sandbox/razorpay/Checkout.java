package boxoffice.sandbox.razorpay;

import org.jspecify.annotations.Nullable;

/// A guest's visit to the hosted checkout.
///
/// @param callbackUrl where the browser posts what came of it
/// @param cancelUrl where the browser goes if the guest does not want to pay
/// @param merchant the name to show instead of the configured one
record Checkout(
        String id,
        long created,
        String order,
        String callbackUrl,
        @Nullable String cancelUrl,
        @Nullable String merchant,
        @Nullable String description)
        implements
            Entry {}
