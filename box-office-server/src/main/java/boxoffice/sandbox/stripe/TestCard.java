package boxoffice.sandbox.stripe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The card numbers the sandbox knows, and what each of them does. The numbers are Stripe's own where Stripe has one;
/// the slow card is ours.
enum TestCard {
    SUCCEEDS("4242424242424242", "pm_card_visa", "Succeeds"),
    DECLINED("4000000000000002", "pm_card_visa_chargeDeclined", "Is declined"),
    INSUFFICIENT_FUNDS(
            "4000000000009995", "pm_card_visa_chargeDeclinedInsufficientFunds", "Is declined: insufficient funds"),
    SLOW("4000000000080004", "pm_card_slow", "Succeeds, but the answer takes its time"),
    REFUND_PENDING("4000000000007726", "pm_card_pendingRefund", "Succeeds; a refund is pending first"),
    REFUND_FAILS("4000000000005126", "pm_card_refundFail", "Succeeds; a refund fails later"),
    /// Any other number. The sandbox never charges it, since it might be somebody's real card.
    UNKNOWN("", "", "Is declined");

    private static final List<TestCard> KNOWN =
            Arrays.stream(values()).filter(card -> card != UNKNOWN).toList();

    private final String number;
    private final String token;
    private final String description;

    TestCard(String number, String token, String description) {
        this.number = number;
        this.token = token;
        this.description = description;
    }

    static List<TestCard> known() {
        return KNOWN;
    }

    static TestCard ofNumber(String number) {
        return KNOWN.stream().filter(card -> card.number.equals(number)).findFirst().orElse(UNKNOWN);
    }

    /// The card behind a payment method id such as `pm_card_visa`.
    static Optional<TestCard> ofToken(String token) {
        return KNOWN.stream().filter(card -> card.token.equals(token)).findFirst();
    }

    String number() {
        return number;
    }

    String token() {
        return token;
    }

    String description() {
        return description;
    }
}
