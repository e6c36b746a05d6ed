package boxoffice.launcher.torture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Takes all connections that a PostgreSQL has, and cuts those that others had.
final class Crowd {
    private static final String ORDER = """
            SELECT pg_terminate_backend(pid)
              FROM pg_stat_activity
             WHERE application_name = 'boxoffice'""";

    private Crowd() {}

    /// Holds all connections for so long.
    static void push(String url, Duration lasts) {
        List<Connection> crowd = new ArrayList<>();
        try (Connection first = DriverManager.getConnection(url)) {
            long until = System.nanoTime() + lasts.toNanos();
            while (System.nanoTime() < until) {
                try (Statement order = first.createStatement()) {
                    order.execute(ORDER);
                }
                fill(crowd, url);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the crowd did not get in", failed);
        } finally {
            crowd.forEach(Crowd::leave);
        }
    }

    private static void fill(List<Connection> crowd, String url) {
        try {
            while (true) {
                crowd.add(DriverManager.getConnection(url));
            }
        } catch (SQLException full) {
            // which was the intention
        }
    }

    private static void leave(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            // nobody misses it
        }
    }
}
