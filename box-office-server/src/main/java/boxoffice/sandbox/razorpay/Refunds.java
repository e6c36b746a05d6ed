package boxoffice.sandbox.razorpay;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.common.Script;
import boxoffice.sandbox.common.Subject;
import boxoffice.sandbox.razorpay.Refund.Status;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Refunds of payments.
final class Refunds {
    private final Books books;
    private final RazorpayJson json;
    private final Script script;

    Refunds(Books books, RazorpayJson json, Script script) {
        this.books = books;
        this.json = json;
        this.script = script;
    }

    /// Waits again for the ends of refunds that a restart has interrupted.
    void resume() {
        books.change(change -> {
            books.newest(Refund.class, refund -> refund.endAt() > 0, Integer.MAX_VALUE)
                    .forEach(refund -> awaitEnd(change, refund));
            return change;
        });
    }

    /// What was asked for.
    ///
    /// @param amount in paise; empty is all that is left
    private record Wish(
            Optional<Long> amount, String speed, @Nullable String receipt, Map<String, String> notes) {}

    /// Makes a refund, or answers as before if its key was used for the same request.
    Reply create(Call call) {
        call.key().filter(key -> !key.matches("[A-Za-z0-9_-]{10,}")).ifPresent(_ -> {
            throw RazorpayProblem.refused(
                    "The idempotency key must have at least 10 characters: letters, digits, hyphens, underscores.");
        });
        Body body = call.body();
        Wish wish = new Wish(
                body.amount("amount"),
                body.text("speed", 20).orElse("normal"),
                body.text("receipt", 40).orElse(null),
                body.notes());
        body.refuseOthers();
        String request = call.id() + " " + body.canonical();
        return books.change(change -> {
            Optional<KeptAnswer> kept = call.key().flatMap(key -> change.find(KeptAnswer.class, key));
            if (kept.isPresent()) {
                if (!kept.get().request().equals(request)) {
                    throw RazorpayProblem.keyReused();
                }
                return new Reply(kept.get().status(), kept.get().body());
            }
            Reply reply = Reply.ok(json.refund(refund(change, call.id(), wish)));
            call.key()
                    .ifPresent(
                            key -> change.put(
                                    new KeptAnswer(key, change.seconds(), request, reply.status(), reply.body())));
            return reply;
        });
    }

    private Refund refund(Change change, String paymentId, Wish wish) {
        Payment payment = change.find(Payment.class, paymentId).orElseThrow(RazorpayProblem::noSuchId);
        if (!payment.captured()) {
            throw RazorpayProblem.refused("The payment status should be captured for action to be taken");
        }
        long left = payment.amount() - payment.amountRefunded();
        if (left == 0) {
            throw RazorpayProblem.refused("The payment has been fully refunded already");
        }
        long amount = wish.amount().orElse(left);
        if (amount > left) {
            throw RazorpayProblem.invalid(
                    "amount", "The total refund amount is greater than the refund payment amount");
        }
        Subject subject = Subjects.find(change, payment.opened()).orElseThrow();
        if (script.strike(Fault.RefusedRefund.class, subject).isPresent()) {
            throw RazorpayProblem.refused(
                    "Your account does not have enough balance to carry out the refund operation.");
        }
        Optional<Duration> failing = script.strike(Fault.FailedRefund.class, subject).map(Fault.FailedRefund::by);
        Optional<Duration> pending = script.strike(Fault.PendingRefund.class, subject).map(Fault.PendingRefund::by);
        Optional<Instant> end = failing.or(() -> pending).map(change.now()::plus);
        Refund refund = change.put(
                new Refund(
                        Ids.next("rfnd_", 14),
                        change.seconds(),
                        payment.id(),
                        amount,
                        payment.currency(),
                        wish.receipt(),
                        wish.notes(),
                        wish.speed(),
                        end.isEmpty() ? Status.PROCESSED : Status.PENDING,
                        end.map(Instant::toEpochMilli).orElse(0L),
                        failing.isPresent()));
        Payment refunded = change.put(payment.withAmountRefunded(payment.amountRefunded() + amount));
        announce(change, "refund.created", refund, refunded);
        if (end.isEmpty()) {
            announce(change, "refund.processed", refund, refunded);
        } else {
            awaitEnd(change, refund);
        }
        return refund;
    }

    private void awaitEnd(Change change, Refund refund) {
        change.later(Instant.ofEpochMilli(refund.endAt()), () -> books.change(later -> {
            later.find(Refund.class, refund.id())
                    .filter(pending -> pending.endAt() > 0)
                    .ifPresent(pending -> end(later, pending));
            return later;
        }));
    }

    private void end(Change change, Refund pending) {
        Payment payment = change.find(Payment.class, pending.payment()).orElseThrow();
        if (pending.fails()) {
            Payment back = change.put(payment.withAmountRefunded(payment.amountRefunded() - pending.amount()));
            announce(change, "refund.failed", change.put(pending.ended(Status.FAILED)), back);
        } else {
            announce(change, "refund.processed", change.put(pending.ended(Status.PROCESSED)), payment);
        }
    }

    private void announce(Change change, String type, Refund refund, Payment payment) {
        SequencedMap<String, ObjectNode> entities = new LinkedHashMap<>();
        entities.put("refund", json.refund(refund));
        entities.put("payment", json.payment(payment));
        change.announce(type, payment.opened(), entities);
    }

    ObjectNode retrieve(Call call) {
        return json.refund(books.find(Refund.class, call.id()).orElseThrow(RazorpayProblem::noSuchId));
    }

    ObjectNode list(Call call) {
        Payment payment = books.find(Payment.class, call.id()).orElseThrow(RazorpayProblem::noSuchId);
        return Page.of(call.query())
                .answer(books, Refund.class, refund -> refund.payment().equals(payment.id()), json::refund);
    }

    ObjectNode all(Call call) {
        return Page.of(call.query()).answer(books, Refund.class, _ -> true, json::refund);
    }
}
