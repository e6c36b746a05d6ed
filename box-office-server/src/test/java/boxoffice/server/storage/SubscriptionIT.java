package boxoffice.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.server.testing.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages through a real Redis, also one that is killed and one that is frozen (RT-2).
class SubscriptionIT {
    private static final String CHANNEL = "news";

    @TempDir private Path folder;

    @Test
    void aSubscriptionOutlivesItsRedisAndSaysWhenMessagesWereMissed() {
        Notes notes = new Notes();
        EmbeddedRedis first = EmbeddedRedis.start(folder);
        try (Redis redis = Redis.open(first.url())) {
            Subscription subscription = redis.subscribe(CHANNEL, notes);
            notes.await("connected");
            redis.publish(CHANNEL, "one");
            notes.await("connected", "one");

            Faults.kill(first.pid());
            first.close();
            notes.await("connected", "one", "disconnected");
            try (var _ = EmbeddedRedis.start(folder, first.port())) {
                notes.await("connected", "one", "disconnected", "connected");
                Awaitility.await().ignoreExceptions().untilAsserted(() -> redis.publish(CHANNEL, "two"));
                notes.await("connected", "one", "disconnected", "connected", "two");

                subscription.close();
                redis.publish(CHANNEL, "three");
                assertThat(redis.get("nothing")).isEmpty();
                assertThat(notes.all).doesNotContain("three");
            }
        }
    }

    @Test
    void aFrozenRedisIsNoticedAndSoIsItsReturn() {
        Notes notes = new Notes();
        try (EmbeddedRedis server = EmbeddedRedis.start(folder);
                Redis redis = Redis.open(server.url());
                var _ = redis.subscribe(CHANNEL, notes)) {
            notes.await("connected");
            Faults.freeze(server.pid());
            try {
                notes.await("connected", "disconnected");
            } finally {
                Faults.thaw(server.pid());
            }
            notes.await("connected", "disconnected", "connected");
        }
    }

    @Test
    void aListenerThatFailsHearsTheNextMessage() {
        Notes notes = new Notes();
        try (EmbeddedRedis server = EmbeddedRedis.start(folder);
                Redis redis = Redis.open(server.url());
                var _ = redis.subscribe(CHANNEL, notes)) {
            notes.await("connected");
            redis.publish(CHANNEL, "fail");
            redis.publish(CHANNEL, "next");

            notes.await("connected", "fail", "next");
        }
    }

    private static final class Notes implements Subscription.Listener {
        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void connected() {
            all.add("connected");
        }

        @Override
        public void disconnected() {
            all.add("disconnected");
        }

        @Override
        public void message(String message) {
            all.add(message);
            if (message.equals("fail")) {
                throw new IllegalStateException("a listener that fails");
            }
        }

        void await(String... expected) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(all).containsExactly(expected));
        }
    }
}
