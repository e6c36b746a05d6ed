package boxoffice.server.events;

import boxoffice.model.Deliveries.DeadLetter;
import boxoffice.model.Deliveries.DeadLetterPage;
import boxoffice.model.ProblemCode;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.operations.Records;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Events that were given up, for staff to decide about (OPS-2). Thread-safe.
final class DeadLetters {
    private final Database database;

    DeadLetters(Database database) {
        this.database = database;
    }

    /// Those that follow the one called `after`.
    DeadLetterPage page(long after, int most) {
        List<DeadLetter> found = database.sql("SELECT " + Event.COLUMNS + """
                , f.id, f.consumer, f.attempts, f.error, f.first_failed_at, f.last_failed_at
                  FROM event_failures f
                  JOIN outbox o ON o.id = f.event_id
                 WHERE f.dead_at IS NOT NULL
                   AND f.id > :after
                 ORDER BY f.id
                 LIMIT :most""")
                .with("after", after)
                .with("most", most + 1)
                .list(DeadLetters::deadLetter);
        boolean more = found.size() > most;
        List<DeadLetter> page = more ? found.subList(0, most) : found;
        return new DeadLetterPage(page, more ? page.getLast().id() : null);
    }

    /// Gives an event to its consumer again, soon and as if for the first time. Later events of its key may have been
    /// applied meanwhile.
    ///
    /// @throws ProblemException `DEAD_LETTER_NOT_FOUND`
    void replay(long id, UserId actor) {
        database.transaction(sql -> {
            Dead dead = require(sql, id);
            record(sql, dead, actor, "REPLAYED");
            return sql.sql("""
                    UPDATE event_failures
                       SET dead_at = NULL, attempts = 0, next_try_at = now()
                     WHERE id = :id""").with("id", id).update();
        });
    }

    /// Takes an event for consumed, though it never was.
    ///
    /// @throws ProblemException `DEAD_LETTER_NOT_FOUND`
    void discard(long id, UserId actor) {
        database.transaction(sql -> {
            Dead dead = require(sql, id);
            record(sql, dead, actor, "DISCARDED");
            return sql.sql("""
                    WITH discarded AS (DELETE FROM event_failures WHERE id = :id RETURNING event_id, consumer)
                    INSERT INTO consumed_events (event_id, consumer)
                    SELECT event_id, consumer FROM discarded""").with("id", id).update();
        });
    }

    private record Dead(long id, String consumer, long event, String topic, UUID key, String error) {}

    private static Dead require(Sql sql, long id) {
        return sql.sql("""
                SELECT f.consumer, f.error, o.id AS event, o.topic, o.key
                  FROM event_failures f
                  JOIN outbox o ON o.id = f.event_id
                 WHERE f.id = :id
                   AND f.dead_at IS NOT NULL
                   FOR UPDATE OF f""")
                .with("id", id)
                .one(
                        row -> new Dead(
                                id,
                                row.text("consumer"),
                                row.number("event"),
                                row.text("topic"),
                                row.uuid("key"),
                                row.text("error")))
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemCode.DEAD_LETTER_NOT_FOUND, "There is no dead letter of that id."));
    }

    private static void record(Sql sql, Dead dead, UserId actor, String change) {
        Records.audit(
                sql,
                Optional.of(actor),
                "event",
                dead.key(),
                change,
                Map.of(
                        "deadLetter", dead.id(),
                        "event", dead.event(),
                        "topic", dead.topic(),
                        "consumer", dead.consumer(),
                        "error", dead.error()));
    }

    private static DeadLetter deadLetter(Row row) {
        Event event = Event.of(row);
        return new DeadLetter(
                row.number("id"),
                row.text("consumer"),
                event.topic(),
                event.key(),
                event.payload(),
                event.at(),
                row.integer("attempts"),
                row.text("error"),
                row.instant("first_failed_at"),
                row.instant("last_failed_at"));
    }
}
