package boxoffice.launcher.crashpoints;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.server.storage.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real server that is killed in the middle of purchases and cancellations (PAY-7).
@Timeout(900)
class CrashPointsIT {
    private static final long SEED = 7;
    private static final int OF_LOCK = 1;
    private static final int OF_PURCHASE = 5;
    private static final int OF_CANCELLATION = 2;

    private final List<String> told = new ArrayList<>();

    @TempDir private Path folder;

    @Test
    void noMoneyIsLostWhereverTheServerDies() {
        try (CrashPoints points = CrashPoints.open(folder, SEED, this::tell)) {
            points.spread(Act.LOCK, OF_LOCK);
            points.spread(Act.PURCHASE, OF_PURCHASE);
            points.spread(Act.CANCELLATION, OF_CANCELLATION);

            CrashPoints.Result result = points.result();
            assertThat(result.wrong()).as(String.join("\n", told)).isZero();
            assertThat(result.confirmed() + result.refunded()).isEqualTo(result.points());
            assertThat(result.confirmed()).isPositive();
            assertThat(result.refunded()).isPositive();
            assertThat(points.points())
                    .extracting(point -> point.effect().kind())
                    .contains(Effect.Kind.values());

            // The same visits in a house that loses tickets: this is what it takes to be found out.
            losesTickets(points.databaseUrl());
            points.once(Act.PURCHASE);

            assertThat(points.result().wrong()).isEqualTo(1);
            assertThat(told).anyMatch(line -> line.contains("WRONG") && line.contains("lacks the ticket of seat"));
        }
    }

    private void tell(String line) {
        told.add(line);
        System.out.println(line);
    }

    private static void losesTickets(String url) {
        try (Connection connection = Database.connect(url); Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                    CREATE TRIGGER lose BEFORE INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION lose()""");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
