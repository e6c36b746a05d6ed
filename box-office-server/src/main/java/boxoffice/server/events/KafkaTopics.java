package boxoffice.server.events;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries events over topics of Kafka (OPS-2). Each consumer is a group; records are keyed, so those of one key and
/// topic stay in one partition.
final class KafkaTopics implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients clients;
    private final ReentrantLock sending = new ReentrantLock();
    private Optional<KafkaProducer<String, String>> producer = Optional.empty();

    KafkaTopics(KafkaSettings settings) {
        this.clients = new KafkaClients(settings);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Sent send(List<Event> events) {
        sending.lock();
        try {
            Set<Long> sent = new HashSet<>();
            Optional<String> problem = Optional.empty();
            for (Map.Entry<Long, Future<RecordMetadata>> one : pending(events).entrySet()) {
                Optional<String> failure = failure(one.getValue());
                if (failure.isEmpty()) {
                    sent.add(one.getKey());
                }
                problem = problem.or(() -> failure);
            }
            if (sent.size() < events.size()) {
                // What is still on its way must not arrive after what is sent next.
                drop();
            }
            return new Sent(sent, problem);
        } catch (KafkaException away) {
            LOG.debug("Kafka takes no events", away);
            drop();
            return new Sent(Set.of(), Optional.of(text(away)));
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

    /// Waits for an answer, which comes within [KafkaClients#DELIVERY].
    ///
    /// @return why it is none; empty for an acknowledgement
    private static Optional<String> failure(Future<RecordMetadata> answer) {
        try {
            answer.get();
            return Optional.empty();
        } catch (ExecutionException failed) {
            LOG.debug("Kafka did not acknowledge", failed);
            return Optional.of(text(failed.getCause() == null ? failed : failed.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(text(interrupted));
        }
    }

    /// A sign-in or a handshake that failed says why in its cause, if at all.
    private static String text(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? ErrorText.of(failure) : ErrorText.of(failure) + " (" + ErrorText.of(cause) + ")";
    }

    private KafkaProducer<String, String> producer() {
        KafkaProducer<String, String> open = producer.orElseGet(clients::producer);
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
                    open.commitSync(KafkaClients.DELIVERY);
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
                KafkaConsumer<String, String> fresh = clients.consumer(consumption.name());
                consumer = Optional.of(fresh);
                fresh.subscribe(consumption.topics());
                return fresh;
            });
        }
    }
}
