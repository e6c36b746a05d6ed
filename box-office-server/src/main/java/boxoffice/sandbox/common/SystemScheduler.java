package boxoffice.sandbox.common;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// One daemon thread that only keeps the time; the work itself goes to virtual threads, so no task delays another.
final class SystemScheduler implements Scheduler {
    private final Clock clock = Clock.systemUTC();
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("sandbox-alarms").daemon().factory());

    SystemScheduler() {
        alarms.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void runAt(Instant when, Runnable task) {
        long delay = Math.max(0, Duration.between(now(), when).toMillis());
        try {
            var unused = alarms.schedule(
                    () -> Thread.ofVirtual().name("sandbox-task").start(task), delay,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            if (!alarms.isShutdown()) {
                throw closed;
            }
        }
    }

    @Override
    public void close() {
        alarms.shutdownNow();
    }
}
