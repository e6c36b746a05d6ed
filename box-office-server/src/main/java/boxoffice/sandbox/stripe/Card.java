package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Ids;
import org.jspecify.annotations.Nullable;

/// A card as it was used for one payment. Its number and security code are not kept.
///
/// @param id the payment method, `pm_…`
/// @param expiryYear four digits
/// @param holder the name on the card
record Card(String id, TestCard test, String last4, int expiryMonth, int expiryYear, @Nullable String holder) {

    static Card typed(String number, int expiryMonth, int expiryYear, String holder) {
        return new Card(
                Ids.next("pm_", 24),
                TestCard.ofNumber(number),
                number.substring(number.length() - 4),
                expiryMonth,
                expiryYear,
                holder);
    }

    /// The card that stands behind one of Stripe's ready-made payment methods.
    ///
    /// @param expiryYear any year that has not begun yet
    static Card readyMade(TestCard test, int expiryYear) {
        String last4 = test.number().substring(test.number().length() - 4);
        return new Card(Ids.next("pm_", 24), test, last4, 12, expiryYear, null);
    }
}
