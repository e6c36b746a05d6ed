package boxoffice.server.operations;

import boxoffice.model.Json;
import boxoffice.model.UserId;
import boxoffice.server.storage.Sql;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Writes down what happened, in the transaction that makes it true: for people to look up, and for other parts to act
/// on.
public final class Records {
    private Records() {}

    /// A line of the audit log (BOOK-2, SEC-5).
    ///
    /// @param actor who did it; empty for the system itself
    /// @param subject what was changed: `booking`, `payment`, `refund`
    /// @param change what became of it: `CONFIRMED`
    public static void audit(
            Sql sql, Optional<UserId> actor, String subject, UUID id, String change, Map<String, ?> details) {
        sql.sql("""
                INSERT INTO audit_log (actor_id, subject, subject_id, change, details)
                VALUES (CAST(:actor AS uuid), :subject, :id, :change, CAST(:details AS jsonb))""")
                .with("actor", actor.map(UserId::toString).orElse(null))
                .with("subject", subject)
                .with("id", id)
                .with("change", change)
                .with("details", json(details))
                .update();
    }

    /// An event for the outbox (OPS-2).
    ///
    /// @param topic such as `booking.confirmed`
    /// @param key what the event is about. Events of one key keep their order, given that whoever writes them holds the
    /// row of what the key stands for
    public static void event(Sql sql, String topic, UUID key, Map<String, ?> payload) {
        sql.sql("INSERT INTO outbox (topic, key, payload) VALUES (:topic, :key, CAST(:payload AS jsonb))")
                .with("topic", topic)
                .with("key", key)
                .with("payload", json(payload))
                .update();
    }

    /// Both in one statement: a line of the audit log, and the event, with the same key, by which others learn of it.
    public static void auditedEvent(
            Sql sql,
            Optional<UserId> actor,
            String subject,
            UUID id,
            String change,
            Map<String, ?> details,
            String topic,
            Map<String, ?> payload) {
        sql.sql("""
                WITH audited AS (
                    INSERT INTO audit_log (actor_id, subject, subject_id, change, details)
                    VALUES (CAST(:actor AS uuid), :subject, :id, :change, CAST(:details AS jsonb)))
                INSERT INTO outbox (topic, key, payload) VALUES (:topic, :id, CAST(:payload AS jsonb))""")
                .with("actor", actor.map(UserId::toString).orElse(null))
                .with("subject", subject)
                .with("id", id)
                .with("change", change)
                .with("details", json(details))
                .with("topic", topic)
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
