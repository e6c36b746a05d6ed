package boxoffice.launcher.bench;

import java.time.Duration;

/// How long to measure.
///
/// @param rounds of which the median counts
/// @param round of load
/// @param durableRound of load that waits for the disk, whose pace is less even
/// @param warmUp before the first round
/// @param locks that one round makes at most
record Pace(int rounds, Duration round, Duration durableRound, Duration warmUp, int locks) {
    static final Pace FULL = new Pace(5, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5), 18_000);
    static final Pace QUICK =
            new Pace(3, Duration.ofMillis(500), Duration.ofMillis(1_200), Duration.ofMillis(1_500), 4_500);
}
