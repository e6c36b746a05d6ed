package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Lookup;
import boxoffice.sandbox.common.Subject;
import boxoffice.sandbox.stripe.PaymentIntent.State;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/v1/payment_intents` and `/v1/charges`.
final class PaymentIntents {
    /// Stripe's largest amount, in minor units.
    static final long MAX_AMOUNT = 99_999_999;

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies()
            .stream()
            .map(currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    private static final List<String> CANCELLATION_REASONS =
            List.of("abandoned", "duplicate", "fraudulent", "requested_by_customer");
    /// Parameters that change nothing here, since the sandbox has cards only and captures at once.
    private static final List<String> WITHOUT_EFFECT = List.of(
            "automatic_payment_methods",
            "confirmation_method",
            "off_session",
            "payment_method_options",
            "statement_descriptor",
            "statement_descriptor_suffix");

    private final Books books;
    private final Payments payments;
    private final StripeJson json;

    PaymentIntents(Books books, Payments payments, StripeJson json) {
        this.books = books;
        this.payments = payments;
        this.json = json;
    }

    Function<Change, Answer> create(Call call) {
        Form form = call.form();
        PaymentIntent.Terms terms = terms(form);
        Optional<TestCard> card = card(form);
        boolean confirm = form.flag("confirm");
        if (confirm && card.isEmpty()) {
            throw StripeProblem.missing("payment_method");
        }
        String returnUrl = form.optionalUrl("return_url").orElse(null);
        cardsOnly(form);
        form.optionalOneOf("capture_method", List.of("automatic", "automatic_async"));
        form.ignore(WITHOUT_EFFECT);
        return change -> {
            PaymentIntent intent = payments.open(change, terms);
            if (confirm) {
                return attempt(change, intent, used(change, card.orElseThrow()), returnUrl);
            }
            if (card.isPresent()) {
                intent = change.put(intent.with(new State.AwaitingConfirmation(used(change, card.get()))));
            }
            return Answer.ok(json.paymentIntent(intent));
        };
    }

    private static PaymentIntent.Terms terms(Form form) {
        return new PaymentIntent.Terms(
                amount(form, "amount"),
                currency(form, "currency"),
                form.optionalText("description", 1000).orElse(null),
                form.optionalText("receipt_email", 500).orElse(null),
                form.metadata("metadata"),
                null);
    }

    /// The payment that a call would make, for the script.
    static Optional<Subject> opening(Call call) {
        return Optional.of(Subjects.opening(terms(call.form())));
    }

    static long amount(Form form, String name) {
        long amount = form.wholeNumber(name, Long.MIN_VALUE, Long.MAX_VALUE);
        if (amount < 1) {
            throw StripeProblem.invalid(
                    "amount_too_small", form.name(name), form.name(name) + " must be at least 1 minor unit.");
        }
        if (amount > MAX_AMOUNT) {
            throw StripeProblem.invalid(
                    "amount_too_large", form.name(name), form.name(name) + " must be at most " + MAX_AMOUNT + ".");
        }
        return amount;
    }

    /// An ISO 4217 code, in lower case as Stripe writes it.
    static String currency(Form form, String name) {
        String currency = form.text(name, 10).toLowerCase(Locale.ROOT);
        if (!CURRENCIES.contains(currency)) {
            throw StripeProblem.invalid(
                    null, form.name(name), form.name(name) + " must be an ISO 4217 code such as inr, not " + currency);
        }
        return currency;
    }

    static void cardsOnly(Form form) {
        for (String type : form.texts("payment_method_types")) {
            if (!type.equals("card")) {
                throw StripeProblem.invalid(
                        null, "payment_method_types", "The sandbox knows the payment method card, not " + type + ".");
            }
        }
    }

    private static Optional<TestCard> card(Form form) {
        return form.optionalText("payment_method", 100)
                .map(
                        token -> TestCard.ofToken(token)
                                .orElseThrow(() -> StripeProblem.noSuch("PaymentMethod", token, "payment_method")));
    }

    private static Card used(Change change, TestCard card) {
        return Card.readyMade(card, change.now().atZone(ZoneOffset.UTC).getYear() + 1);
    }

    Function<Change, Answer> confirm(Call call) {
        Form form = call.form();
        Optional<TestCard> given = card(form);
        String returnUrl = form.optionalUrl("return_url").orElse(null);
        form.ignore(WITHOUT_EFFECT);
        return change -> {
            PaymentIntent intent = require(change, call.id());
            refuseOfSession(intent, "confirmed");
            return switch (intent.state()) {
                case State.AwaitingCard _ ->
                    attempt(
                            change,
                            intent,
                            used(change, given.orElseThrow(() -> StripeProblem.missing("payment_method"))),
                            returnUrl);
                case State.AwaitingConfirmation(Card card) ->
                    attempt(change, intent, given.map(other -> used(change, other)).orElse(card), returnUrl);
                case State.AwaitingCustomer _,State.Processing _,State.Succeeded _,State.Canceled _ -> throw wrongState(
                        intent, "confirmed");
            };
        };
    }

    private Answer attempt(Change change, PaymentIntent intent, Card card, @Nullable String returnUrl) {
        PaymentIntent attempted = payments.attempt(change, intent, card, returnUrl);
        return attempted.lastFailure()
                .map(failure -> declined(attempted, failure))
                .orElseGet(() -> Answer.ok(json.paymentIntent(attempted)));
    }

    /// A declined card is an error to whoever asked, although the payment intent and its failed charge remain.
    private Answer declined(PaymentIntent intent, PaymentIntent.Failure failure) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = StripeJson.paymentError(failure);
        error.set("payment_intent", json.paymentIntent(intent));
        body.set("error", error);
        return new Answer(402, body, false);
    }

    Function<Change, Answer> cancel(Call call) {
        String reason = call.form()
                .optionalOneOf("cancellation_reason", CANCELLATION_REASONS)
                .orElse("requested_by_customer");
        return change -> {
            PaymentIntent intent = require(change, call.id());
            refuseOfSession(intent, "canceled");
            return switch (intent.state()) {
                case State.AwaitingCard _,State.AwaitingConfirmation _,State.AwaitingCustomer _ ->
                    Answer.ok(json.paymentIntent(payments.cancel(change, intent, reason)));
                case State.Processing _,State.Succeeded _,State.Canceled _ -> throw wrongState(intent, "canceled");
            };
        };
    }

    private static void refuseOfSession(PaymentIntent intent, String deed) {
        String session = intent.terms().session();
        if (session != null) {
            throw StripeProblem.refused(
                    "payment_intent_unexpected_state",
                    "intent",
                    "This PaymentIntent belongs to the Checkout Session " + session
                            + " and cannot be "
                            + deed
                            + " by itself. Expire the session instead.");
        }
    }

    private static StripeProblem wrongState(PaymentIntent intent, String deed) {
        return StripeProblem.refused(
                "payment_intent_unexpected_state",
                "intent",
                "A PaymentIntent whose status is " + intent.status() + " cannot be " + deed + ".");
    }

    private static PaymentIntent require(Lookup lookup, String id) {
        return lookup.find(PaymentIntent.class, id)
                .orElseThrow(() -> StripeProblem.noSuch("payment_intent", id, "intent"));
    }

    ObjectNode retrieve(Call call) {
        call.form().ignore(List.of("client_secret"));
        return json.paymentIntent(require(books, call.id()));
    }

    ObjectNode list(Call call) {
        return Page.of(call.form())
                .answer(
                        books,
                        json,
                        "/v1/payment_intents",
                        "payment_intent",
                        PaymentIntent.class,
                        _ -> true,
                        json::paymentIntent);
    }

    ObjectNode retrieveCharge(Call call) {
        return json.charge(
                books.find(Charge.class, call.id())
                        .orElseThrow(() -> StripeProblem.noSuch("charge", call.id(), "id")));
    }
}
