package boxoffice.server.payment;

import boxoffice.model.InvalidField;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import boxoffice.server.payment.PaymentGateway.News;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Reads the events that Razorpay sends.
final class RazorpayNews {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RazorpayNews() {}

    /// @param body whose signature fits
    /// @return nothing when it is no event
    static Optional<News> read(byte[] body, String eventId) {
        JsonNode event;
        try {
            event = JSON.readTree(body);
        } catch (IOException foreign) {
            return Optional.empty();
        }
        String type = event.path("event").asText();
        return type.isEmpty() ? Optional.empty() : Optional.of(read(type, event.path("payload"), eventId));
    }

    private static News read(String type, JsonNode payload, String eventId) {
        Optional<News> ours = switch (type) {
            case "payment.captured", "payment.failed", "order.paid", "qr_code.credited" -> payment(payload).map(
                    payment -> new News.OfPayment(
                            eventId, payment, RazorpayGateway.state(payload.at("/payment/entity"))));
            case "refund.created", "refund.processed", "refund.failed" -> note(
                    payload, "refund", RazorpayGateway.REFUND, RefundId::of)
                    .map(refund -> new News.OfRefund(eventId, refund));
            default -> Optional.empty();
        };
        return ours.orElseGet(() -> new News.OfOthers(eventId));
    }

    /// Which payment of ours it is about. A payment has notes of its own; those that we made are at what it paid.
    private static Optional<PaymentId> payment(JsonNode payload) {
        return Stream.of("qr_code", "order", "payment")
                .flatMap(entity -> note(payload, entity, RazorpayGateway.PAYMENT, PaymentId::of).stream())
                .findFirst();
    }

    private static <T> Optional<T> note(JsonNode payload, String entity, String name, Function<String, T> id) {
        try {
            return Optional.ofNullable(payload.path(entity).path("entity").path("notes").path(name).textValue())
                    .map(id);
        } catch (InvalidField notOurs) {
            return Optional.empty();
        }
    }
}
