package boxoffice.server.events;

import boxoffice.server.Settings;
import boxoffice.server.operations.Jobs;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Redis;
import boxoffice.server.testing.TestBoxOffice;
import java.util.List;
import java.util.Map;

/// One more node on the stores of a box office, with consumers of a test's own.
final class Node implements AutoCloseable {
    private final Database database;
    private final Redis redis;
    private final Jobs jobs;
    private final Events events;

    private Node(Settings settings, List<Consumer> consumers) {
        this.database = Database.open(settings.databaseUrl().orElseThrow(), 4);
        this.redis = Redis.open(settings.redisUrl().orElseThrow());
        this.jobs = new Jobs(settings.jobPause());
        this.events = Events.create(database, redis, jobs, settings.events(), request -> {
            throw new IllegalStateException("nobody asks");
        }, consumers);
    }

    static Node of(TestBoxOffice boxOffice, Map<String, String> settings, Consumer... consumers) {
        return new Node(boxOffice.settings(settings), List.of(consumers));
    }

    static Node of(TestBoxOffice boxOffice, Consumer... consumers) {
        return of(boxOffice, Map.of(), consumers);
    }

    Redis redis() {
        return redis;
    }

    @Override
    public void close() {
        events.close();
        jobs.close();
        redis.close();
        database.close();
    }
}
