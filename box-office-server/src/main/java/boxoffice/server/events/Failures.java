package boxoffice.server.events;

import boxoffice.server.storage.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes that events could not be applied. The fifth time makes a dead letter.
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int ATTEMPTS = 5;

    private Failures() {}

    /// Sets an event aside: for 1, 4, 16, 64 seconds, then for good.
    static void note(Sql sql, String consumer, Event event, Throwable failure) {
        String error = ErrorText.of(failure);
        boolean dead = sql.sql("""
                INSERT INTO event_failures AS f (event_id, consumer, attempts, error, next_try_at)
                VALUES (:event, :consumer, 1, :error, now() + interval '1 second')
                ON CONFLICT (event_id, consumer) DO UPDATE
                   SET attempts = f.attempts + 1,
                       error = excluded.error,
                       last_failed_at = now(),
                       next_try_at = now() + power(4, f.attempts) * interval '1 second',
                       dead_at = CASE WHEN f.attempts + 1 >= :most THEN now() END
                RETURNING dead_at IS NOT NULL AS dead""")
                .with("event", event.id())
                .with("consumer", consumer)
                .with("error", error)
                .with("most", ATTEMPTS)
                .one(row -> row.flag("dead"))
                .orElseThrow();
        if (dead) {
            LOG.error("{} gave up {} {}, now a dead letter: {}", consumer, event.topic(), event.key(), error);
        } else {
            LOG.warn("{} failed with {} {} and tries again: {}", consumer, event.topic(), event.key(), error);
        }
        LOG.debug("{} failed with event {}", consumer, event.id(), failure);
    }
}
