package boxoffice.sandbox.common;

import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Requests that are kept waiting on purpose. Whoever waits must hold no lock. Closing lets go of all; safe for use by
/// any thread.
public final class Stalls implements AutoCloseable {
    /// Longer than any client is patient.
    private static final Duration FOREVER = Duration.ofMinutes(10);

    private final Scheduler scheduler;
    private final Set<CompletableFuture<Void>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Stalls(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// Waits for so long.
    public void hold(Duration time) {
        Instant end = scheduler.now().plus(time);
        var stall = new CompletableFuture<Void>();
        waiting.add(stall);
        if (closed) {
            stall.complete(null);
        }
        scheduler.runAt(end, () -> stall.complete(null));
        stall.join();
        waiting.remove(stall);
    }

    /// Waits until the client must have given up, then hangs up without an answer.
    ///
    /// @return never; it is there so that callers can say `throw`
    public RuntimeException never() {
        hold(FOREVER);
        throw new CloseConnectionException("This request is not answered, as the script wants it.");
    }

    /// How many requests wait at this moment.
    public int count() {
        return waiting.size();
    }

    @Override
    public void close() {
        closed = true;
        waiting.forEach(stall -> stall.complete(null));
    }
}
