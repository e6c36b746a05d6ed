package boxoffice.server.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Makes clients of Kafka, with what the house's own file says of its cluster and what [KafkaTopics] depends on. Immutable.
final class KafkaClients {
    /// Within which an event is acknowledged or has failed.
    static final Duration DELIVERY = Duration.ofSeconds(5);

    private static final String GROUP = "boxoffice-";
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration METADATA = Duration.ofSeconds(2);
    /// A member that was silent for so long has died; the others take over its partitions.
    private static final Duration DEAD = Duration.ofSeconds(10);
    /// A topic that appears is found within this time.
    private static final Duration METADATA_AGE = Duration.ofSeconds(30);

    private static final Map<String, Object> PRODUCER = Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, METADATA.toMillis(),
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis(),
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis(),
            ProducerConfig.LINGER_MS_CONFIG, 0L);

    private static final Map<String, Object> CONSUMER = Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) DEAD.toMillis(),
            ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE.toMillis());

    /// What no file may set: what is set here, and what would undo it where it is left as Kafka has it.
    static final Set<String> OURS = Stream.of(
            PRODUCER.keySet(),
            CONSUMER.keySet(),
            Set.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                    ProducerConfig.RETRIES_CONFIG,
                    ProducerConfig.PARTITIONER_CLASS_CONFIG,
                    ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
                    ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                    ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG),
            Set.of(
                    ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                    ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                    ConsumerConfig.GROUP_ID_CONFIG,
                    ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                    ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                    ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
                    ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG,
                    ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                    ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                    "config.providers")).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    private final KafkaSettings settings;

    KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                with(ProducerConfig.configNames(), PRODUCER), new StringSerializer(), new StringSerializer());
    }

    /// @param group a consumer's name
    KafkaConsumer<String, String> consumer(String group) {
        Map<String, Object> all = with(ConsumerConfig.configNames(), CONSUMER);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP + group);
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    private Map<String, Object> with(Set<String> known, Map<String, Object> ours) {
        Map<String, Object> all = new HashMap<>(settings.client());
        all.keySet().retainAll(known);
        all.putAll(ours);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.servers());
        return all;
    }
}
