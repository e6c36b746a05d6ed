package boxoffice.server.seating;

import boxoffice.model.LockId;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.UserId;
import boxoffice.server.storage.Redis;
import boxoffice.server.storage.Redis.RedisUnavailable;
import boxoffice.server.storage.Redis.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Seat locks in Redis, which turns most of a rush away before the database hears of it (SEAT-5). Thread-safe.
///
/// Never the truth: without Redis every claim goes to the database.
final class FastPath {
    private static final Script ACQUIRE = script("acquire.lua");
    private static final Script EXTEND = script("extend.lua");
    private static final Script RELEASE = script("release.lua");
    private static final Script FORGET = script("forget.lua");
    private static final Script RESTORE = script("restore.lua");

    private final Redis redis;
    private final Clock clock;

    FastPath(Redis redis, Clock clock) {
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

        /// These are somebody else's; none were taken.
        record Taken(List<SeatId> seats) implements Acquired {}

        /// Redis could not say.
        record Unknown() implements Acquired {}
    }

    Acquired acquire(Owner owner, List<SeatId> seats, Duration lifetime) {
        try {
            List<SeatId> taken = new ArrayList<>();
            if (redis.run(ACQUIRE, keys(owner, seats), arguments(owner, lifetime)) instanceof List<?> positions) {
                positions.forEach(position -> taken.add(seats.get(((Number) position).intValue() - 1)));
            }
            return taken.isEmpty() ? new Acquired.All() : new Acquired.Taken(taken);
        } catch (RedisUnavailable down) {
            return new Acquired.Unknown();
        }
    }

    /// Follows an extension that the database has granted.
    void extend(Owner owner, List<SeatId> seats, Duration lifetime) {
        tryRun(EXTEND, owner, seats, arguments(owner, lifetime));
    }

    /// Follows a release that the database has done.
    void release(Owner owner, List<SeatId> seats) {
        tryRun(RELEASE, owner, seats, List.of(owner.prefix()));
    }

    /// Whether Redis knows this holder, with whatever lock, as the owner of the seat.
    boolean isHeldBy(Owner owner, SeatId seat) {
        try {
            return redis.get(LockKey.of(owner.show(), seat))
                    .filter(value -> value.startsWith(owner.holder() + ":"))
                    .isPresent();
        } catch (RedisUnavailable down) {
            return true;
        }
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
            redis.run(script, keys(owner, seats), arguments);
        } catch (RedisUnavailable down) {
            // a key that outlives its lock ends with its own lifetime
        }
    }

    private List<String> arguments(Owner owner, Duration lifetime) {
        return List.of(owner.prefix(), owner.prefix() + clock.millis(), Long.toString(lifetime.toMillis()));
    }

    private static List<String> keys(Owner owner, List<SeatId> seats) {
        return seats.stream().map(seat -> LockKey.of(owner.show(), seat)).toList();
    }

    private static Script script(String name) {
        try (InputStream in = Objects.requireNonNull(FastPath.class.getResourceAsStream("/seating/" + name))) {
            return Script.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
