package boxoffice.server.seating;

import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.server.catalog.ShowForSale;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.StorageException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final long WHOLE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final Duration FORGET = Duration.ofMinutes(10);
    private static final String TAKEN = "AND status <> 'AVAILABLE'";
    private static final String CHANGED = """
            AND (changed >= CAST(CAST(:since AS text) AS xid8) OR (status = 'LOCKED' AND expires_at <= now()))""";

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

    /// The map if it stands ready and this node knows of no change since.
    Optional<Snapshot> ready(ShowId id) {
        Live entry = live.getIfPresent(id);
        return entry == null ? Optional.empty() : Optional.ofNullable(entry.fresh(entry.changes.get()));
    }

    /// Only the seats that were changed since a version, with the version after that.
    Optional<SeatMap> since(ShowId id, Version version) {
        return current(id).map(seats -> seats.map(changes(seats, version)));
    }

    /// What has changed since a version that any node gave out; perhaps with seats that have not changed.
    public Map<SeatId, SeatStatus> changes(Snapshot seats, Version since) {
        return seats.since(since).orElseGet(() -> {
            Map<SeatId, SeatStatus> changes = new HashMap<>(rows(seats.show(), CHANGED, since.horizon()).statuses());
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

    /// Says that another node has changed a seat of the show.
    public void changedElsewhere(ShowId id) {
        Live entry = live.getIfPresent(id);
        if (entry != null) {
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
        long at = System.nanoTime();
        Snapshot before = entry.snapshot;
        if (before != null && at - before.reading().wholeAt() < WHOLE_NANOS) {
            Rows rows = rows(id, CHANGED, before.reading().horizon());
            Map<SeatId, SeatStatus> taken = new HashMap<>(before.touched());
            rows.statuses().forEach((seat, status) -> {
                if (status == SeatStatus.AVAILABLE) {
                    taken.remove(seat);
                } else {
                    taken.put(seat, status);
                }
            });
            entry.snapshot = before.then(
                    taken,
                    new Snapshot.Reading(rows.horizon(), changes, rows.released(), at, before.reading().wholeAt()));
            return Optional.ofNullable(entry.snapshot);
        }
        Optional<ShowForSale> show = shows.find(id);
        if (show.isEmpty()) {
            live.invalidate(id);
            return Optional.empty();
        }
        Rows rows = rows(id, TAKEN, 0);
        Map<SeatId, SeatStatus> taken = new HashMap<>(rows.statuses());
        taken.values().removeIf(SeatStatus.AVAILABLE::equals);
        Snapshot.Reading reading = new Snapshot.Reading(rows.horizon(), changes, rows.released(), at, at);
        Snapshot whole = before == null
                ? Snapshot.first(show.get(), taken, reading)
                : before.then(taken, reading);
        entry.snapshot = whole;
        return Optional.of(whole);
    }

    /// What was read, the horizon from which on it may have changed, and how many seats were on sale if there are pools.
    private record Rows(long horizon, Optional<Long> released, Map<SeatId, SeatStatus> statuses) {}

    private record Moment(long horizon, Optional<Long> released) {}

    private Rows rows(ShowId show, String which, long since) {
        Map<SeatId, SeatStatus> statuses = new HashMap<>();
        List<Moment> moments = database.sql(
                """
                        SELECT CAST(CAST(pg_snapshot_xmin(now.snapshot) AS text) AS bigint) AS horizon, s.seat_id,
                               (SELECT seats_released(release_seats, release_every, published_at)
                                  FROM shows
                                 WHERE id = :show) AS released,
                               CASE WHEN s.status = 'LOCKED' AND s.expires_at <= now() THEN 'AVAILABLE' ELSE s.status END AS status
                          FROM (SELECT pg_current_snapshot() AS snapshot) now
                          LEFT JOIN show_seats s
                            ON s.show_id = :show\s"""
                        + which)
                .with("show", show)
                .with("since", since)
                .list(row -> {
                    row.optionalText("seat_id")
                            .ifPresent(
                                    seat -> statuses.put(new SeatId(seat), row.constant("status", SeatStatus.class)));
                    return new Moment(row.number("horizon"), row.optionalNumber("released"));
                });
        Moment read = moments.getFirst();
        return new Rows(read.horizon(), read.released(), statuses);
    }
}
