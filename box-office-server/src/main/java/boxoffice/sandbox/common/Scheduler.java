package boxoffice.sandbox.common;

import java.time.Instant;

/// The time and the alarm clock of the gateway. Tests replace it with one they move by hand.
///
/// Implementations are safe for use by any thread.
public interface Scheduler extends AutoCloseable {
    /// The current time.
    Instant now();

    /// Runs the task once, on a thread of its own, when the time has come; at once if it is already past. A task that
    /// waits when the scheduler is closed is dropped.
    void runAt(Instant when, Runnable task);

    @Override
    void close();

    /// The system's time, with tasks on virtual threads.
    static Scheduler system() {
        return new SystemScheduler();
    }
}
