package boxoffice.sandbox.stripe;

/// Why a card was refused.
///
/// @param code Stripe's error code
/// @param declineCode the issuer's reason
/// @param message a sentence the customer may read
record Decline(String code, String declineCode, String message) {}
