package boxoffice.launcher.torture;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/// Writes down what guests ask and are answered, by one monotonic clock. Thread-safe.
final class Recorder implements Api.Timeline {
    private final long began = System.nanoTime();
    private final Instant beganAt = Instant.now();
    private final LongAdder count = new LongAdder();

    /// Nanoseconds since the run began.
    long now() {
        return System.nanoTime() - began;
    }

    @Override
    public long of(Instant moment) {
        return Duration.between(beganAt, moment).toNanos();
    }

    /// How many operations were written down in all.
    long operations() {
        return count.sum();
    }

    /// One round's operations. Thread-safe.
    final class Page {
        private final ConcurrentLinkedQueue<Operation> operations = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<History.Outage> outages = new ConcurrentLinkedQueue<>();

        void add(Operation operation) {
            operations.add(operation);
            count.increment();
        }

        void outage(History.Outage outage) {
            outages.add(outage);
        }

        List<Operation> operations() {
            return List.copyOf(operations);
        }

        History history(long settledAt) {
            return new History(List.copyOf(operations), List.copyOf(outages), settledAt);
        }
    }
}
