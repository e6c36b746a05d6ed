package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Lookup;
import boxoffice.sandbox.common.Script;
import boxoffice.sandbox.common.Subject;
import java.time.Duration;

/// The bank behind the test cards: the one place that decides what becomes of an attempt to pay.
final class Issuer {
    private final Script script;
    private final Subjects subjects;

    Issuer(Script script, Subjects subjects) {
        this.script = script;
        this.subjects = subjects;
    }

    /// What the issuer says.
    sealed interface Verdict {
        record Approved() implements Verdict {}

        record Declined(Decline decline) implements Verdict {}
    }

    Verdict judge(Lookup lookup, PaymentIntent intent, Card card) {
        if (card.test() == TestCard.UNKNOWN) {
            return declined(
                    "test_mode_live_card", "This is a sandbox: only its test cards can pay. Nothing was charged.");
        }
        Subject payment = subjects.of(lookup, intent, card);
        return script.strike(Fault.Decline.class, payment)
                .<Verdict>map(decline -> switch (decline.reason()) {
                    case GENERIC ->
                        declined("generic_decline", "Your card was declined. Please use another card.");
                    case INSUFFICIENT_FUNDS ->
                        declined(
                                "insufficient_funds",
                                "There is not enough money on this card. Please use another card.");
                })
                .orElseGet(Verdict.Approved::new);
    }

    /// Whether the issuer wants the customer to confirm on a page of its own.
    boolean asksForConfirmation(Lookup lookup, PaymentIntent intent, Card card) {
        return script.strike(Fault.Authentication.class, subjects.of(lookup, intent, card)).isPresent();
    }

    /// How long the issuer thinks before it says what it says.
    Duration thinkingTime(Lookup lookup, PaymentIntent intent, Card card) {
        return script.strike(Fault.Slow.class, subjects.of(lookup, intent, card))
                .map(Fault.Slow::by)
                .orElse(Duration.ZERO);
    }

    private static Verdict declined(String declineCode, String message) {
        return new Verdict.Declined(new Decline("card_declined", declineCode, message));
    }
}
