package boxoffice.server.events;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries events over topics of Kafka (OPS-2). Each consumer is a group; records are keyed, so those of one key and
/// topic stay in one partition.
final class KafkaTopics implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    private static final String GROUP = "boxoffice-";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration DELIVERY = Duration.ofSeconds(5);
    private static final Duration METADATA = Duration.ofSeconds(2);
    /// A member that was silent for so long has died; the others take over its partitions.
    private static final Duration DEAD = Duration.ofSeconds(10);
    /// A topic that appears is found within this time.
    private static final Duration METADATA_AGE = Duration.ofSeconds(30);

    private final String servers;
    private final ReentrantLock sending = new ReentrantLock();
    private Optional<KafkaProducer<String, String>> producer = Optional.empty();

    KafkaTopics(String servers) {
        this.servers = servers;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Set<Long> send(List<Event> events) {
        sending.lock();
        try {
            Set<Long> sent = new HashSet<>();
            pending(events).forEach((id, answer) -> {
                if (acknowledged(answer)) {
                    sent.add(id);
                }
            });
            if (sent.size() < events.size()) {
                // What is still on its way must not arrive after what is sent next.
                drop();
            }
            return sent;
        } catch (KafkaException away) {
            LOG.debug("Kafka takes no events", away);
            drop();
            return Set.of();
        } finally {
            sending.unlock();
        }
    }

    @Override
    public Runnable listen(Consumption consumption) {
        Member member = new Member(consumption);
        Loop loop = Loop.start("events for " + consumption.name(), member::round);
        return () -> {
            loop.close();
            member.leave();
        };
    }

    @Override
    public void close() {
        sending.lock();
        try {
            drop();
        } finally {
            sending.unlock();
        }
    }

    /// Stops at the first that fails at once: then no broker is known, and each further one would wait for that anew.
    private Map<Long, Future<RecordMetadata>> pending(List<Event> events) {
        KafkaProducer<String, String> open = producer();
        Map<Long, Future<RecordMetadata>> pending = new LinkedHashMap<>();
        for (Event event : events) {
            var answer = open.send(new ProducerRecord<>(event.topic(), event.key().toString(), event.text()));
            pending.put(event.id(), answer);
            if (answer.isDone() && answer.state() != Future.State.SUCCESS) {
                break;
            }
        }
        return pending;
    }

    /// Waits for an answer, which comes within [#DELIVERY].
    private static boolean acknowledged(Future<RecordMetadata> answer) {
        try {
            answer.get();
            return true;
        } catch (java.util.concurrent.ExecutionException failed) {
            LOG.debug("Kafka did not acknowledge", failed);
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private KafkaProducer<String, String> producer() {
        KafkaProducer<String, String> open = producer.orElseGet(
                () -> new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                                ProducerConfig.ACKS_CONFIG, "all",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG, METADATA.toMillis(),
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis(),
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis(),
                                ProducerConfig.LINGER_MS_CONFIG, 0L),
                        new StringSerializer(),
                        new StringSerializer()));
        producer = Optional.of(open);
        return open;
    }

    private void drop() {
        producer.ifPresent(open -> open.close(Duration.ZERO));
        producer = Optional.empty();
    }

    /// One node's share of one group. Used by one thread.
    private final class Member {
        private final Consumption consumption;
        private Optional<KafkaConsumer<String, String>> consumer = Optional.empty();

        Member(Consumption consumption) {
            this.consumption = consumption;
        }

        /// Commits what was delivered. When that breaks off it leaves the group, which then gets the rest again.
        void round() {
            try {
                KafkaConsumer<String, String> open = consumer();
                ConsumerRecords<String, String> records = open.poll(POLL);
                records.forEach(this::deliver);
                if (!records.isEmpty()) {
                    open.commitSync(DELIVERY);
                }
            } catch (RuntimeException failed) {
                leave();
                throw failed;
            }
        }

        void leave() {
            consumer.ifPresent(open -> {
                try {
                    open.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(POLL));
                } catch (KafkaException away) {
                    LOG.debug("left without a farewell", away);
                }
            });
            consumer = Optional.empty();
        }

        private void deliver(ConsumerRecord<String, String> carried) {
            Event.parse(carried.value())
                    .ifPresentOrElse(
                            consumption::arrived,
                            () -> LOG.warn("record {} of {} is not an event", carried.offset(), carried.topic()));
        }

        private KafkaConsumer<String, String> consumer() {
            return consumer.orElseGet(() -> {
                KafkaConsumer<String, String> fresh = new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                                ConsumerConfig.GROUP_ID_CONFIG, GROUP + consumption.name(),
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) DEAD.toMillis(),
                                ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE.toMillis()),
                        new StringDeserializer(),
                        new StringDeserializer());
                consumer = Optional.of(fresh);
                fresh.subscribe(consumption.topics());
                return fresh;
            });
        }
    }
}
