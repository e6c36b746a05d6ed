package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.common.Script;
import boxoffice.sandbox.stripe.PaymentIntent.State;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Takes the money: moves a payment intent from one state to the next, with all that follows from it.
final class Payments {
    private final Books books;
    private final Issuer issuer;
    private final Script script;
    private final Customers customers;
    private final StripeJson json;
    private volatile BiConsumer<Change, PaymentIntent> settled = (_, _) -> {};

    Payments(Books books, Issuer issuer, Script script, Customers customers, StripeJson json) {
        this.books = books;
        this.issuer = issuer;
        this.script = script;
        this.customers = customers;
        this.json = json;
    }

    /// Tells the listener, within the same change, of each payment whose bank has answered.
    void tell(BiConsumer<Change, PaymentIntent> listener) {
        settled = listener;
    }

    /// Waits again for the issuers' answers that a restart has interrupted.
    void resume() {
        books.change(Event.Cause.NONE, change -> {
            books.newest(PaymentIntent.class, intent -> intent.state() instanceof State.Processing, Integer.MAX_VALUE)
                    .forEach(intent -> awaitAnswer(change, intent));
            return change;
        });
    }

    /// @param customer whose payment it is, as far as the merchant knows
    PaymentIntent open(Change change, PaymentIntent.Terms terms, @Nullable String customer) {
        String id = Ids.next("pi_3", 23);
        String secret = Ids.next(id + "_secret_", 25);
        PaymentIntent intent = change.put(
                new PaymentIntent(
                        id, change.now().getEpochSecond(), secret, terms, new State.AwaitingCard(null), customer));
        if (terms.session() == null) {
            script.opened(Subjects.opened(intent));
        }
        change.announce("payment_intent.created", json.paymentIntent(intent));
        return intent;
    }

    /// Tries to pay with a card. The result has succeeded, awaits another card, awaits the customer at the bank's page, or
    /// is processing: then the answer comes later and by itself.
    ///
    /// @param returnUrl where the customer goes from the bank's page, if there is no session to go back to
    PaymentIntent attempt(Change change, PaymentIntent intent, Card card, @Nullable String returnUrl) {
        if (change.find(PaymentMethod.class, card.id()).isEmpty()) {
            change.put(
                    new PaymentMethod(
                            card.id(),
                            change.now().getEpochSecond(),
                            card,
                            intent.terms().present(),
                            intent.id(),
                            null,
                            "unspecified"));
        }
        // At a reader, the customer confirms on the reader itself.
        if (!intent.terms().present() && issuer.asksForConfirmation(change, intent, card)) {
            PaymentIntent asked = change.put(intent.with(new State.AwaitingCustomer(card, returnUrl)));
            change.announce("payment_intent.requires_action", json.paymentIntent(asked));
            return asked;
        }
        return authorize(change, intent, card);
    }

    /// Goes on after the customer was at the bank's page.
    PaymentIntent answered(Change change, PaymentIntent intent, Card card, boolean confirmed) {
        return confirmed
                ? authorize(change, intent, card)
                : failed(change, intent, new PaymentIntent.Failure(null, card, Decline.notAuthenticated()));
    }

    private PaymentIntent authorize(Change change, PaymentIntent intent, Card card) {
        Instant answerAt = change.now().plus(issuer.thinkingTime(change, intent, card));
        if (!answerAt.isAfter(change.now())) {
            return settle(change, intent, card);
        }
        PaymentIntent processing = change.put(intent.with(new State.Processing(card, answerAt.toEpochMilli())));
        change.announce("payment_intent.processing", json.paymentIntent(processing));
        awaitAnswer(change, processing);
        return processing;
    }

    private void awaitAnswer(Change change, PaymentIntent intent) {
        if (intent.state() instanceof State.Processing(Card _, long answerAt)) {
            change.later(Instant.ofEpochMilli(answerAt), () -> takeAnswer(intent.id()));
        }
    }

    private void takeAnswer(String id) {
        books.change(Event.Cause.NONE, change -> {
            change.find(PaymentIntent.class, id).ifPresent(intent -> {
                if (intent.state() instanceof State.Processing(Card card, long _)) {
                    settle(change, intent, card);
                }
            });
            return change;
        });
    }

    private PaymentIntent settle(Change change, PaymentIntent intent, Card card) {
        return switch (issuer.judge(change, intent, card)) {
            case Issuer.Verdict.Approved _ -> succeed(change, intent, card);
            case Issuer.Verdict.Declined(Decline decline) -> fail(change, intent, card, decline);
        };
    }

    private PaymentIntent succeed(Change change, PaymentIntent tried, Card card) {
        PaymentIntent intent = customers.keep(change, tried, card);
        boolean held = intent.terms().capturedLater();
        Charge charge = change.put(
                new Charge(
                        Ids.next("ch_3", 23), change.now().getEpochSecond(), intent.id(), intent.terms(), card, null,
                        0, held, intent.customer()));
        if (held) {
            PaymentIntent approved = change.put(intent.with(new State.AwaitingCapture(card, charge.id())));
            change.announce("payment_intent.amount_capturable_updated", json.paymentIntent(approved));
            settled.accept(change, approved);
            return approved;
        }
        return paid(change, intent, card, charge);
    }

    /// Takes the money that was set aside.
    PaymentIntent capture(Change change, PaymentIntent intent, Card card, Charge charge) {
        Charge taken = change.put(charge.taken());
        change.announce("charge.captured", json.charge(taken));
        return paid(change, intent, card, taken);
    }

    private PaymentIntent paid(Change change, PaymentIntent intent, Card card, Charge charge) {
        PaymentIntent paid = change.put(intent.with(new State.Succeeded(card, charge.id())));
        change.announce("payment_intent.succeeded", json.paymentIntent(paid));
        String session = intent.terms().session();
        if (session != null) {
            change.find(CheckoutSession.class, session).ifPresent(open -> {
                CheckoutSession complete = change.put(open.completedBy(card.holder(), paid.customer()));
                change.announce("checkout.session.completed", json.session(complete));
            });
        }
        settled.accept(change, paid);
        return paid;
    }

    private PaymentIntent fail(Change change, PaymentIntent intent, Card card, Decline decline) {
        Charge charge = change.put(
                new Charge(
                        Ids.next("ch_3", 23), change.now().getEpochSecond(), intent.id(), intent.terms(), card, decline,
                        0, false, intent.customer()));
        return failed(change, intent, new PaymentIntent.Failure(charge.id(), card, decline));
    }

    private PaymentIntent failed(Change change, PaymentIntent intent, PaymentIntent.Failure failure) {
        PaymentIntent failed = change.put(intent.with(new State.AwaitingCard(failure)));
        change.announce("payment_intent.payment_failed", json.paymentIntent(failed));
        settled.accept(change, failed);
        return failed;
    }

    PaymentIntent cancel(Change change, PaymentIntent intent, String reason) {
        PaymentIntent canceled = change.put(
                intent.with(
                        new State.Canceled(
                                change.now().getEpochSecond(), reason, intent.lastFailure().orElse(null))));
        change.announce("payment_intent.canceled", json.paymentIntent(canceled));
        return canceled;
    }
}
