package boxoffice.launcher.crashpoints;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Is told of every effect by the lines, and kills the server after one of them. Thread-safe.
///
/// After the cut nothing passes any line until [#mend]: what the server had on the way is lost with it.
final class Scissors {
    private static final Predicate<Point> NEVER = _ -> false;

    private final Runnable kill;
    private final Set<Effect> usual = new HashSet<>();
    private final Map<Effect, Integer> times = new HashMap<>();
    private final List<Point> met = new ArrayList<>();
    private Predicate<Point> wanted = NEVER;
    private Optional<Point> cut = Optional.empty();
    private boolean counting;
    private long lastAt = System.nanoTime();

    /// @param kill ends the server, and comes back when it is dead
    Scissors(Runnable kill) {
        this.kill = kill;
    }

    /// Counts effects from now on, and kills the server after the first that is wanted.
    synchronized void arm(Predicate<Point> points) {
        wanted = points;
        times.clear();
        met.clear();
        counting = true;
    }

    /// Counts no more.
    synchronized void disarm() {
        counting = false;
    }

    /// What was counted is what the server does when nobody is there: from now on that is no effect of a visit.
    synchronized void getUsedTo() {
        met.forEach(point -> usual.add(point.effect()));
    }

    /// Something has happened.
    ///
    /// @return whether the server may hear of it
    synchronized boolean happened(Effect effect) {
        if (cut.isPresent()) {
            return false;
        }
        if (usual.contains(effect)) {
            return true;
        }
        lastAt = System.nanoTime();
        if (!counting) {
            return true;
        }
        Point point = new Point(effect, times.merge(effect, 1, Integer::sum));
        met.add(point);
        if (!wanted.test(point)) {
            return true;
        }
        cut = Optional.of(point);
        counting = false;
        kill.run();
        return false;
    }

    /// Where the server was killed, if it was.
    synchronized Optional<Point> cut() {
        return cut;
    }

    /// All effects since the scissors were armed, in their order.
    synchronized List<Point> met() {
        return List.copyOf(met);
    }

    /// For how long nothing has happened.
    synchronized Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - lastAt);
    }

    /// Lets all pass again.
    synchronized void mend() {
        cut = Optional.empty();
        lastAt = System.nanoTime();
    }
}
