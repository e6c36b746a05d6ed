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
        String customer = Customers.named(books, form);
        Optional<Card> card = token(form).map(token -> card(token, customer));
        if (terms.present() && card.isPresent()) {
            throw StripeProblem.invalid(null, "payment_method", "A reader brings the card of a card_present payment.");
        }
        boolean confirm = form.flag("confirm");
        if (confirm && card.isEmpty()) {
            throw StripeProblem.missing("payment_method");
        }
        String returnUrl = form.optionalUrl("return_url").orElse(null);
        form.ignore(WITHOUT_EFFECT);
        return change -> {
            PaymentIntent intent = payments.open(change, terms, customer);
            if (confirm) {
                return attempt(change, intent, card.orElseThrow(), returnUrl);
            }
            if (card.isPresent()) {
                intent = change.put(intent.with(new State.AwaitingConfirmation(card.get())));
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
                null,
                present(form),
                form.optionalOneOf("capture_method", List.of("automatic", "automatic_async", "manual")).orElse(null),
                setupFutureUsage(form));
    }

    static @Nullable String setupFutureUsage(Form form) {
        return form.optionalOneOf("setup_future_usage", List.of("on_session", "off_session")).orElse(null);
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

    /// Refuses what the sandbox does not know; returns whether the card is held to a reader.
    private static boolean present(Form form) {
        List<String> types = form.texts("payment_method_types");
        for (String type : types) {
            if (!type.equals("card") && !type.equals("card_present")) {
                throw StripeProblem.invalid(
                        null,
                        "payment_method_types",
                        "The sandbox knows the payment methods card and card_present, not " + type + ".");
            }
        }
        return types.contains("card_present");
    }

    private static Optional<String> token(Form form) {
        return form.optionalText("payment_method", 100);
    }

    /// The card behind one of Stripe's ready-made payment methods, or one that the customer has used before.
    private Card card(String token, @Nullable String customer) {
        return TestCard.ofToken(token)
                .map(test -> Card.readyMade(test, books.now().atZone(ZoneOffset.UTC).getYear() + 1))
                .or(() -> books.find(PaymentMethod.class, token).map(used -> Customers.again(used, customer)))
                .orElseThrow(() -> StripeProblem.noSuch("PaymentMethod", token, "payment_method"));
    }

    Function<Change, Answer> confirm(Call call) {
        Form form = call.form();
        Optional<String> token = token(form);
        String returnUrl = form.optionalUrl("return_url").orElse(null);
        form.ignore(WITHOUT_EFFECT);
        return change -> {
            PaymentIntent intent = require(change, call.id());
            refuseOfSession(intent, "confirmed");
            if (intent.terms().present()) {
                throw StripeProblem.refused(
                        "payment_intent_unexpected_state", "intent",
                        "A card_present payment is confirmed by a reader.");
            }
            Optional<Card> given = token.map(named -> card(named, intent.customer()));
            return switch (intent.state()) {
                case State.AwaitingCard _ ->
                    attempt(
                            change,
                            intent,
                            given.orElseThrow(() -> StripeProblem.missing("payment_method")),
                            returnUrl);
                case State.AwaitingConfirmation(Card card) ->
                    attempt(change, intent, given.orElse(card), returnUrl);
                case State.AwaitingCustomer _,State.Processing _,State.AwaitingCapture _,State.Succeeded _,State.Canceled _ ->
                    throw wrongState(
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

    /// Takes the money that was set aside, all of it.
    Function<Change, Answer> capture(Call call) {
        Optional<Long> amount = call.form().has("amount_to_capture")
                ? Optional.of(amount(call.form(), "amount_to_capture"))
                : Optional.empty();
        return change -> {
            PaymentIntent intent = require(change, call.id());
            if (!(intent.state() instanceof State.AwaitingCapture(Card card, String charge))) {
                throw wrongState(intent, "captured");
            }
            if (amount.filter(wanted -> wanted != intent.terms().amount()).isPresent()) {
                throw StripeProblem.invalid(
                        null, "amount_to_capture", "The sandbox captures the whole amount: " + intent.terms().amount()
                                + ".");
            }
            return Answer.ok(
                    json.paymentIntent(
                            payments.capture(change, intent, card, change.find(Charge.class, charge).orElseThrow())));
        };
    }

    Function<Change, Answer> cancel(Call call) {
        String reason = call.form()
                .optionalOneOf("cancellation_reason", CANCELLATION_REASONS)
                .orElse("requested_by_customer");
        return change -> {
            PaymentIntent intent = require(change, call.id());
            refuseOfSession(intent, "canceled");
            return switch (intent.state()) {
                case State.AwaitingCard _,State.AwaitingConfirmation _,State.AwaitingCustomer _,State.AwaitingCapture _ ->
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

    ObjectNode listCharges(Call call) {
        Optional<String> intent = call.form().optionalText("payment_intent", 100);
        Optional<String> customer = call.form().optionalText("customer", 100);
        return Page.of(call.form())
                .answer(
                        books,
                        json,
                        "/v1/charges",
                        "charge",
                        Charge.class,
                        charge -> intent.map(id -> id.equals(charge.paymentIntent())).orElse(true)
                                && customer.map(id -> id.equals(charge.customer())).orElse(true),
                        json::charge);
    }

    ObjectNode retrieveCharge(Call call) {
        return json.charge(
                books.find(Charge.class, call.id())
                        .orElseThrow(() -> StripeProblem.noSuch("charge", call.id(), "id")));
    }
}
