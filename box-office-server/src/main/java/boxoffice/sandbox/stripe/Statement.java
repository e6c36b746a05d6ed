package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Amounts;
import boxoffice.sandbox.common.RecentPayment;
import boxoffice.sandbox.stripe.PaymentIntent.State;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The gateway's own account of the money, to be compared with the merchant's.
final class Statement {
    private final Books books;

    Statement(Books books) {
        this.books = books;
    }

    private record Sums(long captured, long refunded, long payments) {
        static final Sums NONE = new Sums(0, 0, 0);

        static Sums of(Charge charge) {
            return new Sums(charge.terms().amount(), charge.amountRefunded(), 1);
        }

        Sums plus(Sums other) {
            return new Sums(captured + other.captured, refunded + other.refunded, payments + other.payments);
        }
    }

    ObjectNode write() {
        Map<String, Sums> currencies = new TreeMap<>();
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        ObjectNode totals = statement.putObject("totals");
        ArrayNode payments = statement.putArray("payments");
        for (PaymentIntent intent : books.newest(PaymentIntent.class, _ -> true, Integer.MAX_VALUE)) {
            Sums sums = charge(intent).map(Sums::of).orElse(Sums.NONE);
            if (sums.payments() > 0) {
                currencies.merge(intent.terms().currency(), sums, Sums::plus);
            }
            payments.add(payment(intent, sums));
        }
        currencies.forEach(
                (currency, sums) -> totals.putObject(currency)
                        .put("captured", sums.captured())
                        .put("refunded", sums.refunded())
                        .put("payments", sums.payments()));
        return statement;
    }

    private Optional<Charge> charge(PaymentIntent intent) {
        return intent.state() instanceof State.Succeeded(Card _, String charge)
                ? books.find(Charge.class, charge)
                : Optional.empty();
    }

    private ObjectNode payment(PaymentIntent intent, Sums sums) {
        ObjectNode payment = JsonNodeFactory.instance.objectNode();
        payment.put("payment_intent", intent.id());
        payment.put("checkout_session", intent.terms().session());
        payment.put(
                "client_reference_id", session(intent)
                        .map(session -> session.order().clientReferenceId())
                        .orElse(null));
        payment.put("status", intent.status());
        payment.put("currency", intent.terms().currency());
        payment.put("amount", intent.terms().amount());
        payment.put("captured", sums.captured());
        payment.put("refunded", sums.refunded());
        ObjectNode metadata = payment.putObject("metadata");
        intent.terms().metadata().forEach(metadata::put);
        return payment;
    }

    private Optional<CheckoutSession> session(PaymentIntent intent) {
        return Optional.ofNullable(intent.terms().session()).flatMap(id -> books.find(CheckoutSession.class, id));
    }

    List<RecentPayment> recent(int limit) {
        return books.newest(PaymentIntent.class, _ -> true, limit)
                .stream()
                .map(this::recent)
                .toList();
    }

    private RecentPayment recent(PaymentIntent intent) {
        String description = intent.terms().description();
        return new RecentPayment(
                Instant.ofEpochSecond(intent.created()),
                intent.id(),
                session(intent)
                        .map(CheckoutSession::summary)
                        .orElse(description == null ? "" : description),
                Amounts.format(intent.terms().amount(), intent.terms().currency()),
                state(intent));
    }

    private String state(PaymentIntent intent) {
        return charge(intent)
                .filter(charge -> charge.amountRefunded() > 0)
                .map(charge -> charge.refundable() == 0 ? "refunded" : "partly refunded")
                .orElseGet(() -> switch (intent.state()) {
                    case State.AwaitingCard(PaymentIntent.Failure failure) ->
                        failure == null ? "waiting for a card" : "declined, may be tried again";
                    case State.AwaitingConfirmation _ -> "waiting for confirmation";
                    case State.AwaitingCustomer _ -> "waiting for the customer at the bank's page";
                    case State.Processing _ -> "processing";
                    case State.AwaitingCapture _ -> "set aside, not taken yet";
                    case State.Succeeded _ -> "paid";
                    case State.Canceled _ -> "canceled";
                });
    }
}
