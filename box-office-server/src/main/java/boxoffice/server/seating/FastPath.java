package boxoffice.server.seating;

import boxoffice.model.LockId;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.UserId;
import boxoffice.server.storage.Redis;
import boxoffice.server.storage.Redis.RedisUnavailable;
import boxoffice.server.storage.Redis.Script;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Seat locks in Redis, which turns most of a rush away before the database hears of it (SEAT-5). Thread-safe.
///
/// Never the truth: without Redis every claim goes to the database.
final class FastPath {
    private static final Script ACQUIRE = Script.at("/seating/acquire.lua");
    private static final Script EXTEND = Script.at("/seating/extend.lua");
    private static final Script RELEASE = Script.at("/seating/release.lua");
    private static final Script FORGET = Script.at("/seating/forget.lua");
    private static final Script RESTORE = Script.at("/seating/restore.lua");
    private static final Script PACE = Script.at("/seating/pace.lua");
    private static final int TOO_FAST = -1;
    private static final int OWN = -2;
    /// When to come back to a show that is busy: others give seats back at any moment.
    private static final int BUSY_SECONDS = 5;

    private final Redis redis;
    private final Clock clock;
    private final ShowCeilings ceilings;

    FastPath(Redis redis, Clock clock, ShowCeilings ceilings) {
        this.ceilings = ceilings;
        this.redis = redis;
        this.clock = clock;
    }

    /// Whose seats they are in Redis.
    record Owner(ShowId show, UserId holder, LockId lock) {
        String prefix() {
            return holder + ":" + lock + ":";
        }
    }

    sealed interface Acquired {
        /// All seats are ours in Redis.
        record All() implements Acquired {}

        /// These are held by another lock; none were taken.
        ///
        /// @param own whether the first of them is held by the same holder
        record Taken(List<SeatId> seats, boolean own) implements Acquired {}

        /// All are free, but the show has as many selections as it takes; none were taken.
        record Busy(int retryAfterSeconds) implements Acquired {}

        /// Redis could not say.
        record Unknown() implements Acquired {}
    }

    Acquired acquire(Owner owner, List<SeatId> seats, Duration lifetime) {
        try {
            List<String> keys = keys(owner, seats);
            keys.add(ofShow(owner.show(), "selections"));
            keys.add(ofShow(owner.show(), "selecting"));
            List<String> arguments = arguments(owner, lifetime);
            arguments.add(Integer.toString(ceilings.selections()));
            arguments.add(Integer.toString(ceilings.selectionsPerSecond()));
            arguments.add(owner.holder() + ":");
            return acquired(seats, (List<?>) redis.run(ACQUIRE, keys, arguments));
        } catch (RedisUnavailable down) {
            return new Acquired.Unknown();
        }
    }

    private static Acquired acquired(List<SeatId> seats, List<?> answer) {
        List<Integer> positions = answer.stream().map(position -> ((Number) position).intValue()).toList();
        if (positions.isEmpty()) {
            return new Acquired.All();
        }
        int first = positions.getFirst();
        return positions.getLast() > 0
                ? new Acquired.Taken(
                        positions.stream()
                                .filter(position -> position > 0)
                                .map(position -> seats.get(position - 1))
                                .toList(),
                        first == OWN)
                : new Acquired.Busy(first == TOO_FAST ? 1 : BUSY_SECONDS);
    }

    /// Whether one more booking of the show may begin in this second. Without Redis it may.
    boolean mayBook(ShowId show) {
        if (ceilings.bookingsPerSecond() == 0) {
            return true;
        }
        try {
            Object within = redis.run(
                    PACE,
                    List.of(ofShow(show, "booking")),
                    List.of(Integer.toString(ceilings.bookingsPerSecond())));
            return ((Number) within).intValue() == 1;
        } catch (RedisUnavailable down) {
            return true;
        }
    }

    /// Follows an extension that the database has granted.
    void extend(Owner owner, List<SeatId> seats, Duration lifetime) {
        tryRun(EXTEND, owner, seats, arguments(owner, lifetime));
    }

    /// Follows a release that the database has done.
    void release(Owner owner, List<SeatId> seats) {
        tryRun(RELEASE, owner, seats, List.of(owner.prefix(), owner.lock().toString()));
    }

    /// Deletes keys of locks that are over, each only while it has the given value.
    ///
    /// @param keys with their values, all of one show
    /// @return how many were deleted
    /// @throws RedisUnavailable when Redis does not answer
    int forget(Map<String, String> keys) {
        if (keys.isEmpty()) {
            return 0;
        }
        List<String> names = List.copyOf(keys.keySet());
        return count(redis.run(FORGET, names, names.stream().map(keys::get).toList()));
    }

    /// Puts seats of a live lock back that Redis has lost; what others have there now is left.
    ///
    /// @return how many were put back
    /// @throws RedisUnavailable when Redis does not answer
    int restore(Owner owner, List<SeatId> seats, Duration lifetime) {
        return count(redis.run(RESTORE, keys(owner, seats), arguments(owner, lifetime)));
    }

    private static int count(Object answer) {
        return ((Number) answer).intValue();
    }

    private void tryRun(Script script, Owner owner, List<SeatId> seats, List<String> arguments) {
        try {
            List<String> keys = keys(owner, seats);
            keys.add(ofShow(owner.show(), "selections"));
            redis.run(script, keys, arguments);
        } catch (RedisUnavailable down) {
            // a key that outlives its lock ends with its own lifetime
        }
    }

    private List<String> arguments(Owner owner, Duration lifetime) {
        return new ArrayList<>(
                List.of(
                        owner.prefix(),
                        owner.prefix() + clock.millis(),
                        Long.toString(lifetime.toMillis()),
                        owner.lock().toString()));
    }

    private static List<String> keys(Owner owner, List<SeatId> seats) {
        return seats.stream()
                .map(seat -> LockKey.of(owner.show(), seat))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /// What is counted for a show lies with its seats on a cluster.
    private static String ofShow(ShowId show, String what) {
        return "busy:show:{" + show + "}:" + what;
    }
}
