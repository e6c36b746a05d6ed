package boxoffice.server.events;

import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// A consumer that writes down what it applies, and fails after that when a test wants it to.
final class Recorder implements Consumer {
    /// Called after the effect; may throw.
    interface After {
        void effect(Sql sql, Event event);
    }

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Database database;
    private final String name = "recorder-" + "abcdefghijklmnopqrstuvwxyz".charAt(COUNT.getAndIncrement());
    private final Set<String> topics;
    private final After after;

    private Recorder(Database database, Set<String> topics, After after) {
        this.database = database;
        this.topics = topics;
        this.after = after;
        database.sql("""
                CREATE TABLE IF NOT EXISTS applied_in_tests (
                    n         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    consumer  text NOT NULL,
                    event_id  bigint NOT NULL,
                    key       uuid NOT NULL)""").update();
    }

    static Recorder of(Database database, String... topics) {
        return failing(database, (sql, event) -> {}, topics);
    }

    static Recorder failing(Database database, After after, String... topics) {
        return new Recorder(database, Set.of(topics), after);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> topics() {
        return topics;
    }

    @Override
    public void accept(Sql sql, Event event) {
        sql.sql("INSERT INTO applied_in_tests (consumer, event_id, key) VALUES (:consumer, :event, :key)")
                .with("consumer", name)
                .with("event", event.id())
                .with("key", event.key())
                .update();
        after.effect(sql, event);
    }

    /// The events that it has applied to a key, first to last.
    List<Long> applied(UUID key) {
        return database.sql("""
                SELECT event_id
                  FROM applied_in_tests
                 WHERE consumer = :consumer
                   AND key = :key
                 ORDER BY n""")
                .with("consumer", name)
                .with("key", key)
                .list(row -> row.number("event_id"));
    }
}
