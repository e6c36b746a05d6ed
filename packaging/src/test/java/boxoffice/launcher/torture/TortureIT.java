package boxoffice.launcher.torture;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.launcher.torture.Violation.Rule;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two real servers under many guests, with everything around them breaking.
@Timeout(300)
class TortureIT {
    private static final long SEED = 1;
    private static final int ROUNDS = 10;
    private static final Duration ROUND = Duration.ofSeconds(3);

    @TempDir private Path folder;

    @Test
    void noSeatHasTwoOwnersWhateverBreaks() {
        try (Torture torture = Torture.open(folder, System.out::println)) {
            torture.play(LongStream.range(SEED, SEED + ROUNDS).mapToObj(seed -> Plan.of(seed, ROUND)).toList());

            Torture.Result result = torture.result();
            assertThat(result.violations()).isEmpty();
            assertThat(result.operations()).isGreaterThan(1_000);
            assertThat(result.faults()).isGreaterThanOrEqualTo(2 * ROUNDS);

            // The same guests, once the database does not arbitrate any more: this is what it takes to be found out.
            sabotage(torture.databaseUrl());
            Plan.Step emptied =
                    new Plan.Step(Fault.REDIS_EMPTIED, 0, Duration.ofMillis(500), Duration.ZERO);
            torture.play(List.of(new Plan(SEED, ROUND, List.of(emptied, emptied, emptied))));

            assertThat(torture.result().violations()).extracting(Violation::rule).contains(Rule.TWO_OWNERS);
        }
    }

    /// Makes each claim look expired at once, so that the next one gets the seat too.
    private static void sabotage(String url) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION expire_at_once() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN IF NEW.status = ''LOCKED'' THEN NEW.expires_at := now(); END IF; RETURN NEW; END';
                    CREATE TRIGGER expire_at_once BEFORE INSERT OR UPDATE ON show_seats
                       FOR EACH ROW EXECUTE FUNCTION expire_at_once()""");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
