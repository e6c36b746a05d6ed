package boxoffice.launcher.bench;

import java.time.Duration;

/// How long to measure.
///
/// @param rounds of which the median counts
/// @param round of load
/// @param warmUp before the first round
/// @param locks that one round of locking makes
record Pace(int rounds, Duration round, Duration warmUp, int locks) {
    static final Pace FULL = new Pace(5, Duration.ofSeconds(3), Duration.ofSeconds(6), 18_000);
    static final Pace QUICK = new Pace(3, Duration.ofMillis(700), Duration.ofSeconds(2), 4_500);
}
