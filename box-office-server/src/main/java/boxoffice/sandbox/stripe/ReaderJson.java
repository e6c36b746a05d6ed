package boxoffice.sandbox.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// Writes card readers as the objects of Stripe's API.
final class ReaderJson {
    private ReaderJson() {}

    /// Stripe's word for whether a reader can be reached.
    static String status(Reader reader) {
        return reader.reach() == Reader.Reach.OFFLINE ? "offline" : "online";
    }

    static ObjectNode write(Reader reader) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", reader.id());
        json.put("object", "terminal.reader");
        Reader.Action action = reader.action();
        if (action == null) {
            json.putNull("action");
        } else {
            json.set("action", action(action));
        }
        json.putNull("device_sw_version");
        json.put("device_type", reader.deviceType());
        json.put("ip_address", "0.0.0.0");
        json.put("label", reader.label());
        json.putNull("last_seen_at");
        json.put("livemode", false);
        json.put("location", reader.location());
        StripeJson.metadata(json, reader.metadata());
        json.put("serial_number", reader.id().replace("tmr_", "sandbox-"));
        json.put("status", status(reader));
        return json;
    }

    private static ObjectNode action(Reader.Action action) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Reader.Failure failure = action.failure();
        json.putNull("api_error");
        json.put("failure_code", failure == null ? null : failure.code());
        json.put("failure_message", failure == null ? null : failure.message());
        if (failure != null && failure.decline() != null) {
            Decline decline = failure.decline();
            json.putObject("api_error")
                    .put("code", decline.code())
                    .put("decline_code", decline.declineCode())
                    .put("message", decline.message())
                    .put("type", "card_error");
        }
        json.putObject("process_payment_intent").put("payment_intent", action.paymentIntent());
        json.put("status", action.status().name().toLowerCase(Locale.ROOT));
        json.put("type", "process_payment_intent");
        return json;
    }
}
