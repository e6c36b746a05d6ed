package boxoffice.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// `/v1/events`: what happened, for whoever missed a webhook.
final class Events {
    private final Books books;
    private final StripeJson json;

    Events(Books books, StripeJson json) {
        this.books = books;
        this.json = json;
    }

    ObjectNode retrieve(Call call) {
        return write(
                books.find(Event.class, call.id())
                        .orElseThrow(() -> StripeProblem.noSuch("event", call.id(), "id")));
    }

    ObjectNode list(Call call) {
        Optional<String> type = call.form().optionalText("type", 100);
        List<String> types = call.form().texts("types");
        return Page.of(call.form())
                .answer(
                        books,
                        json,
                        "/v1/events",
                        "event",
                        Event.class,
                        event -> type.map(event.type()::equals).orElse(true)
                                && (types.isEmpty() || types.contains(event.type())),
                        this::write);
    }

    private ObjectNode write(Event event) {
        int pending = 0;
        for (int endpoint = 0; endpoint < event.endpoints(); endpoint++) {
            if (books.find(Delivered.class, Delivered.id(event.id(), endpoint)).isEmpty()) {
                pending++;
            }
        }
        return json.event(event, pending);
    }
}
