package boxoffice.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/// A line to a server of this machine that can lose the answers: what is asked arrives, what comes back does not.
public final class LossyLine implements AutoCloseable {
    private static final String NOTHING = "\0nothing";

    private final int target;
    private final ServerSocket entrance;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile String lost = NOTHING;

    private LossyLine(int target) throws IOException {
        this.target = target;
        this.entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// A line to a port.
    public static LossyLine to(int port) {
        try {
            return new LossyLine(port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The port to connect to instead.
    public int port() {
        return entrance.getLocalPort();
    }

    /// Loses, from now on, all answers on a connection that has asked with these words.
    public void loseAnswersTo(String words) {
        lost = words;
    }

    /// Breaks all connections; new ones are whole.
    public void hangUp() {
        lost = NOTHING;
        sockets.forEach(LossyLine::close);
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        hangUp();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket asking = entrance.accept();
                Socket answering = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(asking, answering));
                AtomicBoolean deaf = new AtomicBoolean();
                Thread.ofVirtual().start(() -> pass(asking, answering, asked -> {
                    deaf.compareAndSet(false, asked.contains(lost));
                    return true;
                }));
                Thread.ofVirtual().start(() -> pass(answering, asking, answer -> !deaf.get()));
            } catch (IOException broken) {
                hangUp();
            }
        }
    }

    private static void pass(Socket from, Socket to, Predicate<String> arrives) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8_192];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (arrives.test(new String(bytes, 0, count, StandardCharsets.ISO_8859_1))) {
                    out.write(bytes, 0, count);
                }
            }
        } catch (IOException ended) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
