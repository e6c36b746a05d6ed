package boxoffice.launcher.crashpoints;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Stands between those who ask and one who answers, on a port of its own, and reports effects. Thread-safe.
final class Line implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;

    /// Whether the one who asked hears of an effect that the server is killed after.
    enum Cut {
        /// It never hears: the server dies before it knows that the effect happened.
        BEFORE_THE_ANSWER,
        /// It has heard: the answer is the effect.
        AFTER_THE_ANSWER
    }

    private final Cut cut;
    private final Supplier<Tap> taps;
    private final IntSupplier target;
    private final Scissors scissors;
    private final ServerSocket entrance;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /// @param target the port to connect to, asked anew for each connection
    Line(Cut cut, Supplier<Tap> taps, IntSupplier target, Scissors scissors) {
        this.cut = cut;
        this.taps = taps;
        this.target = target;
        this.scissors = scissors;
        try {
            this.entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new UncheckedIOException("no free port", none);
        }
        Thread.ofVirtual().name("line").start(this::accept);
    }

    /// The port to connect to instead.
    int port() {
        return entrance.getLocalPort();
    }

    /// Ends all connections.
    void hangUp() {
        sockets.forEach(this::end);
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        hangUp();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket asking = entrance.accept();
                sockets.add(asking);
                Thread.ofVirtual().name("line").start(() -> connect(asking));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket asking) {
        try {
            Socket answering = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
            sockets.add(answering);
            asking.setTcpNoDelay(true);
            answering.setTcpNoDelay(true);
            Tap tap = taps.get();
            Thread.ofVirtual().name("line").start(() -> pass(asking, answering, (bytes, out) -> {
                synchronized (tap) {
                    tap.asked(ByteBuffer.wrap(bytes));
                }
                if (scissors.cut().isEmpty()) {
                    out.write(bytes);
                }
            }));
            pass(answering, asking, (bytes, out) -> {
                List<Effect> effects;
                synchronized (tap) {
                    effects = tap.answered(ByteBuffer.wrap(bytes));
                }
                answer(effects, bytes, out);
            });
        } catch (IOException away) {
            end(asking);
        }
    }

    private void answer(List<Effect> effects, byte[] bytes, OutputStream out) throws IOException {
        switch (cut) {
            case BEFORE_THE_ANSWER -> {
                if (effects.stream().allMatch(scissors::happened) && scissors.cut().isEmpty()) {
                    out.write(bytes);
                }
            }
            case AFTER_THE_ANSWER -> {
                if (scissors.cut().isEmpty()) {
                    out.write(bytes);
                    effects.forEach(scissors::happened);
                }
            }
        }
    }

    private interface Passage {
        void pass(byte[] bytes, OutputStream out) throws IOException;
    }

    private void pass(Socket from, Socket to, Passage passage) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                passage.pass(java.util.Arrays.copyOf(chunk, count), out);
            }
        } catch (IOException ended) {
            // the other end is gone, and so is this one now
        } finally {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
