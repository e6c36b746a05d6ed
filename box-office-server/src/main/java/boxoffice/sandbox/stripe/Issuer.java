package boxoffice.sandbox.stripe;

import java.time.Duration;

/// The bank behind the test cards: the one place that decides what becomes of an attempt to pay.
final class Issuer {
    private final Duration slowDelay;

    Issuer(Duration slowDelay) {
        this.slowDelay = slowDelay;
    }

    /// What the issuer says.
    sealed interface Verdict {
        record Approved() implements Verdict {}

        record Declined(Decline decline) implements Verdict {}
    }

    Verdict judge(Card card) {
        return switch (card.test()) {
            case SUCCEEDS, SLOW, REFUND_PENDING, REFUND_FAILS -> new Verdict.Approved();
            case DECLINED -> declined("generic_decline", "Your card was declined. Please use another card.");
            case INSUFFICIENT_FUNDS ->
                declined(
                        "insufficient_funds",
                        "There is not enough money on this card. Please use another card.");
            case UNKNOWN ->
                declined("test_mode_live_card", "This is a sandbox: only its test cards can pay. Nothing was charged.");
        };
    }

    /// How long the issuer thinks before it says so.
    Duration thinkingTime(Card card) {
        return card.test() == TestCard.SLOW ? slowDelay : Duration.ZERO;
    }

    /// How long after its creation a refund reaches its final state, for cards whose refunds change later.
    Duration refundTime() {
        return slowDelay;
    }

    private static Verdict declined(String declineCode, String message) {
        return new Verdict.Declined(new Decline("card_declined", declineCode, message));
    }
}
