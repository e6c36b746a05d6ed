package boxoffice.server.events;

import boxoffice.model.UserId;
import boxoffice.server.operations.Jobs;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Redis;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Events on their way from the outbox to their consumers (OPS-2). Thread-safe.
///
/// Closing it lets what has begun finish.
public final class Events implements AutoCloseable {
    private static final Duration CARRY = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration SWEEP = Duration.ofSeconds(5);
    private static final Duration FORGET = Duration.ofHours(1);
    /// An event that has not arrived by then was lost on its way.
    private static final Duration LATE = Duration.ofSeconds(10);

    private final HttpService routes;
    private final Deque<Runnable> ends = new ArrayDeque<>();

    private Events(
            Database database, Transport transport, EventSettings settings, Jobs jobs,
            Function<ServerRequest, UserId> manager, List<Consumer> consumers) {
        List<Consumption> consumptions =
                consumers.stream().map(consumer -> new Consumption(database, consumer)).toList();
        Set<String> names = consumptions.stream().map(Consumption::name).collect(Collectors.toSet());
        if (names.size() < consumptions.size()) {
            throw new IllegalArgumentException("consumers share a name: " + names);
        }
        Relay relay = new Relay(database, transport);
        Retention retention = new Retention(database, names, settings.retention());
        this.routes = new EventRoutes(
                new DeadLetters(database), new FlowReport(database, transport.name(), relay::problem, consumptions),
                manager);
        ends.push(transport::close);
        ends.push(relay::close);
        jobs.every(CARRY, "outbox relay", relay::carry);
        jobs.every(FORGET, "old events", retention::forget);
        for (Consumption consumption : consumptions) {
            consumption.begin();
            ends.push(transport.listen(consumption));
            jobs.every(RETRY, "retries of " + consumption.name(), consumption::retry);
            jobs.every(SWEEP, "lost events of " + consumption.name(), () -> consumption.sweep(LATE));
        }
    }

    /// Wires the room, begins to carry events and to give them to consumers.
    ///
    /// @param manager who sends a request; throws a problem unless it is somebody who may look after events
    public static Events create(
            Database database,
            Redis redis,
            Jobs jobs,
            EventSettings settings,
            Function<ServerRequest, UserId> manager,
            List<Consumer> consumers) {
        Transport transport = settings.kafka()
                .<Transport>map(KafkaTopics::new)
                .orElseGet(() -> new RedisStreams(redis));
        return new Events(database, transport, settings, jobs, manager, consumers);
    }

    /// For the server.
    public HttpService routes() {
        return routes;
    }

    @Override
    public void close() {
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }
}
