package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Amounts;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.common.Script;
import boxoffice.sandbox.common.Subject;
import boxoffice.sandbox.stripe.PaymentIntent.State;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `/v1/refunds`.
final class Refunds {
    private static final List<String> REASONS = List.of("duplicate", "fraudulent", "requested_by_customer");

    private final Books books;
    private final Script script;
    private final Subjects subjects;
    private final StripeJson json;

    Refunds(Books books, Script script, Subjects subjects, StripeJson json) {
        this.books = books;
        this.script = script;
        this.subjects = subjects;
        this.json = json;
    }

    /// Waits again for the ends of refunds that a restart has interrupted.
    void resume() {
        books.change(Event.Cause.NONE, change -> {
            books.newest(Refund.class, refund -> refund.ending() != null, Integer.MAX_VALUE)
                    .forEach(refund -> awaitEnd(change, refund));
            return change;
        });
    }

    Function<Change, Answer> create(Call call) {
        Form form = call.form();
        Optional<String> intent = form.optionalText("payment_intent", 100);
        Optional<String> charge = form.optionalText("charge", 100);
        if (intent.isEmpty() && charge.isEmpty()) {
            throw StripeProblem.missing("payment_intent");
        }
        if (intent.isPresent() && charge.isPresent()) {
            throw StripeProblem.invalid(null, "charge", "Give payment_intent or charge, not both.");
        }
        long amount = form.has("amount") ? PaymentIntents.amount(form, "amount") : 0;
        String reason = form.optionalOneOf("reason", REASONS).orElse(null);
        Map<String, String> metadata = form.metadata("metadata");
        form.ignore(List.of("instructions_email"));
        return change -> {
            Charge refunded = charge.isPresent() ? charge(change, charge.get())
                    : chargeOf(change, intent.orElseThrow());
            return Answer.ok(json.refund(refund(change, refunded, amount, reason, metadata)));
        };
    }

    private static Charge charge(Change change, String id) {
        Charge charge = change.find(Charge.class, id).orElseThrow(() -> StripeProblem.noSuch("charge", id, "charge"));
        if (!charge.captured()) {
            throw StripeProblem.refused(
                    "charge_not_refundable",
                    "charge",
                    "The charge " + id
                            + (charge.approved() ? " has not been captured" : " was declined")
                            + ": there is nothing to refund.");
        }
        return charge;
    }

    private static Charge chargeOf(Change change, String intentId) {
        PaymentIntent intent = change.find(PaymentIntent.class, intentId)
                .orElseThrow(() -> StripeProblem.noSuch("payment_intent", intentId, "payment_intent"));
        if (intent.state() instanceof State.Succeeded(Card _, String charge)) {
            return charge(change, charge);
        }
        throw StripeProblem.refused(
                "payment_intent_unexpected_state",
                "payment_intent",
                "A PaymentIntent whose status is " + intent.status() + " has nothing to refund.");
    }

    /// @param wanted in minor units; 0 is all that is left
    private Refund refund(
            Change change, Charge charge, long wanted, @Nullable String reason, Map<String, String> metadata) {
        long refundable = charge.refundable();
        if (refundable == 0) {
            throw StripeProblem.refused(
                    "charge_already_refunded", null, "The charge " + charge.id() + " has already been refunded.");
        }
        long amount = wanted == 0 ? refundable : wanted;
        String currency = charge.terms().currency();
        if (amount > refundable) {
            throw StripeProblem.refused(
                    null,
                    "amount",
                    "The refund (" + Amounts.format(amount, currency)
                            + ") is more than what is left of the charge ("
                            + Amounts.format(refundable, currency)
                            + ").");
        }
        Subject payment = subjects.of(change, charge.id()).orElseThrow();
        if (script.strike(Fault.RefusedRefund.class, payment).isPresent()) {
            throw StripeProblem.refused(
                    null, null, "Insufficient funds in your Stripe balance to refund this amount.");
        }
        Refund.Ending ending = ending(change, payment);
        Refund.Status status = ending != null && ending.status() == Refund.Status.SUCCEEDED
                ? Refund.Status.PENDING
                : Refund.Status.SUCCEEDED;
        Refund refund = change.put(
                new Refund(
                        Ids.next("re_3", 23),
                        change.now().getEpochSecond(),
                        charge.id(),
                        charge.paymentIntent(),
                        amount,
                        currency,
                        reason,
                        metadata,
                        status,
                        ending));
        change.announce("refund.created", json.refund(refund));
        changeAmountRefunded(change, charge, amount);
        awaitEnd(change, refund);
        return refund;
    }

    /// What is to become of a refund after it was made; `null` if it is over at once.
    private Refund.@Nullable Ending ending(Change change, Subject payment) {
        return script.strike(Fault.FailedRefund.class, payment)
                .map(fault -> new Refund.Ending(Refund.Status.FAILED, change.now().plus(fault.by()).toEpochMilli()))
                .or(
                        () -> script.strike(Fault.PendingRefund.class, payment)
                                .map(
                                        fault -> new Refund.Ending(
                                                Refund.Status.SUCCEEDED,
                                                change.now().plus(fault.by()).toEpochMilli())))
                .orElse(null);
    }

    private void changeAmountRefunded(Change change, Charge charge, long by) {
        ObjectNode before = json.charge(charge);
        ObjectNode after = json.charge(change.put(charge.withAmountRefunded(charge.amountRefunded() + by)));
        if (by > 0) {
            ObjectNode previous = JsonNodeFactory.instance.objectNode();
            for (String field : List.of("amount_refunded", "refunded")) {
                if (!before.get(field).equals(after.get(field))) {
                    previous.set(field, before.get(field));
                }
            }
            change.announce("charge.refunded", after, previous);
        }
    }

    private void awaitEnd(Change change, Refund refund) {
        Refund.Ending ending = refund.ending();
        if (ending != null) {
            change.later(Instant.ofEpochMilli(ending.at()), () -> finish(refund.id(), ending.status()));
        }
    }

    private void finish(String id, Refund.Status end) {
        books.change(Event.Cause.NONE, change -> {
            change.find(Refund.class, id).filter(refund -> refund.ending() != null).ifPresent(refund -> {
                ObjectNode previous = JsonNodeFactory.instance.objectNode();
                previous.set("status", json.refund(refund).get("status"));
                Refund finished = change.put(refund.with(end));
                change.announce("refund.updated", json.refund(finished), previous);
                if (end == Refund.Status.FAILED) {
                    change.announce("refund.failed", json.refund(finished));
                    change.find(Charge.class, refund.charge())
                            .ifPresent(charge -> changeAmountRefunded(change, charge, -refund.amount()));
                }
            });
            return change;
        });
    }

    ObjectNode retrieve(Call call) {
        return json.refund(
                books.find(Refund.class, call.id())
                        .orElseThrow(() -> StripeProblem.noSuch("refund", call.id(), "id")));
    }

    ObjectNode list(Call call) {
        Optional<String> intent = call.form().optionalText("payment_intent", 100);
        Optional<String> charge = call.form().optionalText("charge", 100);
        return Page.of(call.form())
                .answer(
                        books,
                        json,
                        "/v1/refunds",
                        "refund",
                        Refund.class,
                        refund -> intent.map(id -> id.equals(refund.paymentIntent())).orElse(true)
                                && charge.map(id -> id.equals(refund.charge())).orElse(true),
                        json::refund);
    }
}
