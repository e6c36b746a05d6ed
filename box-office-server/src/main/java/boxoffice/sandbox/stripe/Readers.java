package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.common.Lookup;
import boxoffice.sandbox.stripe.PaymentIntent.State;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `/v1/terminal/readers`, driven by the server: the merchant hands a payment intent to a reader, and the reader says by
/// its action and by events what came of it.
final class Readers {
    /// How long a reader waits for a card.
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// Stripe's registration codes of simulated readers, and what they make.
    private static final Map<String, String> SIMULATED = Map.of(
            "simulated-wpe", "simulated_wisepos_e",
            "simulated-s700", "simulated_stripe_s700");

    private final Books books;
    private final Payments payments;
    private final StripeJson json;

    Readers(Books books, Payments payments, StripeJson json) {
        this.books = books;
        this.payments = payments;
        this.json = json;
        payments.tell(this::settled);
    }

    /// Waits again for the cards that readers waited for before a restart.
    void resume() {
        books.change(Event.Cause.NONE, change -> {
            all().stream().filter(Reader::busy).forEach(reader -> giveUpInTime(change, reader));
            return change;
        });
    }

    Function<Change, Answer> create(Call call) {
        Form form = call.form();
        String device = SIMULATED.get(form.oneOf("registration_code", SIMULATED.keySet().stream().sorted().toList()));
        Optional<String> label = form.optionalText("label", 200);
        Optional<String> location = form.optionalText("location", 100);
        Map<String, String> metadata = form.metadata("metadata");
        return change -> {
            String id = Ids.next("tmr_", 14);
            return Answer.ok(
                    ReaderJson.write(
                            change.put(
                                    new Reader(
                                            id,
                                            change.now().getEpochSecond(),
                                            label.orElse(id),
                                            location.orElse(null),
                                            String.valueOf(device),
                                            metadata,
                                            Reader.Reach.ONLINE,
                                            null))));
        };
    }

    Function<Change, Answer> process(Call call) {
        String intentId = call.form().text("payment_intent", 100);
        call.form().ignore(List.of("process_config"));
        return change -> {
            Reader reader = reachable(require(change, call.id()));
            if (reader.busy()) {
                throw StripeProblem.conflict(
                        "terminal_reader_busy",
                        "The reader is busy with another payment. Cancel it or wait for its end.");
            }
            PaymentIntent intent = change.find(PaymentIntent.class, intentId)
                    .orElseThrow(() -> StripeProblem.noSuch("payment_intent", intentId, "payment_intent"));
            if (!intent.terms().present()) {
                throw StripeProblem.invalid(
                        null, "payment_intent", "The payment_method_types of this PaymentIntent lack card_present.");
            }
            if (!(intent.state() instanceof State.AwaitingCard)) {
                throw StripeProblem.refused(
                        "payment_intent_unexpected_state",
                        "payment_intent",
                        "A PaymentIntent whose status is " + intent.status() + " cannot be handed to a reader.");
            }
            var action = new Reader.Action(
                    intent.id(), Reader.Status.IN_PROGRESS, null, change.now().plus(PATIENCE).toEpochMilli());
            Reader waiting = change.put(reader.with(action));
            giveUpInTime(change, waiting);
            return Answer.ok(ReaderJson.write(waiting));
        };
    }

    Function<Change, Answer> cancelAction(Call call) {
        return change -> {
            Reader reader = reachable(require(change, call.id()));
            if (authorizing(change, reader)) {
                throw StripeProblem.conflict(
                        "terminal_reader_busy",
                        "The bank is being asked about the card: this cannot be cancelled now.");
            }
            return Answer.ok(ReaderJson.write(change.put(reader.with((Reader.Action) null))));
        };
    }

    /// Somebody holds a card to a simulated reader.
    Function<Change, Answer> present(Call call) {
        Form form = call.form();
        form.optionalOneOf("type", List.of("card_present"));
        Optional<String> number = form.child("card_present").optionalText("number", 30);
        return change -> {
            Reader reader = require(change, call.id());
            if (!reader.busy() || authorizing(change, reader)) {
                throw StripeProblem.refused(null, null, "The reader is not waiting for a card.");
            }
            present(change, reader, number.map(TestCard::ofNumber).orElse(TestCard.SUCCEEDS));
            return Answer.ok(ReaderJson.write(require(change, call.id())));
        };
    }

    /// What somebody does at a reader.
    sealed interface Deed {
        record Present(TestCard card) implements Deed {}

        record Cancel() implements Deed {}

        record Switch(Reader.Reach reach) implements Deed {}
    }

    /// Does it, if the reader is in a state for it.
    void act(String id, Deed deed) {
        books.change(Event.Cause.NONE, change -> {
            change.find(Reader.class, id).ifPresent(reader -> {
                boolean waiting = reader.busy() && !authorizing(change, reader);
                switch (deed) {
                    case Deed.Present(TestCard card) when waiting -> present(change, reader, card);
                    case Deed.Cancel() when waiting -> end(
                            change,
                            reader,
                            new Reader.Failure("customer_canceled", "The customer cancelled at the reader.", null));
                    case Deed.Switch(Reader.Reach reach) -> change.put(reader.with(reach));
                    case Deed.Present _,Deed.Cancel _ -> {}
                }
            });
            return change;
        });
    }

    private void present(Change change, Reader reader, TestCard card) {
        PaymentIntent intent = intent(change, reader).orElseThrow();
        if (intent.state() instanceof State.AwaitingCard) {
            payments.attempt(
                    change,
                    intent,
                    Card.readyMade(card, change.now().atZone(ZoneOffset.UTC).getYear() + 1),
                    null);
        } else {
            end(
                    change,
                    reader,
                    new Reader.Failure("payment_intent_unexpected_state", "The payment is no longer wanted.", null));
        }
    }

    /// Ends the action of the reader at which a payment was made, once the bank has answered.
    private void settled(Change change, PaymentIntent intent) {
        for (Reader known : all()) {
            Reader reader = require(change, known.id());
            Reader.Action action = reader.action();
            if (reader.busy() && action != null && action.paymentIntent().equals(intent.id())) {
                end(
                        change,
                        reader,
                        intent.lastFailure()
                                .map(PaymentIntent.Failure::decline)
                                .map(decline -> new Reader.Failure(decline.code(), decline.message(), decline))
                                .orElse(null));
            }
        }
    }

    private void end(Change change, Reader reader, Reader.@Nullable Failure failure) {
        Reader.Action action = reader.action();
        if (action == null) {
            return;
        }
        Reader ended = change.put(reader.with(action.ended(failure)));
        change.announce(
                failure == null ? "terminal.reader.action_succeeded" : "terminal.reader.action_failed",
                ReaderJson.write(ended));
    }

    private void giveUpInTime(Change change, Reader reader) {
        Reader.Action action = reader.action();
        if (action != null) {
            change.later(Instant.ofEpochMilli(action.deadline()), () -> giveUp(reader.id(), action));
        }
    }

    private void giveUp(String id, Reader.Action waited) {
        books.change(Event.Cause.NONE, change -> {
            change.find(Reader.class, id)
                    .filter(reader -> waited.equals(reader.action()) && !authorizing(change, reader))
                    .ifPresent(
                            reader -> end(
                                    change,
                                    reader,
                                    new Reader.Failure(
                                            "terminal_reader_timeout", "No card was presented in time.", null)));
            return change;
        });
    }

    private static boolean authorizing(Lookup lookup, Reader reader) {
        return reader.busy()
                && intent(lookup, reader).map(PaymentIntent::state).orElse(null) instanceof State.Processing;
    }

    /// The payment that a reader is about.
    static Optional<PaymentIntent> intent(Lookup lookup, Reader reader) {
        return Optional.ofNullable(reader.action())
                .flatMap(action -> lookup.find(PaymentIntent.class, action.paymentIntent()));
    }

    private static Reader reachable(Reader reader) {
        return switch (reader.reach()) {
            case ONLINE -> reader;
            case OFFLINE -> throw StripeProblem.refused(
                    "terminal_reader_offline", null, "The reader is offline. Check its power and its network.");
            case SILENT -> throw StripeProblem.refused(
                    "terminal_reader_timeout", null, "The reader did not react in time.");
        };
    }

    private static Reader require(Lookup lookup, String id) {
        return lookup.find(Reader.class, id)
                .orElseThrow(() -> StripeProblem.noSuch("terminal.reader", id, "reader"));
    }

    /// All readers, newest first.
    List<Reader> all() {
        return books.newest(Reader.class, _ -> true, Integer.MAX_VALUE);
    }

    ObjectNode retrieve(Call call) {
        return ReaderJson.write(require(books, call.id()));
    }

    ObjectNode list(Call call) {
        Optional<String> status = call.form().optionalOneOf("status", List.of("online", "offline"));
        Optional<String> location = call.form().optionalText("location", 100);
        return Page.of(call.form())
                .answer(
                        books,
                        json,
                        "/v1/terminal/readers",
                        "terminal.reader",
                        Reader.class,
                        reader -> status.map(ReaderJson.status(reader)::equals).orElse(true)
                                && location.map(id -> id.equals(reader.location())).orElse(true),
                        ReaderJson::write);
    }
}
