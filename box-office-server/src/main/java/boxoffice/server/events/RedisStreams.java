package boxoffice.server.events;

import boxoffice.server.storage.Redis;
import boxoffice.server.storage.Redis.RedisUnavailable;
import boxoffice.server.storage.Streams;
import boxoffice.server.storage.Streams.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries events over streams of Redis, one for each topic (OPS-2). Each consumer is a group, each node a member of it.
///
/// When Redis was emptied, a group is missing; then its consumer looks into the outbox for what was lost.
final class RedisStreams implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStreams.class);
    /// All streams of a cluster are at one of its masters, so that a consumer reads its topics in one go.
    private static final String STREAM = "{events}:";
    private static final long LONGEST_STREAM = 100_000;
    private static final int BATCH = 100;
    /// How often to look for what dead members have taken, and after how long a member counts as dead.
    private static final Duration CLAIM = Duration.ofSeconds(10);
    private static final Duration DEAD = Duration.ofSeconds(30);
    private static final Duration GONE = Duration.ofDays(1);

    private final String node = UUID.randomUUID().toString();
    private final Streams streams;

    RedisStreams(Redis redis) {
        this.streams = redis.streams();
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Sent send(List<Event> events) {
        Set<Long> sent = new HashSet<>();
        for (Event event : events) {
            try {
                streams.append(STREAM + event.topic(), event.text(), LONGEST_STREAM);
                sent.add(event.id());
            } catch (RedisUnavailable away) {
                LOG.debug("event {} was not sent: {}", event.id(), away.getMessage());
                return new Sent(sent, Optional.of(ErrorText.of(away)));
            }
        }
        return new Sent(sent, Optional.empty());
    }

    @Override
    public Runnable listen(Consumption consumption) {
        Member member = new Member(consumption);
        return Loop.start("events for " + consumption.name(), member::round)::close;
    }

    @Override
    public void close() {
        // Redis is not ours.
    }

    /// One node's share of one group. Used by one thread.
    private final class Member {
        private final Consumption consumption;
        private final List<String> topics;
        private boolean joined;
        private Instant nextClaim = Instant.EPOCH;

        Member(Consumption consumption) {
            this.consumption = consumption;
            this.topics = consumption.topics().stream().map(topic -> STREAM + topic).sorted().toList();
        }

        void round() {
            if (!joined) {
                join();
            }
            try {
                if (!Instant.now().isBefore(nextClaim)) {
                    nextClaim = Instant.now().plus(CLAIM);
                    topics.forEach(this::claim);
                }
                streams.read(consumption.name(), node, topics, BATCH).forEach(this::deliver);
            } catch (RedisUnavailable away) {
                // Emptied, perhaps.
                joined = false;
                throw away;
            }
        }

        private void join() {
            boolean anew = false;
            for (String topic : topics) {
                anew |= streams.group(topic, consumption.name());
            }
            joined = true;
            if (anew) {
                consumption.suspect();
            }
        }

        private void claim(String topic) {
            streams.forgetMembers(topic, consumption.name(), GONE);
            streams.claim(topic, consumption.name(), node, DEAD, BATCH).forEach(this::deliver);
        }

        private void deliver(Entry entry) {
            Event.parse(entry.text())
                    .ifPresentOrElse(
                            consumption::arrived,
                            () -> LOG.warn("{} in {} is not an event", entry.id(), entry.stream()));
            streams.acknowledge(consumption.name(), entry);
        }
    }
}
