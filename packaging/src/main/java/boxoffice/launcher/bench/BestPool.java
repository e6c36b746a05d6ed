package boxoffice.launcher.bench;

import java.time.Duration;

/// What the database alone can do in a second, over as many connections as suit it best.
final class BestPool {
    private static final int[] SIZES = {2, 4, 8, 16, 32};

    private final Ceiling ceiling;
    private int size = SIZES[0];

    /// Does the same thing again and again.
    interface Ceiling {
        /// @return how often it was done in a second
        double perSecond(int connections, Duration time);
    }

    BestPool(Ceiling ceiling) {
        this.ceiling = ceiling;
    }

    /// Tries some numbers of connections, each for so long.
    void find(Duration each) {
        double best = 0;
        for (int connections : SIZES) {
            double rate = ceiling.perSecond(connections, each);
            if (rate > best) {
                best = rate;
                size = connections;
            }
        }
    }

    int size() {
        return size;
    }

    double perSecond(Duration time) {
        return ceiling.perSecond(size, time);
    }
}
