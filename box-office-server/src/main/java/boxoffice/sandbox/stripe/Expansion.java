package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Lookup;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Puts whole objects where an answer has only their ids, as asked for by `expand[]`.
final class Expansion {
    private final StripeJson json;

    Expansion(StripeJson json) {
        this.json = json;
    }

    /// @param paths such as `payment_intent.latest_charge` or `data.charge`
    void apply(ObjectNode answer, List<String> paths, Lookup lookup) {
        for (String path : paths) {
            expand(answer, path, path, lookup);
        }
    }

    private void expand(JsonNode node, String rest, String path, Lookup lookup) {
        if (node.isArray()) {
            node.forEach(element -> expand(element, rest, path, lookup));
            return;
        }
        int dot = rest.indexOf('.');
        String name = dot < 0 ? rest : rest.substring(0, dot);
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        if (name.equals("line_items") && object.path("object").asText().equals("checkout.session")) {
            lookup.find(CheckoutSession.class, object.path("id").asText())
                    .ifPresent(session -> object.set(name, json.lineItems(session)));
        }
        JsonNode value = object.get(name);
        if (value == null) {
            throw StripeProblem.invalid(null, "expand", "The sandbox cannot expand " + path + ".");
        }
        if (value.isTextual()) {
            object.set(
                    name,
                    find(value.asText(), lookup)
                            .orElseThrow(
                                    () -> StripeProblem.invalid(
                                            null, "expand", "The sandbox cannot expand " + path + ".")));
        }
        if (dot >= 0) {
            expand(object.get(name), rest.substring(dot + 1), path, lookup);
        }
    }

    private Optional<ObjectNode> find(String id, Lookup lookup) {
        return switch (id.substring(0, id.indexOf('_') + 1)) {
            case "pi_" -> lookup.find(PaymentIntent.class, id).map(json::paymentIntent);
            case "ch_" -> lookup.find(Charge.class, id).map(json::charge);
            case "cus_" -> lookup.find(Customer.class, id).map(CustomerJson::write);
            case "pm_" -> lookup.find(PaymentMethod.class, id).map(json::paymentMethod);
            case "tmr_" -> lookup.find(Reader.class, id).map(ReaderJson::write);
            case "re_" -> lookup.find(Refund.class, id).map(json::refund);
            default -> Optional.empty();
        };
    }
}
