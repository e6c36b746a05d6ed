package boxoffice.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.server.storage.Redis.RedisUnavailable;
import boxoffice.server.testing.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What callers of a Redis that fails see (SEAT-7).
class RedisIT {
    private static final Duration BACK = Duration.ofSeconds(10);
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    @TempDir private Path folder;

    @Test
    void nobodyWaitsForAFrozenRedisButTheFirstAndItIsBackByItself() {
        try (EmbeddedRedis server = EmbeddedRedis.start(folder); Redis redis = Redis.open(server.url())) {
            redis.set("seat", "ours", LIFETIME);
            Faults.freeze(server.pid());
            try {
                fail(redis, 10);
                Instant before = Instant.now();
                fail(redis, 100);
                assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
            } finally {
                Faults.thaw(server.pid());
            }
            await().atMost(BACK).ignoreExceptions().until(() -> redis.get("seat").isPresent());
        }
    }

    @Test
    void aRestartBetweenTwoCallsIsNotNoticed() {
        EmbeddedRedis first = EmbeddedRedis.start(folder);
        try (Redis redis = Redis.open(first.url())) {
            redis.set("seat", "ours", LIFETIME);
            first.close();
            try (var _ = EmbeddedRedis.start(folder, first.port())) {
                assertThat(redis.get("seat")).contains("ours");
            }
        }
    }

    @Test
    void aRedisThatIsNotThereIsRefusedAtOnceAndFoundWhenItComes() {
        EmbeddedRedis gone = EmbeddedRedis.start(folder);
        gone.close();
        try (Redis redis = Redis.open(gone.url())) {
            fail(redis, 100);
            assertThat(redis.reachable()).isFalse();
            try (var _ = EmbeddedRedis.start(folder, gone.port())) {
                await().atMost(BACK).until(redis::reachable);
            }
        }
    }

    @Test
    void aGenerationEndsWhenRedisIsEmptiedOrRestarted() {
        EmbeddedRedis first = EmbeddedRedis.start(folder);
        try (Redis redis = Redis.open(first.url())) {
            String generation = redis.generation();
            assertThat(redis.generation()).isEqualTo(generation);

            first.empty();
            String emptied = redis.generation();
            assertThat(emptied).isNotEqualTo(generation);

            first.close();
            try (var _ = EmbeddedRedis.start(folder, first.port())) {
                assertThat(redis.generation()).isNotEqualTo(emptied);
            }
        }
    }

    @Test
    void aScanSeesEveryTextOfThePatternAndNothingElse() {
        try (EmbeddedRedis server = EmbeddedRedis.start(folder); Redis redis = Redis.open(server.url())) {
            IntStream.range(0, 2_000).forEach(i -> redis.set("a:" + i, "v" + i, LIFETIME));
            redis.set("b:1", "other", LIFETIME);
            redis.run(
                    Redis.Script.of("return redis.call('RPUSH', KEYS[1], 'x')"), java.util.List.of("a:list"),
                    java.util.List.of());
            Map<String, String> seen = new HashMap<>();

            redis.scan("a:*", 100, seen::putAll);

            assertThat(seen).hasSize(2_000).containsEntry("a:1999", "v1999");
        }
    }

    private static void fail(Redis redis, int times) {
        for (int i = 0; i < times; i++) {
            assertThatExceptionOfType(RedisUnavailable.class).isThrownBy(() -> redis.get("seat"));
        }
    }
}
