package boxoffice.server.events;

import boxoffice.server.storage.Database;
import java.time.Duration;
import java.util.Set;

/// Deletes events that were sent long ago and with which every consumer is done, and that they were consumed (OPS-2).
/// Thread-safe; any node may do it.
final class Retention {
    private static final int BATCH = 1_000;

    private final Database database;
    private final String[] consumers;
    private final Duration kept;

    /// @param consumers whose consumption is waited for
    Retention(Database database, Set<String> consumers, Duration kept) {
        this.database = database;
        this.consumers = consumers.toArray(String[]::new);
        this.kept = kept;
    }

    /// @return how many events were deleted
    long forget() {
        long forgotten = 0;
        long last;
        do {
            last = database.sql("""
                    DELETE FROM outbox
                     WHERE id IN (SELECT o.id
                                    FROM outbox o
                                   WHERE o.sent_at < now() - CAST(:kept AS interval)
                                     AND NOT EXISTS (SELECT 1
                                                       FROM event_consumers c
                                                      WHERE c.name = ANY (CAST(:consumers AS text[]))
                                                        AND c.behind <= o.xid)
                                     AND NOT EXISTS (SELECT 1 FROM event_failures f WHERE f.event_id = o.id)
                                   ORDER BY o.id
                                   LIMIT :most
                                     FOR UPDATE SKIP LOCKED)""")
                    .with("kept", kept.toString())
                    .with("consumers", consumers)
                    .with("most", BATCH)
                    .update();
            forgotten += last;
        } while (last > 0);
        return forgotten;
    }
}
