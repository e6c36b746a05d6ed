package boxoffice.server.seating;

import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.server.catalog.ShowForSale;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.storage.Database;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The seats of shows as this node knows them (SEAT-1). Thread-safe.
///
/// A show's map is one immutable [Snapshot], made once for all who ask: it is read again by one caller at a time after
/// this node has changed a seat, and otherwise once it is a second old, which is when changes of other nodes and locks
/// whose time is over are seen at the latest.
///
/// Rows exist for seats that were touched; all others are AVAILABLE. A lock whose time is over is AVAILABLE too, whether
/// or not it was cleaned up yet.
///
/// A version is the oldest transaction that was still running when the seats were read. Whatever commits later carries
/// that number or a higher one, so "changed since" cannot miss a change, in whatever order transactions commit.
final class SeatMaps {
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration FORGET = Duration.ofMinutes(10);

    private final Database database;
    private final ShowsForSale shows;
    private final Cache<ShowId, Live> live =
            Caffeine.newBuilder().expireAfterAccess(FORGET).maximumSize(10_000).build();

    SeatMaps(Database database, ShowsForSale shows) {
        this.database = database;
        this.shows = shows;
    }

    /// A show that somebody has asked for lately.
    private static final class Live {
        private final ReentrantLock reading = new ReentrantLock();
        private final AtomicLong changes = new AtomicLong();
        private volatile @Nullable Snapshot snapshot;

        @Nullable
        Snapshot fresh() {
            Snapshot latest = snapshot;
            boolean fresh = latest != null
                    && latest.changes() == changes.get()
                    && System.nanoTime() - latest.readAt() < FRESH_NANOS;
            return fresh ? latest : null;
        }
    }

    /// The map as it is now, if there is such a show.
    Optional<Snapshot> current(ShowId id) {
        Live entry = live.get(id, show -> new Live());
        Snapshot fresh = entry.fresh();
        if (fresh != null) {
            return Optional.of(fresh);
        }
        Optional<ShowForSale> show = shows.find(id);
        if (show.isEmpty()) {
            live.invalidate(id);
            return Optional.empty();
        }
        entry.reading.lock();
        try {
            Snapshot read = entry.fresh();
            if (read == null) {
                read = read(show.get(), entry.changes.get(), entry.snapshot);
                entry.snapshot = read;
            }
            return Optional.of(read);
        } finally {
            entry.reading.unlock();
        }
    }

    /// Says that this node has changed a seat of the show, so that whoever asks next sees it.
    void changed(ShowId id) {
        Live entry = live.getIfPresent(id);
        if (entry != null) {
            entry.changes.incrementAndGet();
        }
    }

    /// Only the seats that were changed since a version, with the version after that.
    Optional<SeatMap> since(ShowId id, long version) {
        return shows.find(id).map(show -> {
            Reading reading = read(
                    id,
                    """
                            AND (changed >= CAST(CAST(:since AS text) AS xid8) OR (status = 'LOCKED' AND expires_at <= now()))""",
                    version);
            List<ShowSeat> seats = show.plan()
                    .seats()
                    .stream()
                    .filter(seat -> reading.statuses().containsKey(seat.id()))
                    .map(seat -> seat(show, seat, reading.statuses()))
                    .toList();
            return map(show, reading.version(), seats);
        });
    }

    private Snapshot read(ShowForSale show, long changes, @Nullable Snapshot before) {
        long readAt = System.nanoTime();
        Reading reading = read(show.id(), "AND status <> 'AVAILABLE'", 0);
        Map<SeatId, SeatStatus> taken = new HashMap<>(reading.statuses());
        taken.values().removeIf(SeatStatus.AVAILABLE::equals);
        if (before != null && before.taken().equals(taken)) {
            return before.stillTrue(changes, readAt);
        }
        List<ShowSeat> seats = show.plan()
                .seats()
                .stream()
                .map(seat -> seat(show, seat, taken))
                .toList();
        return Snapshot.of(map(show, reading.version(), seats), Map.copyOf(taken), changes, readAt);
    }

    /// What was read, and the version from which on it may have changed.
    private record Reading(long version, Map<SeatId, SeatStatus> statuses) {}

    private Reading read(ShowId show, String which, long since) {
        Map<SeatId, SeatStatus> statuses = new HashMap<>();
        List<Long> versions = database.sql(
                """
                        SELECT CAST(CAST(pg_snapshot_xmin(now.snapshot) AS text) AS bigint) AS version, s.seat_id,
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
                    return row.number("version");
                });
        return new Reading(versions.getFirst(), statuses);
    }

    private static SeatMap map(ShowForSale show, long version, List<ShowSeat> seats) {
        return new SeatMap(
                show.id(),
                show.plan().layout(),
                Long.toString(version),
                show.basePrice().currency().getCurrencyCode(),
                seats);
    }

    private static ShowSeat seat(ShowForSale show, Seat seat, Map<SeatId, SeatStatus> statuses) {
        return new ShowSeat(
                seat.id(),
                seat.section(),
                seat.row(),
                seat.number(),
                seat.type(),
                statuses.getOrDefault(seat.id(), SeatStatus.AVAILABLE),
                show.price(seat.type()).amount(),
                seat.x(),
                seat.y(),
                seat.features(),
                seat.companionOf());
    }
}
