package boxoffice.server.payment;

import boxoffice.model.GatewayStatements.MovementKind;
import boxoffice.model.InvalidField;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// What an account with Razorpay took and gave back in a time, by its lists of payments and refunds.
final class RazorpayStatement {
    private static final int PAGE = 100;

    private final RazorpayApi api;
    private final long from;
    private final long until;

    RazorpayStatement(RazorpayApi api, Instant from, Instant until) {
        this.api = api;
        this.from = from.getEpochSecond();
        this.until = until.getEpochSecond();
    }

    /// @throws GatewayException when one of the pages does not come
    List<Movement> movements() {
        return Stream.concat(
                all("payments").stream().flatMap(payment -> capture(payment).stream()),
                all("refunds").stream().flatMap(refund -> refund(refund).stream())).toList();
    }

    /// Pages are counted from the newest entry. One that is made meanwhile moves the others down, so that some come twice;
    /// none is passed over.
    private Collection<JsonNode> all(String what) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        int skip = 0;
        JsonNode page;
        do {
            // Razorpay takes the last second, too.
            page = items(api.get("/%s?from=%d&to=%d&count=%d&skip=%d".formatted(what, from, until - 1, PAGE, skip)));
            page.forEach(item -> all.putIfAbsent(RazorpayGateway.text(item, "id"), item));
            skip += PAGE;
        } while (page.size() == PAGE);
        return all.values();
    }

    private static JsonNode items(JsonNode answer) {
        if (!answer.path("items").isArray()) {
            throw new GatewayException.NoAnswer(
                    "Razorpay's answer is no list", new IOException("no items in the answer"));
        }
        return answer.path("items");
    }

    /// A payment by a code has no notes; only its reference says that it is ours.
    private static Optional<Movement> capture(JsonNode payment) {
        if (!(RazorpayGateway.state(payment) instanceof PaymentState.Paid(String reference))) {
            return Optional.empty();
        }
        Optional<UUID> ours = ours(payment, RazorpayGateway.PAYMENT, id -> PaymentId.of(id).value());
        return Optional.of(
                new Movement(MovementKind.CAPTURE, reference, ours, money(payment), at(payment), true));
    }

    private static Optional<Movement> refund(JsonNode refund) {
        String status = refund.path("status").asText();
        if (status.equals("failed")) {
            return Optional.empty();
        }
        Optional<UUID> ours = ours(refund, RazorpayGateway.REFUND, id -> RefundId.of(id).value());
        return Optional.of(
                new Movement(
                        MovementKind.REFUND, RazorpayGateway.text(refund, "id"), ours, money(refund), at(refund),
                        status.equals("processed")));
    }

    private static Optional<UUID> ours(JsonNode entity, String note, Function<String, UUID> id) {
        try {
            return Optional.ofNullable(entity.path("notes").path(note).textValue()).map(id);
        } catch (InvalidField notOurs) {
            return Optional.empty();
        }
    }

    private static Money money(JsonNode entity) {
        return new Money(
                entity.path("amount").asLong(), Money.currency(RazorpayGateway.text(entity, "currency")));
    }

    private static Instant at(JsonNode entity) {
        return Instant.ofEpochSecond(entity.path("created_at").asLong());
    }
}
