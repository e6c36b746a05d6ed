package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Lookup;
import boxoffice.sandbox.common.Subject;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which payment something is about, as a script looks at it: the checkout session with all that becomes of it, or the
/// payment intent that has none.
final class Subjects {
    private static final String GATEWAY = "stripe";

    private final Duration slow;

    /// @param slow how long the slow cards take
    Subjects(Duration slow) {
        this.slow = slow;
    }

    /// A session that is being made.
    static Subject opening(CheckoutSession.Order order) {
        return subject(null, order);
    }

    /// A payment intent that is being made by the API.
    static Subject opening(PaymentIntent.Terms terms) {
        return subject(null, terms);
    }

    /// A session that has just been made.
    static Subject opened(CheckoutSession session) {
        return subject(session.id(), session.order());
    }

    /// A payment intent that has just been made by the API.
    static Subject opened(PaymentIntent intent) {
        return subject(intent.id(), intent.terms());
    }

    Subject of(Lookup lookup, CheckoutSession session) {
        String intent = session.paymentIntent();
        return subject(session.id(), session.order()).with(
                intent == null
                        ? List.of()
                        : lookup.find(PaymentIntent.class, intent).map(this::habits).orElse(List.of()));
    }

    Subject of(Lookup lookup, PaymentIntent intent) {
        String session = intent.terms().session();
        Subject own = subject(intent.id(), intent.terms());
        return (session == null
                ? own
                : lookup.find(CheckoutSession.class, session).map(open -> subject(open.id(), open.order())).orElse(own))
                .with(habits(intent));
    }

    /// A payment that is being paid with a card.
    Subject of(Lookup lookup, PaymentIntent intent, Card card) {
        return of(lookup, intent).with(card.test().habits(slow));
    }

    /// By an object of the API, as events hold them.
    Optional<Subject> of(Lookup lookup, ObjectNode object) {
        return switch (object.path("object").asText()) {
            case "checkout.session", "payment_intent" -> of(lookup, object.path("id").asText());
            case "payment_method" -> of(lookup, object.path("id").asText());
            case "charge", "refund" -> of(lookup, object.path("payment_intent").asText());
            case "terminal.reader" -> of(
                    lookup, object.path("action").path("process_payment_intent").path("payment_intent").asText());
            default -> Optional.empty();
        };
    }

    /// By the id of anything that belongs to it.
    Optional<Subject> of(Lookup lookup, String id) {
        return switch (id.substring(0, id.indexOf('_') + 1)) {
            case "cs_" -> lookup.find(CheckoutSession.class, id).map(session -> of(lookup, session));
            case "pi_" -> lookup.find(PaymentIntent.class, id).map(intent -> of(lookup, intent));
            case "ch_" -> lookup.find(Charge.class, id).flatMap(charge -> of(lookup, charge.paymentIntent()));
            case "pm_" -> lookup.find(PaymentMethod.class, id).flatMap(card -> of(lookup, card.paymentIntent()));
            case "re_" -> lookup.find(Refund.class, id).flatMap(refund -> of(lookup, refund.paymentIntent()));
            case "tmr_" -> lookup.find(Reader.class, id)
                    .flatMap(reader -> Readers.intent(lookup, reader))
                    .map(intent -> of(lookup, intent));
            default -> Optional.empty();
        };
    }

    private List<Subject.Habit> habits(PaymentIntent intent) {
        return intent.card().map(card -> card.test().habits(slow)).orElse(List.of());
    }

    private static Subject subject(@Nullable String id, CheckoutSession.Order order) {
        Map<String, String> metadata = new HashMap<>(order.metadata());
        metadata.putAll(order.paymentMetadata());
        return new Subject(
                GATEWAY, id, order.total(), order.currency(), order.paymentDescription(), metadata, List.of());
    }

    private static Subject subject(@Nullable String id, PaymentIntent.Terms terms) {
        return new Subject(
                GATEWAY, id, terms.amount(), terms.currency(), terms.description(), terms.metadata(), List.of());
    }
}
