package boxoffice.server.abuse;

import boxoffice.server.storage.Redis;
import boxoffice.server.storage.Redis.RedisUnavailable;
import boxoffice.server.storage.Redis.Script;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Counts against limits for all nodes together. Thread-safe.
///
/// A window is fixed: it begins with the first request, by the clock of Redis, and when it ends all permits are there
/// again. Around the end of a window up to twice the limit can pass; that is the price of one number per user instead of
/// a list of all their requests.
///
/// A node draws permits from the shared count in batches and serves from those it has; batches become smaller as the
/// count runs low. All nodes together never serve more than the limit; where requests of one user reach many nodes, the
/// last permits may lie on another node than the one that is asked. Whoever is over the limit is refused without asking
/// Redis until the window ends.
///
/// Without Redis each node counts for itself, so nobody is refused for that reason.
final class Buckets {
    private static final Script DRAW = Script.at("/abuse/draw.lua");
    private static final Duration FORGET = Duration.ofHours(1);
    private static final int REMEMBERED = 200_000;

    private final Redis redis;
    private final Cache<Key, Bucket> buckets =
            Caffeine.newBuilder().expireAfterAccess(FORGET).maximumSize(REMEMBERED).build();

    Buckets(Redis redis) {
        this.redis = redis;
    }

    private record Key(Limit limit, String who) {
        /// The braces keep all that is counted for one together on a cluster.
        String inRedis() {
            return "limit:{" + who + "}:" + limit.what();
        }
    }

    /// Takes one permit, if there is one.
    ///
    /// @param who such as `user:` and an id
    Standing take(Limit limit, String who) {
        Key key = new Key(limit, who);
        return buckets.get(key, any -> new Bucket()).take(key);
    }

    /// What this node knows of one count, and the permits that it has drawn.
    private final class Bucket {
        private final ReentrantLock turn = new ReentrantLock();
        private int drawn;
        private int shared;
        private long endsAt = System.nanoTime();

        Standing take(Key key) {
            turn.lock();
            try {
                boolean over = System.nanoTime() - endsAt >= 0;
                if (over || (drawn == 0 && shared > 0)) {
                    draw(key);
                }
                boolean allowed = drawn > 0;
                drawn -= allowed ? 1 : 0;
                Duration reset = Duration.ofNanos(Math.max(0, endsAt - System.nanoTime()));
                return new Standing(key.limit(), allowed, drawn + shared, reset);
            } finally {
                turn.unlock();
            }
        }

        private void draw(Key key) {
            Limit limit = key.limit();
            long askedAt = System.nanoTime();
            try {
                List<?> answer = (List<?>) redis.run(
                        DRAW,
                        List.of(key.inRedis()),
                        List.of(
                                Integer.toString(limit.most()),
                                Long.toString(limit.window().toMillis()),
                                Integer.toString(limit.batch())));
                drawn = number(answer, 0);
                shared = number(answer, 1);
                endsAt = askedAt + Duration.ofMillis(number(answer, 2)).toNanos();
            } catch (RedisUnavailable down) {
                drawn = limit.most();
                shared = 0;
                endsAt = askedAt + limit.window().toNanos();
            }
        }
    }

    private static int number(List<?> answer, int at) {
        return ((Number) answer.get(at)).intValue();
    }
}
