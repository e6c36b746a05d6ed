package boxoffice.fx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;

/// Work in the background with its outcome on the FX thread.
///
/// ```
/// Tasks.run(() -> client.seats(show)).onSuccess(model::show).onError(this::explain).start();
/// ```
public final class Tasks {
    private static final Logger LOG = System.getLogger(Tasks.class.getName());

    private Tasks() {}

    /// Prepares work; [Prepared#start] begins it on a virtual thread of its own.
    public static <T> Prepared<T> run(Callable<T> work) {
        return new Prepared<>(work, result -> {}, Tasks::unhandled, () -> {});
    }

    /// Prepares work that has no result.
    public static Prepared<Done> run(Action work) {
        return run(() -> {
            work.run();
            return Done.DONE;
        });
    }

    /// Work without a result that may fail.
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /// The result of work that has none.
    public enum Done {
        DONE
    }

    /// Work that has not begun. Immutable: each method answers a new one.
    public static final class Prepared<T> {
        private final Callable<T> work;
        private final Consumer<? super T> success;
        private final Consumer<? super Exception> error;
        private final Runnable always;

        private Prepared(
                Callable<T> work, Consumer<? super T> success, Consumer<? super Exception> error, Runnable always) {
            this.work = work;
            this.success = success;
            this.error = error;
            this.always = always;
        }

        /// What to do with the result, on the FX thread.
        public Prepared<T> onSuccess(Consumer<? super T> next) {
            return new Prepared<>(work, next, error, always);
        }

        /// What to do with a failure, on the FX thread. Without it, a failure goes to the FX thread's handler of
        /// uncaught exceptions.
        public Prepared<T> onError(Consumer<? super Exception> next) {
            return new Prepared<>(work, success, next, always);
        }

        /// What to do in the end on the FX thread, after either of the others, unless the work was cancelled.
        public Prepared<T> always(Runnable next) {
            return new Prepared<>(work, success, error, next);
        }

        /// Begins the work.
        public Running start() {
            AtomicBoolean over = new AtomicBoolean();
            Thread thread = Thread.ofVirtual().name("task").start(() -> perform(over));
            return new Running(thread, over);
        }

        private void perform(AtomicBoolean over) {
            Runnable outcome;
            try {
                T result = work.call();
                outcome = () -> success.accept(result);
            } catch (Exception failed) {
                outcome = () -> error.accept(failed);
            } catch (Throwable broken) {
                LOG.log(Level.ERROR, "a task broke", broken);
                outcome = () -> error.accept(new IllegalStateException(broken));
            }
            deliver(over, outcome);
        }

        private void deliver(AtomicBoolean over, Runnable outcome) {
            Platform.runLater(() -> {
                if (over.compareAndSet(false, true)) {
                    try {
                        outcome.run();
                    } finally {
                        always.run();
                    }
                }
            });
        }
    }

    /// Work that was started.
    public static final class Running {
        private final Thread thread;
        private final AtomicBoolean over;

        private Running(Thread thread, AtomicBoolean over) {
            this.thread = thread;
            this.over = over;
        }

        /// Gives the work up: it is interrupted, and none of its consumers is called any more. Does nothing once the
        /// work is over. Called on the FX thread.
        public void cancel() {
            if (over.compareAndSet(false, true)) {
                thread.interrupt();
            }
        }

        /// Whether a consumer was called or the work cancelled.
        public boolean over() {
            return over.get();
        }
    }

    private static void unhandled(Exception failed) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, failed);
    }
}
