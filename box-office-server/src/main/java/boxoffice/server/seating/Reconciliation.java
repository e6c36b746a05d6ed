package boxoffice.server.seating;

import boxoffice.model.LockId;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.UserId;
import boxoffice.server.seating.FastPath.Owner;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Redis;
import boxoffice.server.storage.Redis.RedisUnavailable;
import boxoffice.server.storage.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes Redis say again what the database says (SEAT-7, SEAT-8). Thread-safe.
///
/// Until it is done, and whenever it cannot be done, Redis is merely wrong: a seat it does not know of is refused by the
/// database, and a key it should not have is looked at twice by whoever is turned away. So nothing waits for this, any
/// number of nodes may do it at once, and it may stop at any point.
public final class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final String TURN_KEY = "boxoffice:reconciling";
    /// Longer than a claim can be on its way to the database.
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final int STEP = 500;

    private final Database database;
    private final Redis redis;
    private final FastPath fastPath;
    private final Clock clock;
    /// The generation of Redis that agrees with the database.
    private volatile String agreed = "";

    Reconciliation(Database database, Redis redis, FastPath fastPath, Clock clock) {
        this.database = database;
        this.redis = redis;
        this.fastPath = fastPath;
        this.clock = clock;
    }

    /// What a run has mended.
    ///
    /// @param deleted keys of locks that were over
    /// @param restored keys of live locks that were missing
    record Mended(int deleted, int restored) {}

    /// Reconciles when Redis is new, emptied, replaced, or back. To be called often: while Redis is away, these calls are
    /// also what finds out that it is back.
    public void watch() {
        try {
            String generation = redis.generation();
            if (!generation.equals(agreed)) {
                Mended mended = run();
                agreed = generation;
                LOG.info("Redis agrees with the database: {}", mended);
            }
        } catch (RedisUnavailable away) {
            LOG.debug("Redis is away: {}", away.getMessage());
        }
    }

    /// Reconciles on one node of those that call it at the same time (SEAT-8).
    public void tidy() {
        try {
            if (redis.setIfAbsent(TURN_KEY, UUID.randomUUID().toString(), TURN)) {
                Mended mended = run();
                LOG.debug("{}", mended);
            }
        } catch (RedisUnavailable away) {
            LOG.debug("Redis is away: {}", away.getMessage());
        }
    }

    /// @throws RedisUnavailable when Redis goes away meanwhile
    Mended run() {
        return new Mended(deleteOrphans(), restore());
    }

    private int deleteOrphans() {
        int[] deleted = {0};
        redis.scan(LockKey.ALL, STEP, keys -> deleted[0] += deleteOrphans(keys));
        return deleted[0];
    }

    /// Deletes those keys whose locks the database does not know, or knows to be over.
    ///
    /// @param keys with their values
    /// @return how many were deleted
    private int deleteOrphans(Map<String, String> keys) {
        long now = clock.millis();
        List<LockKey> old = new ArrayList<>();
        Map<String, Map<String, String>> orphans = new HashMap<>();
        keys.forEach(
                (key, value) -> LockKey.read(key, value)
                        .ifPresentOrElse(
                                lock -> {
                                    if (!lock.isYoung(now, GRACE)) {
                                        old.add(lock);
                                    }
                                },
                                () -> orphans.put(key, Map.of(key, value))));
        Set<LockKey> live = live(old);
        for (LockKey lock : old) {
            if (!live.contains(lock)) {
                String key = LockKey.of(lock.owner().show(), lock.seat());
                orphans.computeIfAbsent(lock.owner().show().toString(), show -> new HashMap<>())
                        .put(key, Objects.requireNonNull(keys.get(key)));
            }
        }
        return orphans.values().stream().mapToInt(fastPath::forget).sum();
    }

    /// Whether all of these seats are free in the database although Redis has keys for them, which are deleted then, so
    /// that asking Redis once more is worth it.
    ///
    /// @param asking deletes also young keys of this holder, whose claim has ended
    boolean freed(UserId asking, ShowId show, List<SeatId> seats) {
        try {
            Map<String, String> values = new HashMap<>();
            List<LockKey> locks = new ArrayList<>();
            for (SeatId seat : seats) {
                String key = LockKey.of(show, seat);
                redis.get(key).ifPresent(value -> {
                    values.put(key, value);
                    LockKey.read(key, value).ifPresent(locks::add);
                });
            }
            long now = clock.millis();
            boolean claiming = locks.stream()
                    .anyMatch(lock -> !lock.owner().holder().equals(asking) && lock.isYoung(now, GRACE));
            if (claiming || !live(locks).isEmpty()) {
                return false;
            }
            fastPath.forget(values);
            return true;
        } catch (RedisUnavailable away) {
            return true;
        }
    }

    private Set<LockKey> live(List<LockKey> locks) {
        if (locks.isEmpty()) {
            return Set.of();
        }
        Map<String, LockKey> asked = new HashMap<>();
        locks.forEach(lock -> asked.put(lock.owner().lock() + " " + lock.seat(), lock));
        Set<LockKey> live = new HashSet<>();
        database.sql("""
                SELECT s.lock_id, s.seat_id
                  FROM unnest(CAST(:shows AS uuid[]), CAST(:seats AS text[]), CAST(:locks AS uuid[]))
                       AS k (show_id, seat_id, lock_id)
                  JOIN show_seats s USING (show_id, seat_id, lock_id)
                 WHERE s.status = 'LOCKED'
                   AND s.expires_at > now()""")
                .with("shows", texts(locks, lock -> lock.owner().show().toString()))
                .with("seats", texts(locks, lock -> lock.seat().value()))
                .with("locks", texts(locks, lock -> lock.owner().lock().toString()))
                .list(row -> row.text("lock_id") + " " + row.text("seat_id"))
                .forEach(found -> Optional.ofNullable(asked.get(found)).ifPresent(live::add));
        return live;
    }

    private static String[] texts(List<LockKey> locks, java.util.function.Function<LockKey, String> part) {
        return locks.stream().map(part).toArray(String[]::new);
    }

    /// A live lock, with the time that is left of it by the database's clock.
    private record Live(Owner owner, List<SeatId> seats, Duration left, Instant expiresAt) {
        static Live of(Row row) {
            return new Live(
                    new Owner(
                            new ShowId(row.uuid("show_id")),
                            new UserId(row.uuid("holder_id")),
                            new LockId(row.uuid("id"))),
                    row.texts("seats").stream().map(SeatId::new).toList(),
                    Duration.ofMillis(row.number("millis")),
                    row.instant("expires_at"));
        }
    }

    private int restore() {
        int restored = 0;
        Instant after = Instant.EPOCH;
        UUID last = new UUID(0, 0);
        List<Live> page;
        do {
            page = page(after, last);
            for (Live lock : page) {
                if (!lock.seats().isEmpty() && lock.left().isPositive()) {
                    restored += fastPath.restore(lock.owner(), lock.seats(), lock.left());
                }
            }
            if (!page.isEmpty()) {
                after = page.getLast().expiresAt();
                last = page.getLast().owner().lock().value();
            }
        } while (page.size() == STEP);
        return restored;
    }

    private List<Live> page(Instant after, UUID last) {
        return database.sql(
                """
                        WITH live AS (
                            SELECT id, show_id, holder_id, expires_at
                              FROM seat_locks
                             WHERE closed_at IS NULL
                               AND expires_at > now()
                               AND (expires_at, id) > (CAST(:after AS timestamptz), CAST(:last AS uuid))
                             ORDER BY expires_at, id
                             LIMIT :step)
                        SELECT l.id, l.show_id, l.holder_id, l.expires_at,
                               CAST(extract(epoch FROM l.expires_at - now()) * 1000 AS bigint) AS millis,
                               coalesce(array_agg(s.seat_id ORDER BY s.seat_id) FILTER (WHERE s.seat_id IS NOT NULL), '{}') AS seats
                          FROM live l
                          LEFT JOIN show_seats s ON s.lock_id = l.id AND s.show_id = l.show_id AND s.status = 'LOCKED'
                         GROUP BY l.id, l.show_id, l.holder_id, l.expires_at
                         ORDER BY l.expires_at, l.id""")
                .with("after", after)
                .with("last", last)
                .with("step", STEP)
                .list(Live::of);
    }
}
