package boxoffice.server.booking;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Rule;
import boxoffice.server.testing.Phone;
import java.time.Duration;
import java.util.Set;

/// One thing that happens in an evening at the box office: people, the gateway and the clock all do what they like.
///
/// A `pick` names one of what there is by then, counted round and round, so that each step can follow each other one.
sealed interface Step {
    /// Somebody holds seats of a show and has them booked, asking more than once under one key.
    ///
    /// @param times how often the same request is sent
    record Buy(int guest, int show, int seats, int times) implements Step {}

    /// Somebody else tries to get the seats of a booking.
    record Snatch(int pick) implements Step {}

    /// The hosted page of a booking's payment is filled in.
    record Pay(int pick, Card card) implements Step {}

    /// The guest asks for a page to pay on once more.
    record PayAgain(int pick) implements Step {}

    /// The guest gives up a booking that is not paid, if it is not.
    record GiveUp(int pick) implements Step {}

    /// The guest cancels whatever it is, in full.
    record Cancel(int pick) implements Step {}

    /// The guest cancels the first of the seats.
    record CancelOne(int pick) implements Step {}

    /// Staff give a part of a payment back.
    record RefundPart(int pick, int minor) implements Step {}

    /// Staff give back all that is left of a payment.
    record RefundAll(int pick) implements Step {}

    /// The guest wants to see another show instead.
    record Exchange(int pick, int show) implements Step {}

    /// Time passes.
    record Wait(int minutes) implements Step {}

    /// The gateway tells again what it has told before.
    ///
    /// @param anew the same fact by another event
    record Redeliver(int pick, int node, boolean anew) implements Step {}

    /// The gateway tells again all that it has told before, the last thing first, to both nodes at once.
    record RedeliverAll(boolean anew) implements Step {}

    /// From now on this goes wrong at the gateway.
    record Break(Trouble trouble) implements Step {}

    /// Nothing more goes wrong at the gateway.
    record Mend() implements Step {}

    /// What a guest may pay with.
    enum Card {
        GOOD(Phone.GOOD_CARD),
        DECLINED(Phone.BAD_CARD),
        SLOW("4000000000080004"),
        REFUND_PENDING("4000000000007726"),
        REFUND_REFUSED_TWICE("4000000000080012"),
        REFUND_FAILS_TWICE("4000000000080020"),
        REFUND_FAILS("4000000000005126"),
        WEBHOOK_FORGED("4000000000080103");

        private final String number;

        Card(String number) {
            this.number = number;
        }

        String number() {
            return number;
        }
    }

    /// What may go wrong at the gateway, a few times with each payment.
    enum Trouble {
        WEBHOOK_LOST(new Fault.LostWebhook(Set.of()), 0),
        WEBHOOK_REPEATED(new Fault.RepeatedWebhook(Set.of(), 3), 0),
        WEBHOOKS_REORDERED(new Fault.ReorderedWebhooks(Duration.ofMillis(300)), 0),
        OPEN_LATE(new Fault.LateAnswer(Set.of(Operation.OPEN), Duration.ofMillis(200)), 1),
        OPEN_FAILS(new Fault.ServerError(Set.of(Operation.OPEN), false), 1),
        OPEN_FAILS_AND_IS_DONE(new Fault.ServerError(Set.of(Operation.OPEN), true), 1),
        LOOK_FAILS(new Fault.ServerError(Set.of(Operation.RETRIEVE), false), 2),
        CLOSE_FAILS(new Fault.ServerError(Set.of(Operation.CLOSE), false), 1),
        CLOSE_FAILS_AND_IS_DONE(new Fault.ServerError(Set.of(Operation.CLOSE), true), 1),
        REFUND_LATE(new Fault.LateAnswer(Set.of(Operation.REFUND), Duration.ofMillis(200)), 1),
        REFUND_FAILS_AND_IS_DONE(new Fault.ServerError(Set.of(Operation.REFUND), true), 1),
        REFUND_REFUSED(new Fault.RefusedRefund(), 2),
        REFUND_RETURNS(new Fault.FailedRefund(Duration.ofMillis(100)), 2),
        /// Costs as long as a node waits for an answer.
        REFUND_SILENT(new Fault.NoAnswer(Set.of(Operation.REFUND)), 1);

        private final Rule rule;

        Trouble(Fault fault, int times) {
            this.rule = Rule.all(fault).times(times);
        }

        Rule rule() {
            return rule;
        }
    }
}
