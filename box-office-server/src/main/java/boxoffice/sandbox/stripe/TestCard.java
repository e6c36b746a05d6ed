package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Subject.Habit;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The card numbers the sandbox knows, and what each of them does. The numbers are Stripe's own where Stripe has one;
/// those that begin with 4000 0000 0008 are ours.
enum TestCard {
    SUCCEEDS("4242424242424242", "pm_card_visa", "Succeeds"),
    DECLINED("4000000000000002", "pm_card_visa_chargeDeclined", "Is declined"),
    INSUFFICIENT_FUNDS(
            "4000000000009995", "pm_card_visa_chargeDeclinedInsufficientFunds", "Is declined: insufficient funds"),
    AUTHENTICATION(
            "4000002500003155",
            "pm_card_authenticationRequiredOnSetup",
            "Asks you to confirm at your bank (3-D Secure), then succeeds"),
    ALWAYS_AUTHENTICATION(
            "4000002760003184",
            "pm_card_authenticationRequired",
            "Asks you to confirm at your bank (3-D Secure), then succeeds"),
    AUTHENTICATION_INSUFFICIENT_FUNDS(
            "4000008260003178",
            "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
            "Asks you to confirm at your bank (3-D Secure), then is declined: insufficient funds"),
    SLOW("4000000000080004", "pm_card_slow", "Succeeds, but the answer takes its time"),
    REFUND_PENDING("4000000000007726", "pm_card_pendingRefund", "Succeeds; a refund is pending first"),
    REFUND_FAILS("4000000000005126", "pm_card_refundFail", "Succeeds; a refund fails later"),
    REFUND_REFUSED_TWICE("4000000000080012", "pm_card_refundRefusedTwice", "Succeeds; a refund is refused twice"),
    REFUND_FAILS_TWICE("4000000000080020", "pm_card_refundFailTwice", "Succeeds; a refund fails later, twice"),
    REFUND_NO_ANSWER(
            "4000000000080038", "pm_card_refundNoAnswer", "Succeeds; the first call for a refund is never answered"),
    REFUND_LATE_ANSWER(
            "4000000000080046",
            "pm_card_refundLateAnswer",
            "Succeeds; the first refund is made, but the answer comes too late"),
    REFUND_ERROR(
            "4000000000080053", "pm_card_refundError", "Succeeds; the first call for a refund is answered with 500"),
    WEBHOOK_LOST("4000000000080061", "pm_card_webhookLost", "Succeeds; no webhook arrives"),
    WEBHOOK_TWICE("4000000000080079", "pm_card_webhookTwice", "Succeeds; each webhook arrives twice"),
    WEBHOOK_LATE("4000000000080087", "pm_card_webhookLate", "Succeeds; webhooks arrive late"),
    WEBHOOK_REORDERED("4000000000080095", "pm_card_webhookReordered", "Succeeds; webhooks arrive the last one first"),
    WEBHOOK_FORGED(
            "4000000000080103", "pm_card_webhookForged", "Succeeds; the first webhook has a wrong signature"),
    /// Any other number. The sandbox never charges it, since it might be somebody's real card.
    UNKNOWN("", "", "Is declined");

    private static final Duration TOO_LATE = Duration.ofSeconds(30);
    private static final Duration COLLECTING = Duration.ofSeconds(2);
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

    /// What the card does by itself.
    ///
    /// @param slow how long the slow ones take
    List<Habit> habits(Duration slow) {
        return switch (this) {
            case SUCCEEDS, UNKNOWN -> List.of();
            case DECLINED -> List.of(Habit.always(new Fault.Decline(Fault.Reason.GENERIC)));
            case INSUFFICIENT_FUNDS -> List.of(Habit.always(new Fault.Decline(Fault.Reason.INSUFFICIENT_FUNDS)));
            case AUTHENTICATION, ALWAYS_AUTHENTICATION -> List.of(Habit.always(new Fault.Authentication()));
            case AUTHENTICATION_INSUFFICIENT_FUNDS -> List.of(
                    Habit.always(new Fault.Authentication()),
                    Habit.always(new Fault.Decline(Fault.Reason.INSUFFICIENT_FUNDS)));
            case SLOW -> List.of(Habit.always(new Fault.Slow(slow)));
            case REFUND_PENDING -> List.of(Habit.always(new Fault.PendingRefund(slow)));
            case REFUND_FAILS -> List.of(Habit.always(new Fault.FailedRefund(slow)));
            case REFUND_REFUSED_TWICE -> List.of(new Habit(new Fault.RefusedRefund(), 2));
            case REFUND_FAILS_TWICE -> List.of(new Habit(new Fault.FailedRefund(slow), 2));
            case REFUND_NO_ANSWER -> List.of(new Habit(new Fault.NoAnswer(Set.of(Operation.REFUND)), 1));
            case REFUND_LATE_ANSWER -> List.of(
                    new Habit(new Fault.LateAnswer(Set.of(Operation.REFUND), TOO_LATE), 1));
            case REFUND_ERROR -> List.of(new Habit(new Fault.ServerError(Set.of(Operation.REFUND), false), 1));
            case WEBHOOK_LOST -> List.of(Habit.always(new Fault.LostWebhook(Set.of())));
            case WEBHOOK_TWICE -> List.of(Habit.always(new Fault.RepeatedWebhook(Set.of(), 2)));
            case WEBHOOK_LATE -> List.of(Habit.always(new Fault.LateWebhook(Set.of(), slow)));
            case WEBHOOK_REORDERED -> List.of(Habit.always(new Fault.ReorderedWebhooks(COLLECTING)));
            case WEBHOOK_FORGED -> List.of(new Habit(new Fault.ForgedWebhook(Set.of()), 1));
        };
    }
}
