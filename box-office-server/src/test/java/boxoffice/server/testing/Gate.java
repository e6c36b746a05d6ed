package boxoffice.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A network between a client and a server, which a test can cut, close, or have lose messages. Thread-safe.
public final class Gate implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    private final URI server;
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger toLose = new AtomicInteger();
    private final AtomicInteger webSockets = new AtomicInteger();
    private volatile boolean open = true;
    private volatile boolean webSocketsPass = true;

    private Gate(URI server, ServerSocket listening) {
        this.server = server;
        this.listening = listening;
        Thread.ofVirtual().start(this::accept);
    }

    /// A network that works, before a server.
    public static Gate to(URI server) {
        try {
            return new Gate(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Where clients connect.
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /// How many WebSockets were asked for.
    public int webSockets() {
        return webSockets.get();
    }

    /// Loses the next message that tells of seats changing.
    public void loseNextChange() {
        toLose.incrementAndGet();
    }

    /// Whether the message that was to be lost has been.
    public boolean hasLost() {
        return toLose.get() == 0;
    }

    /// Lets WebSockets through, or only what is asked and answered at once.
    public void passWebSockets(boolean pass) {
        webSocketsPass = pass;
    }

    /// Ends every connection, and every new one at once.
    public void shut() {
        open = false;
        sockets.forEach(Gate::end);
    }

    /// Lets connections through again.
    public void reopen() {
        open = true;
    }

    @Override
    public void close() {
        shut();
        try {
            listening.close();
        } catch (IOException alreadyGone) {
            // nothing is left to close
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                sockets.add(client);
                if (open) {
                    Thread.ofVirtual().start(() -> join(client));
                } else {
                    end(client);
                }
            }
        } catch (IOException closed) {
            // ends
        }
    }

    private void join(Socket client) {
        try {
            Socket inside = new Socket(server.getHost(), server.getPort());
            sockets.add(inside);
            Thread.ofVirtual().start(() -> pass(client, inside, true));
            pass(inside, client, false);
        } catch (IOException gone) {
            end(client);
        }
    }

    private void pass(Socket from, Socket to, boolean asking) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                String text = new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
                if (asking && text.startsWith("GET /api/v1/ws/")) {
                    webSockets.incrementAndGet();
                    if (!webSocketsPass) {
                        break;
                    }
                }
                boolean change = !asking && text.contains("\"type\":\"SEAT_");
                if (!change || toLose.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                    out.write(chunk, 0, length);
                }
            }
        } catch (IOException gone) {
            // ends both sides
        } finally {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // nothing is left to close
        }
    }
}
