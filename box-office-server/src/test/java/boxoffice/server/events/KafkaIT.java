package boxoffice.server.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Events over a real broker of Kafka that wants a sign-in, is not there at first, goes away once, and refuses the
/// password when it is back (OPS-2).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaIT {
    private static final String CREATED = "booking.created";
    private static final String CANCELLED = "booking.cancelled";
    private static final String PASSWORD = "a long one: \u00fc=;'";

    @TempDir static Path folder;

    private Broker broker;
    private TestBoxOffice boxOffice;
    private Recorder recorder;
    private Node one;
    private Node other;
    private final List<UUID> bookings = new ArrayList<>();

    @BeforeAll
    void start() throws Exception {
        broker = Broker.in(folder);
        Path properties = Files.writeString(folder.resolve("client.properties"), Broker.signingIn(PASSWORD));
        Map<String, String> kafka = Map.of(
                "events.transport", "kafka", "events.kafka.servers", broker.serversToSignInAt(),
                "events.kafka.properties", properties.toString());
        boxOffice = TestBoxOffice.start(kafka);
        recorder = Recorder.of(boxOffice.database(), CREATED, CANCELLED);
        one = Node.of(boxOffice, kafka, recorder);
        other = Node.of(boxOffice, kafka, recorder);
    }

    @AfterAll
    void stop() {
        one.close();
        other.close();
        boxOffice.close();
        broker.close();
    }

    @Test
    @Order(1)
    void salesGoOnWhileNoBrokerIsThere() {
        sell(3);

        assertThat(waiting()).isGreaterThanOrEqualTo(6);
        soon().until(() -> problem().startsWith("TimeoutException: "));
    }

    @Test
    @Order(2)
    void whatWaitedIsDeliveredOnceTheBrokerIsThereAndConsumedOnce() throws Exception {
        broker.start();
        broker.setPassword(PASSWORD);

        soon().until(() -> waiting() == 0);
        allIsConsumedOnce();
    }

    @Test
    @Order(3)
    void itIsDeliveredByKafka() throws Exception {
        soon().until(() -> committed() == 2L * bookings.size());
        assertThat(carried(CREATED)).containsExactlyInAnyOrderElementsOf(bookings);
    }

    @Test
    @Order(4)
    void aBrokerThatGoesAwayAndRefusesThePasswordWhenItIsBackLosesNothing() throws Exception {
        broker.setPassword("another");
        broker.stop();
        sell(2);
        await().during(Duration.ofMillis(500)).until(() -> waiting() > 0);
        broker.start();
        soon().until(() -> problem().startsWith("SaslAuthenticationException: Authentication failed"));
        sell(1);
        assertThat(waiting()).isGreaterThanOrEqualTo(6);

        broker.setPassword(PASSWORD);

        soon().until(() -> waiting() == 0);
        assertThat(problem()).isEmpty();
        allIsConsumedOnce();
        soon().until(() -> committed() == 2L * bookings.size());
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(100));
    }

    private void sell(int count) {
        Foyer foyer = Foyer.of(boxOffice);
        ShowId show = foyer.freshShow();
        IntStream.range(0, count).forEach(i -> {
            BoxOfficeClient guest = foyer.guest();
            var lock = guest.lock(new LockRequest(show, foyer.seats(show, 1)));
            var booking = guest.book(
                    new BookingRequest(lock.lockId(), PaymentMethod.CARD, null, null), UUID.randomUUID()).bookingId();
            guest.giveUp(booking);
            bookings.add(booking.value());
        });
    }

    private void allIsConsumedOnce() {
        for (UUID booking : bookings) {
            soon().untilAsserted(() -> assertThat(recorder.applied(booking)).isEqualTo(told(booking)).hasSize(2));
        }
    }

    private List<Long> told(UUID key) {
        return boxOffice.database()
                .sql("SELECT id FROM outbox WHERE key = :key ORDER BY id")
                .with("key", key)
                .list(row -> row.number("id"));
    }

    private long waiting() {
        return status().path("waiting").asLong();
    }

    private String problem() {
        return status().path("problem").asText();
    }

    private JsonNode status() {
        String manager = Foyer.of(boxOffice).anyone().signIn(Foyer.login("manager")).accessToken();
        return Wire.to(boxOffice.uri())
                .as(manager)
                .get("/api/v1/events/status")
                .json();
    }

    /// How many records the consumer's group has said to be done with.
    private long committed() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.servers()))) {
            return admin.listConsumerGroupOffsets("boxoffice-" + recorder.name())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    /// What another system sees: the keys of the records of a topic, each once.
    private Set<UUID> carried(String topic) {
        Set<UUID> keys = new java.util.HashSet<>();
        try (var listener = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", broker.servers(), "group.id", "another", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            listener.subscribe(Set.of(topic));
            soon().until(() -> {
                listener.poll(Duration.ofMillis(200)).forEach(record -> {
                    Optional<Event> event = Event.parse(record.value());
                    assertThat(event.map(Event::key).map(UUID::toString)).contains(record.key());
                    keys.add(UUID.fromString(record.key()));
                });
                return keys.size() >= bookings.size();
            });
        }
        return keys;
    }
}
