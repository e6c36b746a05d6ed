package boxoffice.server.operations;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that is done again and again. Thread-safe.
///
/// A run that fails is tried again at its next time; a run that takes long is not started twice. What a job works on are
/// rows, so that any node may do it and a crash forgets nothing.
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration FINISH = Duration.ofSeconds(20);

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("jobs").daemon().factory());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Duration look;

    /// @param look how often rows are looked for that are due
    public Jobs(Duration look) {
        this.look = look;
    }

    /// Runs `work`, which works off rows that are due, as often as they are looked for.
    public void onDueRows(String name, Runnable work) {
        every(look, name, work);
    }

    /// Runs `work` after every pause, the first time after one pause.
    public void every(Duration pause, String name, Runnable work) {
        Job job = new Job(name, work);
        var _ = clock.scheduleWithFixedDelay(
                () -> workers.execute(job), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Works on several things at once, each on a thread of its own, since each may have to wait for somebody else.
    ///
    /// @return on how many of them `work` succeeded
    public static <T> int sideBySide(Collection<T> things, Predicate<T> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> done =
                    things.stream().map(thing -> threads.submit(() -> work.test(thing))).toList();
            threads.shutdown();
            return (int) done.stream().filter(Jobs::succeeded).count();
        }
    }

    private static boolean succeeded(Future<Boolean> work) {
        try {
            return work.get();
        } catch (ExecutionException failed) {
            LOG.warn("one of several failed and will be done again", failed);
            return false;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Lets runs that have begun finish, and starts no more.
    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(FINISH.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /// Not run twice at the same time. Of faults in a row the first is told of, and their end.
    private static final class Job implements Runnable {
        private final String name;
        private final Runnable work;
        private final AtomicBoolean running = new AtomicBoolean();
        private volatile boolean failing;

        Job(String name, Runnable work) {
            this.name = name;
            this.work = work;
        }

        @Override
        public void run() {
            if (!running.compareAndSet(false, true)) {
                return;
            }
            try {
                work.run();
                if (failing) {
                    LOG.info("job '{}' works again", name);
                }
                failing = false;
            } catch (RuntimeException failed) {
                if (!failing) {
                    LOG.warn("job '{}' failed and goes on trying: {}", name, failed.toString());
                }
                failing = true;
                LOG.debug("job '{}'", name, failed);
            } finally {
                running.set(false);
            }
        }
    }
}
