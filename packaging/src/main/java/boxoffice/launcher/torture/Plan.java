package boxoffice.launcher.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What is broken in one round, and when. The same seed makes the same plan.
///
/// @param lasts how long guests come
record Plan(long seed, Duration lasts, List<Step> steps) {
    private static final int QUIET_MILLIS = 1_200;

    /// One fault.
    ///
    /// @param node which server, where it is about one
    /// @param after how long after the step before has been mended, or after the beginning
    /// @param lasts how long until it is mended
    record Step(Fault fault, int node, Duration after, Duration lasts) {}

    static Plan of(long seed, Duration lasts) {
        // Neighbouring seeds begin alike, so they are spread first.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        List<Step> steps = new ArrayList<>();
        int faults = 2 + random.nextInt(2);
        for (int i = 0; i < faults; i++) {
            Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
            int node = random.nextInt(2);
            Duration after = Duration.ofMillis((i == 0 ? QUIET_MILLIS : 300) + random.nextInt(700));
            steps.add(new Step(fault, node, after, Duration.ofMillis(200 + random.nextInt(1_300))));
        }
        return new Plan(seed, lasts, List.copyOf(steps));
    }
}
