package boxoffice.server.events;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one thing again and again, on a thread of its own, until it is closed.
///
/// A round that fails is followed by a pause, each longer than the last, up to five seconds.
final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String name;
    private final Runnable round;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Loop(String name, Runnable round) {
        this.name = name;
        this.round = round;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /// @param round returns within a second when there is nothing to do
    static Loop start(String name, Runnable round) {
        Loop loop = new Loop(name, round);
        loop.thread.start();
        return loop;
    }

    /// Lets the round that has begun finish.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        Duration wait = Duration.ZERO;
        while (!ended(wait)) {
            try {
                round.run();
                pause = FIRST_PAUSE;
                wait = Duration.ZERO;
            } catch (RuntimeException | Error failed) {
                if (pause.equals(FIRST_PAUSE)) {
                    LOG.warn("'{}' failed and goes on trying: {}", name, failed.toString());
                }
                LOG.debug("'{}'", name, failed);
                wait = pause;
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private boolean ended(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
