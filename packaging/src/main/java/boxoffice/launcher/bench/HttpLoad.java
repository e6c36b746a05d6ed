package boxoffice.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Sends requests over many kept-alive connections from one thread, at as little cost as it can: the machine it loads is
/// the machine it runs on. Used by one thread.
///
/// [#closed] sends the next request of a connection when its last was answered, and so finds how much there is to get.
/// [#open] sends at a given rate whatever comes back, and counts each answer from the moment its request was due: a
/// server that stalls is not forgiven the requests that waited for it. Nor is one that answers 503: such a request is
/// asked again a little later, as every front end does, and is answered only when it has got another answer.
final class HttpLoad implements AutoCloseable {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final Duration STUCK = Duration.ofSeconds(30);
    private static final int COME_AGAIN = 503;
    private static final long AGAIN_NANOS = Duration.ofMillis(200).toNanos();

    private final Selector selector;
    private final Connection[] connections;
    private final Deque<Connection> idle = new ArrayDeque<>();
    /// Those that were told to come again, the first first.
    private final Deque<Connection> turnedAway = new ArrayDeque<>();
    private final Histogram latencies = new Histogram(LONGEST_NANOS, 3);
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private long answers;

    /// Gives the requests and gets the answers; called by the thread that drives the load.
    interface Script {
        /// The next request as its bytes, or nothing when there is no more to ask.
        Optional<byte[]> next();

        /// What came back; the body may be read while this is called.
        default void answered(int status, ByteBuffer body) {}
    }

    /// What came of it.
    ///
    /// @param nanos from the first request to the last answer
    /// @param latencies in nanoseconds
    /// @param statuses how often each status was answered
    record Outcome(long answers, long nanos, Histogram latencies, Map<Integer, Long> statuses) {
        double perSecond() {
            return answers * 1e9 / Math.max(1, nanos);
        }

        /// @throws IllegalStateException when anything but `status` was answered
        Outcome onlyOf(int status) {
            if (!statuses.keySet().equals(java.util.Set.of(status))) {
                throw new IllegalStateException("expected only answers of " + status + ", but got " + statuses);
            }
            return this;
        }
    }

    private HttpLoad(URI server, int clients) {
        try {
            this.selector = Selector.open();
            this.connections = new Connection[clients];
            for (int i = 0; i < clients; i++) {
                connections[i] = new Connection(server);
                idle.add(connections[i]);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("no connection to " + server, failed);
        }
    }

    /// Keeps `clients` connections busy for some time, or until the script has no more.
    static Outcome closed(URI server, int clients, Duration time, Script script) {
        try (HttpLoad load = new HttpLoad(server, clients)) {
            return load.run(script, time, 0);
        }
    }

    /// Sends `rate` requests a second over at most `clients` connections for some time.
    static Outcome open(URI server, int clients, double rate, Duration time, Script script) {
        try (HttpLoad load = new HttpLoad(server, clients)) {
            return load.run(script, time, rate);
        }
    }

    /// @param rate requests a second; 0 for as many as are answered
    private Outcome run(Script script, Duration time, double rate) {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long sent = 0;
        boolean more = true;
        long last = begin;
        try {
            while (true) {
                long now = System.nanoTime();
                while (more && !idle.isEmpty() && now < end) {
                    long due = rate == 0 ? now : begin + (long) (sent * 1e9 / rate);
                    if (due > now) {
                        break;
                    }
                    Optional<byte[]> request = script.next();
                    more = request.isPresent();
                    if (more) {
                        idle.poll().send(request.get(), due);
                        sent++;
                    }
                }
                if (idle.size() == connections.length && (!more || now >= end)) {
                    return new Outcome(answers, last - begin, latencies, statuses);
                }
                while (!turnedAway.isEmpty() && turnedAway.peek().again <= now) {
                    turnedAway.poll().sendAgain();
                }
                long before = answers;
                boolean wait = (rate == 0 || idle.isEmpty() || !more) && turnedAway.isEmpty();
                poll(script, wait ? 1_000 : 0);
                if (answers > before) {
                    last = System.nanoTime();
                } else if (System.nanoTime() - Math.max(last, begin) > time.plus(STUCK).toNanos()) {
                    throw new IllegalStateException("no answer for " + STUCK.toSeconds() + " s");
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the server broke off after " + answers + " answers", failed);
        }
    }

    private void poll(Script script, long millis) throws IOException {
        if (millis == 0) {
            selector.selectNow();
        } else {
            selector.select(millis);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            ((Connection) key.attachment()).receive(script);
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() {
        try {
            for (Connection connection : connections) {
                connection.channel.close();
            }
            selector.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// One connection: it waits for at most one answer.
    private final class Connection {
        private final SocketChannel channel;
        private final HttpAnswer answer = new HttpAnswer();
        private byte[] request = {};
        private long due;
        private long again;

        Connection(URI server) throws IOException {
            channel = SocketChannel.open(new java.net.InetSocketAddress(server.getHost(), server.getPort()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(byte[] bytesOfRequest, long dueAt) throws IOException {
            request = bytesOfRequest;
            due = dueAt;
            sendAgain();
        }

        /// Requests are small: they fit into the socket's buffer, or are pushed until they do.
        void sendAgain() throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                if (channel.write(bytes) == 0) {
                    Thread.onSpinWait();
                }
            }
        }

        void receive(Script script) throws IOException {
            if (!answer.readFrom(channel)) {
                return;
            }
            if (answer.status() == COME_AGAIN) {
                answer.reset();
                again = System.nanoTime() + AGAIN_NANOS;
                turnedAway.add(this);
                return;
            }
            latencies.recordValue(Math.min(LONGEST_NANOS, Math.max(0, System.nanoTime() - due)));
            statuses.merge(answer.status(), 1L, Long::sum);
            answers++;
            script.answered(answer.status(), answer.body());
            answer.reset();
            idle.add(this);
        }
    }
}
