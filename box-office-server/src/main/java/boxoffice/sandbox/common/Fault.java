package boxoffice.sandbox.common;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/// One thing that goes another way with a payment than a merchant would like (PAY-2).
///
/// A gateway asks [Script#strike] for the kind of fault that could happen at the place where it stands.
public sealed interface Fault {
    /// Its name in a script.
    String code();

    /// What happens, in a sentence for people.
    String words();

    /// Why a bank says no.
    enum Reason {
        GENERIC,
        INSUFFICIENT_FUNDS
    }

    /// The bank refuses the payment.
    record Decline(Reason reason) implements Fault {
        @Override
        public String code() {
            return "decline";
        }

        @Override
        public String words() {
            return switch (reason) {
                case GENERIC -> "The payment is declined.";
                case INSUFFICIENT_FUNDS -> "The payment is declined: insufficient funds.";
            };
        }
    }

    /// The bank wants the customer to confirm on a page of its own (3-D Secure).
    record Authentication() implements Fault {
        @Override
        public String code() {
            return "authentication";
        }

        @Override
        public String words() {
            return "The bank asks the customer to confirm the payment (3-D Secure).";
        }
    }

    /// The bank takes its time to answer.
    ///
    /// @param by how long
    record Slow(Duration by) implements Fault {
        @Override
        public String code() {
            return "slow";
        }

        @Override
        public String words() {
            return "The bank answers after " + Durations.format(by) + ".";
        }
    }

    /// The customer pays an order twice at the same time; the second payment is given back at once, and never was the
    /// merchant's. It can happen at Razorpay.
    record PaidTwice() implements Fault {
        @Override
        public String code() {
            return "paid_twice";
        }

        @Override
        public String words() {
            return "An order is paid twice, and what is too much is given back at once (Razorpay).";
        }
    }

    /// A fault of the gateway's API.
    sealed interface OfCall extends Fault {
        /// At which calls it happens.
        Set<Operation> on();
    }

    /// The API does nothing, and never says so.
    record NoAnswer(Set<Operation> on) implements OfCall {
        @Override
        public String code() {
            return "no_answer";
        }

        @Override
        public String words() {
            return calls(on) + " is never answered, and nothing is done.";
        }
    }

    /// The API does what it was asked, and says so after the caller has given up.
    ///
    /// @param by how long the answer takes
    record LateAnswer(Set<Operation> on, Duration by) implements OfCall {
        @Override
        public String code() {
            return "late_answer";
        }

        @Override
        public String words() {
            return calls(on) + " does its work, and is answered after " + Durations.format(by) + ".";
        }
    }

    /// The API says that it has failed. That answer is kept under the idempotency key where the gateway has them.
    ///
    /// @param done whether the work was done nevertheless
    record ServerError(Set<Operation> on, boolean done) implements OfCall {
        @Override
        public String code() {
            return "server_error";
        }

        @Override
        public String words() {
            return calls(on) + " is answered with status 500, and "
                    + (done ? "yet the work is done." : "nothing is done.");
        }
    }

    /// A fault on the way of single webhooks.
    sealed interface OfWebhook extends Fault {
        /// The types of the events it concerns, in the gateway's own words; empty for all.
        Set<String> events();
    }

    /// The webhook never arrives.
    record LostWebhook(Set<String> events) implements OfWebhook {
        @Override
        public String code() {
            return "webhook_lost";
        }

        @Override
        public String words() {
            return webhooks(events) + " is lost.";
        }
    }

    /// The webhook arrives several times.
    ///
    /// @param copies how often altogether
    record RepeatedWebhook(Set<String> events, int copies) implements OfWebhook {
        @Override
        public String code() {
            return "webhook_repeated";
        }

        @Override
        public String words() {
            return webhooks(events) + " arrives " + copies + " times.";
        }
    }

    /// The webhook arrives late.
    ///
    /// @param by how long after it happened
    record LateWebhook(Set<String> events, Duration by) implements OfWebhook {
        @Override
        public String code() {
            return "webhook_late";
        }

        @Override
        public String words() {
            return webhooks(events) + " arrives " + Durations.format(by) + " late.";
        }
    }

    /// The webhook arrives with a signature that does not fit.
    record ForgedWebhook(Set<String> events) implements OfWebhook {
        @Override
        public String code() {
            return "webhook_forged";
        }

        @Override
        public String words() {
            return webhooks(events) + " has a wrong signature.";
        }
    }

    /// The webhooks of the payment arrive in the wrong order: they are collected for a while, and then sent one after
    /// the other, the last one first.
    ///
    /// @param within for how long they are collected
    record ReorderedWebhooks(Duration within) implements Fault {
        @Override
        public String code() {
            return "webhooks_reordered";
        }

        @Override
        public String words() {
            return "Webhooks are collected for " + Durations.format(within) + " and then arrive the last one first.";
        }
    }

    /// The gateway refuses to give money back, and says so at once.
    record RefusedRefund() implements Fault {
        @Override
        public String code() {
            return "refund_refused";
        }

        @Override
        public String words() {
            return "A refund is refused.";
        }
    }

    /// A refund is made, and fails afterwards.
    ///
    /// @param by how long after it was made
    record FailedRefund(Duration by) implements Fault {
        @Override
        public String code() {
            return "refund_fails";
        }

        @Override
        public String words() {
            return "A refund is made and fails after " + Durations.format(by) + ".";
        }
    }

    /// A refund is pending before it succeeds.
    ///
    /// @param by how long
    record PendingRefund(Duration by) implements Fault {
        @Override
        public String code() {
            return "refund_pending";
        }

        @Override
        public String words() {
            return "A refund is pending for " + Durations.format(by) + " and then succeeds.";
        }
    }

    private static String calls(Set<Operation> on) {
        return "The call for " + on.stream().map(Operation::words).collect(Collectors.joining(" or "));
    }

    private static String webhooks(Set<String> events) {
        return events.isEmpty() ? "Each webhook" : "Each webhook " + String.join(" or ", events);
    }
}
