package boxoffice.server.events;

import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies events to one consumer, each once and those of a key in their order (OPS-2). Thread-safe, on any number of
/// nodes.
///
/// The transport says which events there are; whose turn it is, the database says. All that happens to a key is done
/// behind one lock: find the first event that is not consumed, apply it, mark it. So it does not matter in which order,
/// how often, or whether at all events arrive: [#sweep] finds those that did not.
final class Consumption {
    private static final Logger LOG = LoggerFactory.getLogger(Consumption.class);
    private static final int BATCH = 200;

    private final Database database;
    private final Consumer consumer;
    private final String[] topics;

    Consumption(Database database, Consumer consumer) {
        this.database = database;
        this.consumer = consumer;
        this.topics = consumer.topics().toArray(String[]::new);
    }

    String name() {
        return consumer.name();
    }

    Set<String> topics() {
        return consumer.topics();
    }

    /// Has it get all that happens from now on, unless it did before.
    void begin() {
        database.sql("INSERT INTO event_consumers (name) VALUES (:name) ON CONFLICT DO NOTHING")
                .with("name", name())
                .update();
    }

    /// An event has come. When this returns it is consumed, or the database knows that it is not.
    void arrived(Event event) {
        workOff(event.key(), event.id());
    }

    /// The transport may have lost events.
    void suspect() {
        sweep(Duration.ZERO);
    }

    /// Tries again what has failed and is due.
    ///
    /// @return how many events were consumed
    int retry() {
        List<UUID> due = database.sql("""
                SELECT o.key
                  FROM event_failures f
                  JOIN outbox o ON o.id = f.event_id
                 WHERE f.consumer = :consumer
                   AND f.dead_at IS NULL
                   AND f.next_try_at <= now()
                 ORDER BY o.id
                 LIMIT :most""")
                .with("consumer", name())
                .with("most", BATCH)
                .list(row -> row.uuid("key"));
        return workOff(due);
    }

    /// Consumes what should have arrived long ago, and notes how far all is done.
    ///
    /// @return how many events were consumed
    int sweep(Duration late) {
        int consumed = 0;
        int last;
        do {
            last = workOff(lost(late));
            consumed += last;
        } while (last > 0);
        moveOn();
        return consumed;
    }

    /// The keys of events that have neither arrived nor failed, first those that happened first.
    private List<UUID> lost(Duration late) {
        return database.sql("""
                SELECT o.key
                  FROM outbox o
                  JOIN event_consumers c ON c.name = :consumer
                 WHERE o.xid >= c.behind
                   AND o.xid < pg_snapshot_xmin(pg_current_snapshot())
                   AND o.topic = ANY (CAST(:topics AS text[]))
                   AND o.created_at <= now() - CAST(:late AS interval)
                   AND NOT EXISTS (SELECT 1
                                     FROM consumed_events d
                                    WHERE d.event_id = o.id
                                      AND d.consumer = c.name)
                   AND NOT EXISTS (SELECT 1
                                     FROM event_failures f
                                     JOIN outbox e ON e.id = f.event_id
                                    WHERE f.consumer = c.name
                                      AND e.key = o.key
                                      AND (e.id = o.id OR e.id < o.id AND f.dead_at IS NULL))
                 ORDER BY o.id
                 LIMIT :most""")
                .with("consumer", name())
                .with("topics", topics)
                .with("late", late.toString())
                .with("most", BATCH)
                .list(row -> row.uuid("key"));
    }

    /// Every transaction before the new mark is over, so no event can turn up behind it later.
    private void moveOn() {
        database.sql("""
                UPDATE event_consumers c
                   SET behind = coalesce(
                           (SELECT o.xid
                              FROM outbox o
                             WHERE o.xid >= c.behind
                               AND o.xid < pg_snapshot_xmin(pg_current_snapshot())
                               AND o.topic = ANY (CAST(:topics AS text[]))
                               AND NOT EXISTS (SELECT 1
                                                 FROM consumed_events d
                                                WHERE d.event_id = o.id
                                                  AND d.consumer = c.name)
                               AND NOT EXISTS (SELECT 1
                                                 FROM event_failures f
                                                WHERE f.event_id = o.id
                                                  AND f.consumer = c.name)
                             ORDER BY o.xid
                             LIMIT 1),
                           pg_snapshot_xmin(pg_current_snapshot()))
                 WHERE c.name = :consumer
                   AND EXISTS (SELECT 1
                                 FROM outbox o
                                WHERE o.xid >= c.behind
                                  AND o.xid < pg_snapshot_xmin(pg_current_snapshot()))""")
                .with("consumer", name())
                .with("topics", topics)
                .update();
    }

    private int workOff(List<UUID> keys) {
        return new LinkedHashSet<>(keys).stream().mapToInt(key -> workOff(key, Long.MAX_VALUE)).sum();
    }

    /// Applies what a key has waiting, in one transaction: either all of it counts, or it is done again.
    private int workOff(UUID key, long upTo) {
        return database.transaction(sql -> {
            sql.sql(
                    "SELECT 1 AS one FROM pg_advisory_xact_lock(hashtextextended(CAST(:consumer AS text) || :key, 0)) WHERE "
                            + Sql.NOTED_SOON)
                    .with("consumer", name())
                    .with("key", key.toString())
                    .list(row -> row.integer("one"));
            int consumed = 0;
            Optional<Next> next = next(sql, key, upTo);
            while (next.isPresent() && !next.get().waits()) {
                Event event = next.get().event();
                consumed += consume(sql, next.get()) ? 1 : 0;
                next = event.id() == upTo ? Optional.empty() : next(sql, key, upTo);
            }
            return consumed;
        });
    }

    /// @param failed whether it has failed before
    private record Next(Event event, boolean failed, boolean waits) {}

    /// @return false when it has failed, and nothing is changed but that it is noted
    private boolean consume(Sql sql, Next next) {
        Event event = next.event();
        sql.sql("SAVEPOINT untouched").update();
        try {
            consumer.accept(sql, event);
            done(sql, next);
            return true;
        } catch (RuntimeException | Error failed) {
            sql.sql("ROLLBACK TO SAVEPOINT untouched").update();
            Failures.note(sql, name(), event, failed);
            return false;
        }
    }

    private Optional<Next> next(Sql sql, UUID key, long upTo) {
        return sql.sql("SELECT " + Event.COLUMNS + """
                , f.id IS NOT NULL AS failed, coalesce(f.next_try_at > now(), false) AS waits
                  FROM outbox o
                  JOIN event_consumers c ON c.name = :consumer
                  LEFT JOIN event_failures f ON f.event_id = o.id AND f.consumer = c.name
                 WHERE o.key = :key
                   AND o.id <= :upto
                   AND o.topic = ANY (CAST(:topics AS text[]))
                   AND (o.xid >= c.behind OR f.id IS NOT NULL)
                   AND o.xid < pg_snapshot_xmin(pg_current_snapshot())
                   AND f.dead_at IS NULL
                   AND NOT EXISTS (SELECT 1
                                     FROM consumed_events d
                                    WHERE d.event_id = o.id
                                      AND d.consumer = c.name)
                 ORDER BY o.id
                 LIMIT 1""")
                .with("consumer", name())
                .with("key", key)
                .with("upto", upTo)
                .with("topics", topics)
                .one(row -> new Next(Event.of(row), row.flag("failed"), row.flag("waits")));
    }

    private void done(Sql sql, Next next) {
        Event event = next.event();
        sql.sql("INSERT INTO consumed_events (event_id, consumer) VALUES (:event, :consumer)")
                .with("event", event.id())
                .with("consumer", name())
                .update();
        if (next.failed()) {
            sql.sql("DELETE FROM event_failures WHERE event_id = :event AND consumer = :consumer")
                    .with("event", event.id())
                    .with("consumer", name())
                    .update();
            LOG.info("{} has consumed {} {} after all", name(), event.topic(), event.key());
        }
    }
}
