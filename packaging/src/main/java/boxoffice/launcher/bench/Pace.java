package boxoffice.launcher.bench;

import java.time.Duration;
import java.util.List;

/// How long to measure.
///
/// @param rounds of which the median counts
/// @param round of load
/// @param durableRound of load that waits for the disk, whose pace is less even
/// @param warmUp before the first round
/// @param locks that one round makes at most
/// @param clients how many at once, where it is shown how the rate grows with them
record Pace(
        int rounds, Duration round, Duration durableRound, Duration warmUp, int locks, List<Integer> clients) {
    static final Pace FULL = new Pace(
            5, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5), 18_000,
            List.of(1, 4, 16, 64, 256));
    static final Pace QUICK = new Pace(
            3, Duration.ofMillis(500), Duration.ofMillis(1_000), Duration.ofMillis(1_500), 4_500, List.of(1, 16, 256));
}
