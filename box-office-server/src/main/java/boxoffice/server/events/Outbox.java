package boxoffice.server.events;

import boxoffice.model.Json;
import boxoffice.server.storage.Sql;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import java.util.UUID;

/// Where events wait to be carried on (OPS-2).
public final class Outbox {
    private Outbox() {}

    /// Tells of an event, within the transaction that makes it true.
    ///
    /// @param topic such as `booking.confirmed`
    /// @param key what the event is about. Events of one key keep their order when whoever writes them holds a row of
    /// what the key stands for
    public static void add(Sql sql, String topic, UUID key, Map<String, ?> payload) {
        sql.sql("INSERT INTO outbox (topic, key, payload) VALUES (:topic, :key, CAST(:payload AS jsonb))")
                .with("topic", topic)
                .with("key", key)
                .with("payload", json(payload))
                .update();
    }

    private static String json(Map<String, ?> members) {
        try {
            return Json.strict().writeValueAsString(members);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
