package boxoffice.sandbox.stripe;

import org.jspecify.annotations.Nullable;

/// Why a card was refused.
///
/// @param code Stripe's error code
/// @param declineCode the issuer's reason, `null` if the issuer was never asked
/// @param message a sentence the customer may read
record Decline(String code, @Nullable String declineCode, String message) {
    /// The customer did not confirm on the bank's page.
    static Decline notAuthenticated() {
        return new Decline(
                "payment_intent_authentication_failure",
                null,
                "The payment was not confirmed at your bank. Please try again, or use another card.");
    }
}
