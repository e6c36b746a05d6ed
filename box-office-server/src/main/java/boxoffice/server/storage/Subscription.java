package boxoffice.server.storage;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/// Listens to one channel of Redis until it is closed (RT-2). Made by [Redis#subscribe].
///
/// Redis keeps nothing for those who do not listen, so its listener is told when the connection is lost and when it is
/// back: what was published in between is gone. A connection that is silent is asked for a sign of life every second and
/// given up after three, which is how a frozen Redis is noticed. It keeps trying to come back, once a second at least.
public final class Subscription implements AutoCloseable {
    /// What a subscription tells. The calls come one after the other, from one thread; while one runs, the next waits.
    public interface Listener {
        /// Messages come from now on; whatever was published before may have been missed.
        void connected();

        /// Messages are missed until [#connected] is called. Called once for each loss.
        void disconnected();

        /// Somebody has published this.
        void message(String message);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final List<HostAndPort> nodes;
    private final JedisClientConfig times;
    private final String channel;
    private final Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Connection connection;

    private Subscription(List<HostAndPort> nodes, JedisClientConfig times, String channel, Listener listener) {
        this.nodes = nodes;
        this.times = times;
        this.channel = channel;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("subscription " + channel).unstarted(this::listenAgainAndAgain);
    }

    /// Begins to listen.
    ///
    /// @param nodes any one will do; a cluster passes on what is published at any of its nodes
    static Subscription start(
            List<HostAndPort> nodes, JedisClientConfig times, String channel, Listener listener) {
        Subscription subscription = new Subscription(nodes, times, channel, listener);
        subscription.thread.start();
        return subscription;
    }

    /// Ends it. No call comes to the listener after this has returned, unless the listener itself is who calls.
    @Override
    public void close() {
        closed.countDown();
        hangUp();
        if (Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void listenAgainAndAgain() {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 0; !isClosed(); attempt++) {
            Ear ear = new Ear();
            listen(nodes.get(attempt % nodes.size()), ear);
            if (ear.heard) {
                pause = FIRST_PAUSE;
                if (!isClosed()) {
                    told(listener::disconnected);
                }
            }
            if (ended(pause)) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void listen(HostAndPort node, Ear ear) {
        try (Connection fresh = new Connection(node, times)) {
            connection = fresh;
            ear.proceed(fresh, channel);
        } catch (JedisException lost) {
            LOG.debug("no messages of '{}' from {}: {}", channel, node, lost.getMessage());
        } finally {
            ear.over = true;
            connection = null;
        }
    }

    /// Asks for a sign of life again and again, which the ear hears or, when none comes, misses.
    private void keepAwake(Ear ear) {
        try {
            while (!ear.over && !ended(SIGN_OF_LIFE)) {
                ear.ping();
            }
        } catch (JedisException lost) {
            LOG.debug("no sign of life for '{}': {}", channel, lost.getMessage());
        }
    }

    private final class Ear extends JedisPubSub {
        private boolean heard;
        private volatile boolean over;

        @Override
        public void onSubscribe(String subscribed, int count) {
            Connection mine = connection;
            if (mine == null || isClosed()) {
                throw new JedisException("closed");
            }
            mine.setSoTimeout((int) SILENCE.toMillis());
            heard = true;
            Thread.ofVirtual().name("signs of life " + channel).start(() -> keepAwake(this));
            told(listener::connected);
        }

        @Override
        public void onMessage(String from, String message) {
            if (!isClosed()) {
                told(() -> listener.message(message));
            }
        }
    }

    private void told(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException failed) {
            LOG.error("a listener to '{}' failed", channel, failed);
        }
    }

    private void hangUp() {
        Connection open = connection;
        if (open != null) {
            try {
                open.forceDisconnect();
            } catch (java.io.IOException gone) {
                LOG.debug("'{}' was already gone", channel, gone);
            }
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
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
