package boxoffice.sandbox.stripe;

/// A card that was used, for whoever wants to know it or to use it again: the token `pm_…`.
///
/// @param present the card was held to a reader
/// @param reusable the merchant has said that it is to be used again
record PaymentMethod(String id, long created, Card card, boolean present, boolean reusable) implements Entry {}
