package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.common.Lookup;
import boxoffice.sandbox.common.Script;
import boxoffice.sandbox.common.Subject;
import boxoffice.sandbox.stripe.CheckoutSession.Order;
import boxoffice.sandbox.stripe.PaymentIntent.State;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `/v1/checkout/sessions`, and what becomes of a session when its customer pays or its time is over.
final class CheckoutSessions {
    private static final Duration SHORTEST = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(24);
    /// Parameters that change nothing here: the page is in English and asks for the card only.
    private static final List<String> WITHOUT_EFFECT = List.of(
            "automatic_tax",
            "billing_address_collection",
            "locale",
            "payment_method_options",
            "phone_number_collection",
            "submit_type");

    private final Books books;
    private final Payments payments;
    private final Script script;
    private final Customers customers;
    private final StripeJson json;

    CheckoutSessions(Books books, Payments payments, Script script, Customers customers, StripeJson json) {
        this.books = books;
        this.payments = payments;
        this.script = script;
        this.customers = customers;
        this.json = json;
    }

    /// Watches again over the sessions that were open before a restart.
    void resume() {
        books.change(Event.Cause.NONE, change -> {
            books.newest(CheckoutSession.class, CheckoutSession::open, Integer.MAX_VALUE)
                    .forEach(
                            session -> change.later(
                                    Instant.ofEpochSecond(session.expiresAt()), () -> expireWhenDue(session.id())));
            return change;
        });
    }

    Function<Change, Answer> create(Call call) {
        Form form = call.form();
        form.oneOf("mode", List.of("payment"));
        form.optionalOneOf("ui_mode", List.of("hosted_page", "hosted"));
        form.texts("payment_method_types").forEach(type -> {
            if (!type.equals("card")) {
                throw StripeProblem.invalid(
                        null, "payment_method_types", "The sandbox's page knows the payment method card, not " + type
                                + ".");
            }
        });
        Order order = OrderForm.read(form);
        String customer = Customers.named(books, form);
        Optional<Long> expiry = form.optionalWholeNumber("expires_at", 0, Long.MAX_VALUE);
        expiry.ifPresent(this::checkExpiry);
        form.ignore(WITHOUT_EFFECT);
        return change -> {
            long created = change.now().getEpochSecond();
            long expiresAt = expiry.orElse(created + LONGEST.toSeconds());
            CheckoutSession session = change.put(
                    new CheckoutSession(
                            Ids.next("cs_test_a1", 56),
                            created,
                            expiresAt,
                            order,
                            CheckoutSession.Status.OPEN,
                            null,
                            null,
                            customer));
            change.later(Instant.ofEpochSecond(expiresAt), () -> expireWhenDue(session.id()));
            script.opened(Subjects.opened(session));
            return Answer.ok(json.session(session));
        };
    }

    /// The payment that a call would make, for the script.
    static Optional<Subject> opening(Call call) {
        return Optional.of(Subjects.opening(OrderForm.read(call.form())));
    }

    private void checkExpiry(long expiry) {
        long life = expiry - books.now().getEpochSecond();
        if (life < SHORTEST.toSeconds()) {
            throw StripeProblem.invalid(null, "expires_at", "expires_at must be at least 30 minutes from now.");
        }
        if (life > LONGEST.toSeconds()) {
            throw StripeProblem.invalid(null, "expires_at", "expires_at must be at most 24 hours from now.");
        }
    }

    /// The cards that the page offers to the session's customer, the newest first.
    List<PaymentMethod> savedCards(CheckoutSession session) {
        String customer = session.customer();
        return customer == null ? List.of() : customers.shown(customer, session.order().redisplay());
    }

    Function<Change, Answer> expire(Call call) {
        return change -> {
            CheckoutSession session = require(change, call.id());
            if (!session.open()) {
                throw StripeProblem.refused(
                        null,
                        "session",
                        "Only an open Checkout Session can be expired; this one is "
                                + json.session(session).get("status").asText()
                                + ".");
            }
            if (intent(change, session).map(PaymentIntent::state).orElse(null) instanceof State.Processing) {
                throw StripeProblem.refused(
                        null, "session", "The customer is paying: this Checkout Session cannot be expired now.");
            }
            return Answer.ok(json.session(expire(change, session)));
        };
    }

    private CheckoutSession expire(Change change, CheckoutSession session) {
        CheckoutSession expired = change.put(session.expired());
        change.announce("checkout.session.expired", json.session(expired));
        intent(change, session).ifPresent(intent -> payments.cancel(change, intent, "automatic"));
        return expired;
    }

    /// Expires a session whose time is over, after the issuer's answer if one is being waited for.
    private void expireWhenDue(String id) {
        books.change(Event.Cause.NONE, change -> {
            change.find(CheckoutSession.class, id).filter(CheckoutSession::open).ifPresent(session -> {
                if (intent(change, session).map(PaymentIntent::state)
                        .orElse(null) instanceof State.Processing(Card _, long answerAt)) {
                    change.later(Instant.ofEpochMilli(answerAt).plusSeconds(1), () -> expireWhenDue(id));
                } else {
                    expire(change, session);
                }
            });
            return change;
        });
    }

    private static Optional<PaymentIntent> intent(Lookup lookup, CheckoutSession session) {
        return Optional.ofNullable(session.paymentIntent()).flatMap(id -> lookup.find(PaymentIntent.class, id));
    }

    /// What happened when a customer pressed the button.
    sealed interface Outcome {
        record Paid() implements Outcome {}

        record Declined(Decline decline) implements Outcome {}

        /// The issuer has not answered yet.
        record InProgress() implements Outcome {}

        /// The customer has to confirm on the bank's page.
        record Asked(String intent) implements Outcome {}

        /// Nothing was done: the session had been paid before.
        record PaidBefore() implements Outcome {}

        record Expired() implements Outcome {}
    }

    /// Pays a session with a card, at most once however often it is asked.
    Outcome pay(String id, Card card) {
        return books.change(Event.Cause.NONE, change -> {
            CheckoutSession session = require(change, id);
            return whyClosed(change, session, change.now()).orElseGet(() -> attempt(change, session, card));
        });
    }

    /// Why a session cannot be paid now; empty if it can.
    Optional<Outcome> whyClosed(CheckoutSession session) {
        return whyClosed(books, session, books.now());
    }

    private static Optional<Outcome> whyClosed(Lookup lookup, CheckoutSession session, Instant now) {
        return switch (session.status()) {
            case COMPLETE -> Optional.of(new Outcome.PaidBefore());
            case EXPIRED -> Optional.of(new Outcome.Expired());
            case OPEN -> {
                Optional<PaymentIntent> intent = intent(lookup, session);
                if (intent.map(PaymentIntent::state).orElse(null) instanceof State.Processing) {
                    yield Optional.of(new Outcome.InProgress());
                }
                if (session.expiresAt() <= now.getEpochSecond()) {
                    yield Optional.of(new Outcome.Expired());
                }
                yield intent.filter(asked -> asked.state() instanceof State.AwaitingCustomer)
                        .map(asked -> new Outcome.Asked(asked.id()));
            }
        };
    }

    private Outcome attempt(Change change, CheckoutSession session, Card card) {
        PaymentIntent intent = intent(change, session).orElseGet(() -> openIntent(change, session));
        return outcome(payments.attempt(change, intent, card, null));
    }

    private static Outcome outcome(PaymentIntent attempted) {
        return switch (attempted.state()) {
            case State.Processing _ -> new Outcome.InProgress();
            case State.AwaitingCustomer _ -> new Outcome.Asked(attempted.id());
            case State.Succeeded _ -> new Outcome.Paid();
            case State.AwaitingCard _,State.AwaitingConfirmation _,State.AwaitingCapture _,State.Canceled _ ->
                attempted.lastFailure()
                        .<Outcome>map(failure -> new Outcome.Declined(failure.decline()))
                        .orElseGet(Outcome.Expired::new);
        };
    }

    /// Takes the customer's word from the bank's page; what was answered before stays as it is.
    Outcome answered(String intentId, boolean confirmed) {
        return books.change(Event.Cause.NONE, change -> {
            PaymentIntent intent = change.find(PaymentIntent.class, intentId)
                    .orElseThrow(() -> StripeProblem.noSuch("payment_intent", intentId, "intent"));
            return intent.state() instanceof State.AwaitingCustomer(Card card, String _)
                    ? outcome(payments.answered(change, intent, card, confirmed))
                    : outcome(intent);
        });
    }

    private PaymentIntent openIntent(Change change, CheckoutSession session) {
        Order order = session.order();
        PaymentIntent intent = payments.open(
                change,
                new PaymentIntent.Terms(
                        order.total(),
                        order.currency(),
                        order.paymentDescription(),
                        order.receiptEmail(),
                        order.paymentMetadata(),
                        session.id(),
                        false,
                        null,
                        order.setupFutureUsage()),
                session.customer());
        change.put(session.payingWith(intent.id()));
        return intent;
    }

    Optional<CheckoutSession> find(String id) {
        return books.find(CheckoutSession.class, id);
    }

    private static CheckoutSession require(Lookup lookup, String id) {
        return lookup.find(CheckoutSession.class, id)
                .orElseThrow(() -> StripeProblem.noSuch("checkout.session", id, "session"));
    }

    ObjectNode retrieve(Call call) {
        return json.session(require(books, call.id()));
    }

    ObjectNode lineItems(Call call) {
        call.form().ignore(List.of("limit"));
        return json.lineItems(require(books, call.id()));
    }

    ObjectNode list(Call call) {
        Optional<String> intent = call.form().optionalText("payment_intent", 100);
        Optional<String> status = call.form().optionalOneOf("status", List.of("open", "complete", "expired"));
        return Page.of(call.form())
                .answer(
                        books,
                        json,
                        "/v1/checkout/sessions",
                        "checkout.session",
                        CheckoutSession.class,
                        session -> intent.map(id -> id.equals(session.paymentIntent())).orElse(true)
                                && status.map(name -> name.equalsIgnoreCase(session.status().name())).orElse(true),
                        json::session);
    }
}
