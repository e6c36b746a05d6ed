package boxoffice.launcher.crashpoints;

import boxoffice.launcher.Patience;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/// Lets time pass without waiting: whatever a row or a key says of time is moved back by as much. Thread-safe.
///
/// Jobs judge by the database's `now()` against what rows say, so to them it is later. What is played, and who may come in,
/// keeps its times, and so does what can only be added to.
final class MovedClock {
    private static final Set<String> KEPT = Set.of(
            "movies", "theaters", "screens", "seat_plans", "shows", "price_rules", "users", "sessions", "devices",
            "ticket_keys", "flyway_schema_history");

    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final int TRIES = 100;

    private final Database database;
    private final int redisPort;
    private final List<String> moves;

    MovedClock(Database database, int redisPort) {
        this.database = database;
        this.redisPort = redisPort;
        this.moves = database.sql("""
                SELECT c.table_name,
                       format('UPDATE %I SET %s', c.table_name,
                              string_agg(format('%1$I = %1$I - CAST(:by AS interval)', c.column_name), ', ')) AS move
                  FROM information_schema.columns c
                  JOIN information_schema.tables t USING (table_schema, table_name)
                 WHERE table_schema = 'public'
                   AND t.table_type = 'BASE TABLE'
                   AND c.data_type = 'timestamp with time zone'
                   AND NOT EXISTS (SELECT
                                     FROM pg_trigger g
                                    WHERE g.tgrelid = CAST(format('%I', c.table_name) AS regclass)
                                      AND g.tgname = 'append_only')
                 GROUP BY c.table_name
                 ORDER BY c.table_name""")
                .list(row -> KEPT.contains(row.text("table_name")) ? List.<String>of() : List.of(row.text("move")))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /// It is so much later now. Gives way to the server where both want the same rows.
    void pass(Duration time) {
        for (int tries = 1; !moved(time, tries == TRIES); tries++) {
            Patience.pause(BETWEEN);
        }
        ageKeys(time.toMillis());
    }

    private boolean moved(Duration time, boolean last) {
        try {
            return database.transaction(sql -> {
                // Less than the time after which the database looks for deadlocks, so that it never is the server who loses.
                sql.sql("SET LOCAL lock_timeout = '200ms'").update();
                moves.forEach(move -> sql.sql(move).with("by", time.toString()).update());
                return true;
            });
        } catch (StorageException inTheWay) {
            if (last) {
                throw inTheWay;
            }
            return false;
        }
    }

    private void ageKeys(long millis) {
        try (Jedis redis = new Jedis("127.0.0.1", redisPort)) {
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> found = redis.scan(cursor);
                for (String key : found.getResult()) {
                    long left = redis.pttl(key);
                    if (left > millis) {
                        redis.pexpire(key, left - millis);
                    } else if (left >= 0) {
                        redis.del(key);
                    }
                }
                cursor = found.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        }
    }
}
