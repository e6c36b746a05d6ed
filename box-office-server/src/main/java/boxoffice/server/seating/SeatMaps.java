package boxoffice.server.seating;

import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.model.UserId;
import boxoffice.server.catalog.ShowForSale;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.StorageException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The seats of shows as this node knows them (SEAT-1). Thread-safe.
///
/// A show's map is one immutable [Snapshot], read once for all who ask: again after this node has changed a seat or
/// heard that another one has, and otherwise once it is a second old, which is when changes of which nobody told and
/// locks whose time is over are seen at the latest.
///
/// Rows exist for seats that were touched; all others are AVAILABLE. A lock whose time is over is AVAILABLE too, whether
/// or not it was cleaned up yet. A seat of a pool that is not on sale yet is BLOCKED (SEAT-11).
///
/// Only rows that changed since the snapshot before are read; now and then all are, in case that rows were changed by
/// hand or the database has lost its last moment.
public final class SeatMaps {
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long CHOSEN_FROM_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long WHOLE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final Duration FORGET = Duration.ofMinutes(10);
    private static final String TAKEN = "AND s.status <> 'AVAILABLE'";
    private static final String CHANGED = """
            AND (s.changed >= CAST(CAST(:since AS text) AS xid8) OR (s.status = 'LOCKED' AND s.expires_at <= now()))""";

    /// How long one waits for another's reading: longer than the database may take to answer.
    private static final Duration TURN = Duration.ofSeconds(5);

    private final Database database;
    private final ShowsForSale shows;
    private final Cache<ShowId, Live> live =
            Caffeine.newBuilder().expireAfterAccess(FORGET).maximumSize(10_000).build();
    private final List<Consumer<ShowId>> listeners = new CopyOnWriteArrayList<>();

    SeatMaps(Database database, ShowsForSale shows) {
        this.database = database;
        this.shows = shows;
    }

    /// A reading that the database did not answer.
    private record Failure(long at, StorageException.Unavailable why) {}

    /// A show that somebody has asked for lately.
    private static final class Live {
        private final ReentrantLock reading = new ReentrantLock();
        private final AtomicLong changes = new AtomicLong();
        private final AtomicLong releases = new AtomicLong();
        /// What this node has locked since it began to read the snapshot.
        private volatile Set<SeatId> lockedSince = ConcurrentHashMap.newKeySet();
        private volatile @Nullable Snapshot snapshot;
        private volatile @Nullable Failure failure;

        void awaitTurn() {
            try {
                if (!reading.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw StorageException.crowded("the seats of this show");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw StorageException.crowded("the seats of this show");
            }
        }

        void failIfFailedSince(long time) {
            Failure last = failure;
            if (last != null && last.at() - time >= 0) {
                throw last.why();
            }
        }

        /// The latest snapshot if it knows so many changes and is not too old.
        @Nullable
        Snapshot fresh(long changesKnown) {
            Snapshot latest = snapshot;
            return latest != null && latest.reading().changes() >= changesKnown && isYoung(latest) ? latest : null;
        }

        /// The latest snapshot if it is younger than that and no seat was set free since, as far as this node knows.
        Optional<Snapshot> unreleased(long nanos) {
            Snapshot latest = snapshot;
            return latest != null
                    && latest.reading().releases() >= releases.get()
                    && System.nanoTime() - latest.reading().at() < nanos
                            ? Optional.of(latest)
                            : Optional.empty();
        }

        private static boolean isYoung(Snapshot latest) {
            return System.nanoTime() - latest.reading().at() < FRESH_NANOS;
        }
    }

    /// The map as it is now, if there is such a show. Every change that this node knew of before the call is in it.
    public Optional<Snapshot> current(ShowId id) {
        Live entry = live.get(id, show -> new Live());
        long known = entry.changes.get();
        Snapshot fresh = entry.fresh(known);
        if (fresh != null) {
            return Optional.of(fresh);
        }
        long asked = System.nanoTime();
        entry.awaitTurn();
        try {
            // Whoever waited here takes what another has read meanwhile, if that was begun after the wish; and fails with
            // another whose reading has failed meanwhile, instead of waiting for the database all over again.
            entry.failIfFailedSince(asked);
            Snapshot read = entry.fresh(known);
            return read != null ? Optional.of(read) : read(id, entry);
        } finally {
            entry.reading.unlock();
        }
    }

    /// The map as it was at most a second ago: while somebody is reading it again, nobody else waits.
    Optional<Snapshot> recent(ShowId id) {
        Live entry = live.getIfPresent(id);
        Snapshot latest = entry == null ? null : entry.snapshot;
        if (entry != null && latest != null && entry.reading.isLocked() && Live.isYoung(latest)) {
            return Optional.of(latest);
        }
        return current(id);
    }

    /// The map as it was at most a second ago, whatever has changed since; read only if nobody has in that second. For
    /// refusals, which must not wait.
    Optional<Snapshot> lately(ShowId id) {
        Live entry = live.getIfPresent(id);
        Snapshot latest = entry == null ? null : entry.snapshot;
        return latest != null && Live.isYoung(latest) ? Optional.of(latest) : current(id);
    }

    /// The map if it stands ready, is at most a second old, and no seat was set free since that this node knows of: who is
    /// in it has their seats still, unless their time is over.
    Optional<Snapshot> ready(ShowId id) {
        Live entry = live.getIfPresent(id);
        return entry == null ? Optional.empty() : entry.unreleased(FRESH_NANOS);
    }

    /// Adds the seats that cannot be had, for somebody who chooses among the others and chooses again when one is gone: as
    /// they were read at most a minute ago, with those that this node has locked since. They are read again when a seat was
    /// set free or another node has changed one.
    void addToAvoid(ShowId id, Set<SeatId> seats) {
        Live entry = live.getIfPresent(id);
        Optional<Snapshot> read = entry == null ? Optional.empty() : entry.unreleased(CHOSEN_FROM_NANOS);
        if (entry == null || read.isEmpty()) {
            current(id).ifPresent(now -> seats.addAll(now.taken().keySet()));
            return;
        }
        seats.addAll(read.get().taken().keySet());
        seats.addAll(entry.lockedSince);
    }

    /// Only the seats that were changed since a version, with the version after that.
    Optional<SeatMap> since(ShowId id, Version version) {
        return current(id).map(seats -> seats.map(changes(seats, version)));
    }

    /// What has changed since a version that any node gave out; perhaps with seats that have not changed.
    public Map<SeatId, SeatStatus> changes(Snapshot seats, Version since) {
        return seats.since(since).orElseGet(() -> {
            Map<SeatId, SeatStatus> changes = new HashMap<>();
            rows(seats.show(), CHANGED, since.horizon()).touched()
                    .keySet()
                    .forEach(seat -> changes.put(seat, SeatStatus.AVAILABLE));
            if (seats.reading().released().isPresent()) {
                // A pool that goes on sale changes no row.
                seats.forSale().ranks().keySet().forEach(seat -> changes.put(seat, SeatStatus.AVAILABLE));
            }
            // Each as the snapshot has it, so that what is answered is one state.
            changes.replaceAll((seat, status) -> seats.taken().getOrDefault(seat, SeatStatus.AVAILABLE));
            return changes;
        });
    }

    /// Has `listener` told of every change of this node, once it is committed. It must not block.
    public void whenChanged(Consumer<ShowId> listener) {
        listeners.add(listener);
    }

    /// Says that this node has changed a seat of the show, so that whoever asks next sees it.
    void changed(ShowId id) {
        changedElsewhere(id);
        listeners.forEach(listener -> listener.accept(id));
    }

    /// The same, when no seat was set free and these were locked.
    void locked(ShowId id, List<SeatId> seats) {
        Live entry = live.getIfPresent(id);
        if (entry != null) {
            entry.lockedSince.addAll(seats);
            entry.changes.incrementAndGet();
        }
        listeners.forEach(listener -> listener.accept(id));
    }

    /// Says that another node has changed a seat of the show.
    public void changedElsewhere(ShowId id) {
        Live entry = live.getIfPresent(id);
        if (entry != null) {
            entry.releases.incrementAndGet();
            entry.changes.incrementAndGet();
        }
    }

    private Optional<Snapshot> read(ShowId id, Live entry) {
        try {
            return readNow(id, entry);
        } catch (StorageException.Unavailable away) {
            entry.failure = new Failure(System.nanoTime(), away);
            throw away;
        }
    }

    private Optional<Snapshot> readNow(ShowId id, Live entry) {
        long changes = entry.changes.get();
        long releases = entry.releases.get();
        entry.lockedSince = ConcurrentHashMap.newKeySet();
        long at = System.nanoTime();
        Snapshot before = entry.snapshot;
        if (before != null && at - before.reading().wholeAt() < WHOLE_NANOS) {
            Rows rows = rows(id, CHANGED, before.reading().horizon());
            Map<SeatId, Snapshot.Touched> touched = new HashMap<>(before.touched());
            touched.putAll(rows.touched());
            touched.values().removeIf(row -> row.status() == SeatStatus.AVAILABLE);
            entry.snapshot = before.then(
                    touched,
                    new Snapshot.Reading(
                            rows.horizon(), changes, releases, rows.released(), at, before.reading().wholeAt()));
            return Optional.ofNullable(entry.snapshot);
        }
        Optional<ShowForSale> show = shows.find(id);
        if (show.isEmpty()) {
            live.invalidate(id);
            return Optional.empty();
        }
        Rows rows = rows(id, TAKEN, 0);
        Map<SeatId, Snapshot.Touched> touched = new HashMap<>(rows.touched());
        touched.values().removeIf(row -> row.status() == SeatStatus.AVAILABLE);
        Snapshot.Reading reading = new Snapshot.Reading(rows.horizon(), changes, releases, rows.released(), at, at);
        Snapshot whole = before == null
                ? Snapshot.first(show.get(), touched, reading)
                : before.then(touched, reading);
        entry.snapshot = whole;
        return Optional.of(whole);
    }

    /// What was read, the horizon from which on it may have changed, and how many seats were on sale if there are pools.
    private record Rows(long horizon, Optional<Long> released, Map<SeatId, Snapshot.Touched> touched) {}

    private record Moment(long horizon, Optional<Long> released) {}

    private Rows rows(ShowId show, String which, long since) {
        Map<SeatId, Snapshot.Touched> touched = new HashMap<>();
        long now = System.nanoTime();
        List<Moment> moments = database.sql(
                """
                        SELECT CAST(CAST(pg_snapshot_xmin(now.snapshot) AS text) AS bigint) AS horizon, s.seat_id,
                               (SELECT seats_released(release_seats, release_every, published_at)
                                  FROM shows
                                 WHERE id = :show) AS released,
                               CASE WHEN s.status = 'LOCKED' AND s.expires_at <= now() THEN 'AVAILABLE' ELSE s.status END AS status,
                               (SELECT holder_id FROM seat_locks WHERE id = s.lock_id) AS holder_id,
                               CAST(extract(epoch FROM s.expires_at - now()) * 1000 AS bigint) AS millis
                          FROM (SELECT pg_current_snapshot() AS snapshot) now
                          LEFT JOIN show_seats s
                            ON s.show_id = :show\s"""
                        + which)
                .with("show", show)
                .with("since", since)
                .list(row -> {
                    row.optionalText("seat_id").ifPresent(seat -> touched.put(new SeatId(seat), touched(row, now)));
                    return new Moment(row.number("horizon"), row.optionalNumber("released"));
                });
        Moment read = moments.getFirst();
        return new Rows(read.horizon(), read.released(), touched);
    }

    /// @param now before the database was asked, so that a lock is thought over too early rather than too late
    private static Snapshot.Touched touched(Row row, long now) {
        return new Snapshot.Touched(
                row.constant("status", SeatStatus.class),
                row.optionalUuid("holder_id")
                        .map(
                                holder -> new Snapshot.Hold(
                                        new UserId(holder), now + TimeUnit.MILLISECONDS.toNanos(
                                                row.number("millis")))));
    }
}
