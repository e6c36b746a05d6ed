package boxoffice.launcher;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waiting for what other processes do, which nobody tells us of.
public final class Patience {
    private static final Duration USUAL = Duration.ofSeconds(90);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private Patience() {}

    /// Asks again and again until it is so, as long as a part may take to start.
    ///
    /// @throws IllegalStateException when it is not so in time
    public static void await(String what, BooleanSupplier condition) {
        await(what, USUAL, condition);
    }

    /// Asks again and again until it is so.
    ///
    /// @throws IllegalStateException when it is not so in time
    public static void await(String what, Duration patience, BooleanSupplier condition) {
        long until = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(what + " did not answer within " + patience.toSeconds() + " s");
            }
            pause(BETWEEN);
        }
    }

    /// Lets time pass.
    ///
    /// @throws IllegalStateException when the thread was interrupted
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
