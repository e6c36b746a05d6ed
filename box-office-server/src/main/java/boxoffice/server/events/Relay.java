package boxoffice.server.events;

import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import boxoffice.server.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries events from the outbox to the transport (OPS-2). Thread-safe; any node may do it, one at a time.
///
/// An event is marked as sent after the transport has acknowledged it, so one may be sent twice and none is forgotten.
/// Events of a key are sent one after the other, each when the one before was acknowledged. Only transactions before
/// which all are over are looked at: whatever of a key commits later belongs behind.
final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int BATCH = 200;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Database database;
    private final Transport transport;
    private final ReentrantLock working = new ReentrantLock();
    private Duration pause = FIRST_PAUSE;
    private Instant nextTry = Instant.EPOCH;
    private boolean away;
    private boolean closed;
    private volatile Optional<String> problem = Optional.empty();

    Relay(Database database, Transport transport) {
        this.database = database;
        this.transport = transport;
    }

    /// Carries what waits. While the transport is away it does so ever less often, every five seconds at least.
    ///
    /// @return how many were carried
    int carry() {
        working.lock();
        try {
            int carried = 0;
            while (!closed && !Instant.now().isBefore(nextTry)) {
                Carried batch = database.transaction(this::carryBatch);
                carried += batch.count();
                took(batch);
                if (batch.count() < BATCH) {
                    break;
                }
            }
            return carried;
        } catch (StorageException.Unavailable away) {
            later();
            throw away;
        } finally {
            working.unlock();
        }
    }

    /// Lets a batch that has begun finish; nothing is carried from then on.
    @Override
    public void close() {
        working.lock();
        try {
            closed = true;
        } finally {
            working.unlock();
        }
    }

    /// Why the transport did not take all that this node has sent last.
    Optional<String> problem() {
        return problem;
    }

    /// @param problem empty when all were taken
    private record Carried(int count, Optional<String> problem) {
        static final Carried NOTHING = new Carried(0, Optional.empty());
    }

    private void took(Carried batch) {
        if (batch.problem().isEmpty()) {
            pause = FIRST_PAUSE;
            if (away && batch.count() > 0) {
                away = false;
                problem = Optional.empty();
                LOG.info("events are carried again");
            }
            return;
        }
        problem = batch.problem();
        if (!away) {
            away = true;
            LOG.warn(
                    "{} does not take events, which wait in the outbox: {}", transport.name(), problem.orElseThrow());
        }
        later();
    }

    private void later() {
        nextTry = Instant.now().plus(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    /// The transaction holds the right to send. It writes nothing until it has sent, so it keeps nobody's snapshot back;
    /// and when its node freezes, the database ends it.
    private Carried carryBatch(Sql sql) {
        sql.sql("SET LOCAL idle_in_transaction_session_timeout = '30s'").update();
        boolean alone = sql.sql("SELECT pg_try_advisory_xact_lock(hashtext('boxoffice outbox relay')) AS alone")
                .one(row -> row.flag("alone"))
                .orElseThrow();
        if (!alone) {
            return Carried.NOTHING;
        }
        List<Event> events = sql.sql("SELECT " + Event.COLUMNS + """

                 FROM outbox o
                WHERE sent_at IS NULL
                  AND xid < pg_snapshot_xmin(pg_current_snapshot())
                ORDER BY o.id
                LIMIT :most""")
                .with("most", BATCH)
                .list(Event::of);
        if (events.isEmpty()) {
            return Carried.NOTHING;
        }
        Transport.Sent sent = send(events);
        sql.sql("UPDATE outbox SET sent_at = clock_timestamp() WHERE id = ANY (CAST(:ids AS bigint[]))")
                .with("ids", sent.acknowledged().stream().map(id -> Long.toString(id)).toArray(String[]::new))
                .update();
        return new Carried(sent.acknowledged().size(), sent.problem());
    }

    private Transport.Sent send(List<Event> events) {
        Set<Long> acknowledged = new HashSet<>();
        for (List<Event> round : rounds(events)) {
            Transport.Sent sent = transport.send(round);
            acknowledged.addAll(sent.acknowledged());
            if (sent.problem().isPresent()) {
                return new Transport.Sent(acknowledged, sent.problem());
            }
        }
        return new Transport.Sent(acknowledged, Optional.empty());
    }

    /// The first event of each key, then the second of each, and so on.
    static List<List<Event>> rounds(List<Event> events) {
        List<List<Event>> rounds = new ArrayList<>();
        Map<UUID, Integer> seen = new HashMap<>();
        for (Event event : events) {
            int round = seen.merge(event.key(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(event);
        }
        return rounds;
    }
}
