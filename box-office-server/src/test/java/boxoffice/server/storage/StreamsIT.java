package boxoffice.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.server.storage.Redis.RedisUnavailable;
import boxoffice.server.storage.Streams.Entry;
import boxoffice.server.testing.RedisCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Streams of a real Redis.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamsIT {
    @TempDir static Path folder;

    private EmbeddedRedis server;
    private Redis redis;
    private Streams streams;

    @BeforeAll
    void start() {
        server = EmbeddedRedis.start(folder);
        redis = Redis.open(server.url(), Duration.ofSeconds(5));
        streams = redis.streams();
    }

    @AfterAll
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void aGroupGetsWhatWasThereBeforeItAndItsMembersShareIt() {
        streams.append("{s}:shared", "one", 100);
        streams.append("{s}:shared", "two", 100);

        assertThat(streams.group("{s}:shared", "group")).isTrue();
        assertThat(streams.group("{s}:shared", "group")).isFalse();
        assertThat(texts(streams.read("group", "a", List.of("{s}:shared"), 1))).containsExactly("one");
        assertThat(texts(streams.read("group", "b", List.of("{s}:shared"), 9))).containsExactly("two");
        assertThat(streams.read("group", "b", List.of("{s}:shared"), 9)).isEmpty();
    }

    @Test
    void whatAMemberHasTakenAndNotAcknowledgedAnotherClaims() {
        streams.group("{s}:taken", "group");
        streams.append("{s}:taken", "done", 100);
        streams.append("{s}:taken", "left", 100);
        List<Entry> taken = streams.read("group", "dead", List.of("{s}:taken"), 9);
        streams.acknowledge("group", taken.getFirst());

        assertThat(streams.claim("{s}:taken", "group", "alive", Duration.ofMinutes(1), 9)).isEmpty();
        List<Entry> claimed = streams.claim("{s}:taken", "group", "alive", Duration.ZERO, 9);
        assertThat(texts(claimed)).containsExactly("left");
        streams.acknowledge("group", claimed.getFirst());
        assertThat(streams.claim("{s}:taken", "group", "other", Duration.ZERO, 9)).isEmpty();
        streams.forgetMembers("{s}:taken", "group", Duration.ofDays(1));
    }

    @Test
    void aGroupThatIsNotThereIsTold() {
        streams.append("{s}:nobody", "one", 100);

        assertThatExceptionOfType(RedisUnavailable.class)
                .isThrownBy(() -> streams.read("nobody", "a", List.of("{s}:nobody"), 1))
                .withMessageContaining("NOGROUP");
    }

    @Test
    void aStreamForgetsItsOldestEntries() {
        for (int i = 0; i < 1_000; i++) {
            streams.append("{s}:long", "entry", 100);
        }
        streams.group("{s}:long", "group");

        assertThat(streams.read("group", "a", List.of("{s}:long"), 1_000)).hasSizeBetween(100, 300);
    }

    @Test
    void inAClusterStreamsOfOneTagAreReadTogether(@TempDir Path nodes) {
        try (RedisCluster cluster = RedisCluster.start(nodes);
                Redis clustered = Redis.open(cluster.url(), Duration.ofSeconds(5))) {
            Streams there = clustered.streams();
            List<String> both = List.of("{s}:one", "{s}:other");
            both.forEach(stream -> there.group(stream, "group"));
            both.forEach(stream -> there.append(stream, stream, 100));

            List<Entry> taken = there.read("group", "dead", both, 9);

            assertThat(texts(taken)).containsExactlyInAnyOrderElementsOf(both);
            there.acknowledge("group", taken.getFirst());
            assertThat(there.claim(taken.getLast().stream(), "group", "alive", Duration.ZERO, 9)).hasSize(1);
        }
    }

    private static List<String> texts(List<Entry> entries) {
        return entries.stream().map(Entry::text).toList();
    }
}
