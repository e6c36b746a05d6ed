package boxoffice.sandbox;

import boxoffice.sandbox.common.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Time that stands still until a test moves it. What falls due is done by the thread that moves it.
public final class MovableTime implements Scheduler {
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(
            Comparator.comparing(Alarm::at).thenComparing(Alarm::number));
    private Instant now;
    private long count;

    private record Alarm(Instant at, long number, Runnable task) {}

    public MovableTime(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public void runAt(Instant when, Runnable task) {
        boolean due;
        synchronized (this) {
            due = !when.isAfter(now);
            if (!due) {
                alarms.add(new Alarm(when, count++, task));
            }
        }
        if (due) {
            task.run();
        }
    }

    /// Moves on, doing on the way what falls due, each thing at its time.
    public void advance(Duration duration) {
        Instant end = now().plus(duration);
        while (true) {
            Runnable task;
            synchronized (this) {
                Alarm next = alarms.peek();
                if (next == null || next.at().isAfter(end)) {
                    now = end;
                    return;
                }
                alarms.remove();
                now = next.at();
                task = next.task();
            }
            task.run();
        }
    }

    /// When the next things fall due, soonest first.
    public synchronized List<Instant> due() {
        return new ArrayList<>(alarms.stream().map(Alarm::at).sorted().toList());
    }

    @Override
    public synchronized void close() {
        alarms.clear();
    }
}
