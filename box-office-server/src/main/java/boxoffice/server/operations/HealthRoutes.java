package boxoffice.server.operations;

import boxoffice.server.http.Answer;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Redis;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.StorageException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;

/// Whether this node lives, and whether it can sell (OPS-1).
///
/// Without Redis it is slower but sells, so that does not make it unready.
public final class HealthRoutes implements HttpService {
    private final Database database;
    private final Redis redis;

    public HealthRoutes(Database database, Redis redis) {
        this.database = database;
        this.redis = redis;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/health/live", this::live).get("/health/ready", this::ready);
    }

    private void live(ServerRequest request, ServerResponse response) {
        Answer.ok(response, Map.of("status", "UP"));
    }

    private void ready(ServerRequest request, ServerResponse response) {
        boolean sells = databaseAnswers();
        Answer.json(
                response,
                sells ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503,
                Map.of(
                        "status", sells ? "UP" : "DOWN",
                        "database", sells ? "UP" : "DOWN",
                        "redis", redis.reachable() ? "UP" : "DOWN"));
    }

    private boolean databaseAnswers() {
        try {
            return database.sql("SELECT 1 AS one").one(Row::toString).isPresent();
        } catch (StorageException.Unavailable down) {
            return false;
        }
    }
}
