package boxoffice.server.events;

import boxoffice.model.Deliveries.ConsumerStatus;
import boxoffice.model.Deliveries.EventStatus;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Counts what waits where (OPS-2). Thread-safe.
final class FlowReport {
    private final Database database;
    private final String transport;
    private final Supplier<Optional<String>> problem;
    private final List<Consumption> consumptions;

    /// @param problem why the transport did not take all that this node has sent last
    FlowReport(
            Database database, String transport, Supplier<Optional<String>> problem, List<Consumption> consumptions) {
        this.database = database;
        this.transport = transport;
        this.problem = problem;
        this.consumptions = List.copyOf(consumptions);
    }

    EventStatus status() {
        Waiting waiting = database.sql("""
                SELECT count(*) AS waiting,
                       CAST(extract(epoch FROM now() - min(created_at)) AS bigint) AS oldest,
                       (SELECT count(*) FROM event_failures WHERE dead_at IS NOT NULL) AS dead
                  FROM outbox
                 WHERE sent_at IS NULL""")
                .one(
                        row -> new Waiting(
                                row.number("waiting"), row.optionalNumber("oldest"), row.number("dead")))
                .orElseThrow();
        List<ConsumerStatus> consumers = consumptions.stream().map(this::status).toList();
        return new EventStatus(
                transport,
                waiting.count(),
                waiting.oldest().orElse(null),
                problem.get().filter(_ -> waiting.count() > 0).orElse(null),
                waiting.deadLetters(),
                consumers);
    }

    private record Waiting(long count, Optional<Long> oldest, long deadLetters) {}

    private ConsumerStatus status(Consumption consumption) {
        return database.sql("""
                SELECT c.name,
                       (SELECT count(*)
                          FROM outbox o
                         WHERE o.xid >= c.behind
                           AND o.topic = ANY (CAST(:topics AS text[]))
                           AND NOT EXISTS (SELECT 1
                                             FROM consumed_events d
                                            WHERE d.event_id = o.id
                                              AND d.consumer = c.name)
                           AND NOT EXISTS (SELECT 1
                                             FROM event_failures f
                                            WHERE f.event_id = o.id
                                              AND f.consumer = c.name)) AS untried,
                       (SELECT count(*)
                          FROM event_failures f
                         WHERE f.consumer = c.name
                           AND f.dead_at IS NULL) AS retrying,
                       (SELECT count(*)
                          FROM event_failures f
                         WHERE f.consumer = c.name
                           AND f.dead_at IS NOT NULL) AS dead
                  FROM event_consumers c
                 WHERE c.name = :consumer""")
                .with("consumer", consumption.name())
                .with("topics", consumption.topics().toArray(String[]::new))
                .one(FlowReport::consumer)
                .orElseThrow();
    }

    private static ConsumerStatus consumer(Row row) {
        long retrying = row.number("retrying");
        return new ConsumerStatus(
                row.text("name"), row.number("untried") + retrying, retrying, row.number("dead"));
    }
}
