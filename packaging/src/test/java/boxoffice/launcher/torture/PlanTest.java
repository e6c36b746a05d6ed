package boxoffice.launcher.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Duration LASTS = Duration.ofSeconds(5);

    @Test
    void theSameSeedMakesTheSamePlan() {
        assertThat(Plan.of(42, LASTS)).isEqualTo(Plan.of(42, LASTS));
        assertThat(Plan.of(42, LASTS)).isNotEqualTo(Plan.of(43, LASTS));
    }

    @Test
    void everyFaultComesUpWithinAFewSeeds() {
        Set<Fault> seen = LongStream.range(0, 60)
                .boxed()
                .flatMap(seed -> Plan.of(seed, LASTS).steps().stream())
                .map(Plan.Step::fault)
                .collect(Collectors.toSet());

        assertThat(seen).containsExactlyInAnyOrder(Fault.values());
    }
}
