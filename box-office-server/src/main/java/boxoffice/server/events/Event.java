package boxoffice.server.events;

import boxoffice.model.Json;
import boxoffice.server.storage.Row;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Something that happened, as it was told within the transaction that made it true.
///
/// @param id unique among all events; of two events of one key, the later has the greater id
/// @param topic what kind of thing happened, such as `booking.confirmed`
/// @param key what it happened to; events of one key are applied in their order
/// @param at when that transaction began, by the database's clock
public record Event(long id, String topic, UUID key, JsonNode payload, Instant at) {
    /// The columns of `outbox o` that [#of] reads.
    static final String COLUMNS = "o.id AS event, o.topic, o.key, o.payload, o.created_at";

    static Event of(Row row) {
        try {
            return new Event(
                    row.number("event"),
                    row.text("topic"),
                    row.uuid("key"),
                    Json.lenient().readTree(row.text("payload")),
                    row.instant("created_at"));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the database keeps only JSON", impossible);
        }
    }

    /// The event as it is carried, for others to read as well: one JSON object.
    String text() {
        try {
            return Json.strict().writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Reads [#text]; nothing when it is not an event.
    static Optional<Event> parse(String text) {
        try {
            Event event = Json.lenient().readValue(text, Event.class);
            return Optional.ofNullable(event).filter(read -> read.key() != null);
        } catch (JsonProcessingException foreign) {
            return Optional.empty();
        }
    }
}
