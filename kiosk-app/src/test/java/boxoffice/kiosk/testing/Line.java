package boxoffice.kiosk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The line between a kiosk and the server, which can be cut and mended: a plain TCP forwarder. Thread-safe.
public final class Line implements AutoCloseable {
    private final URI server;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private volatile boolean whole = true;

    private Line(URI server) {
        this.server = server;
        this.door = listen(0);
        this.port = door.getLocalPort();
        serve(door);
    }

    public static Line to(URI server) {
        return new Line(server);
    }

    /// Where the kiosk finds the server behind this line.
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Ends all connections and takes no new ones.
    public synchronized void cut() {
        whole = false;
        closeQuietly(door);
        open.forEach(Line::closeQuietly);
        open.clear();
    }

    /// Takes connections again, at the same address.
    public synchronized void mend() {
        whole = true;
        door = listen(port);
        serve(door);
    }

    @Override
    public void close() {
        cut();
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return door;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void serve(ServerSocket at) {
        Thread.ofVirtual().start(() -> {
            while (!at.isClosed()) {
                try {
                    connect(at.accept());
                } catch (IOException cut) {
                    // the loop ends when the door is closed
                }
            }
        });
    }

    private void connect(Socket kiosk) throws IOException {
        Socket there = new Socket(server.getHost(), server.getPort());
        open.add(kiosk);
        open.add(there);
        if (!whole) {
            closeQuietly(kiosk);
            closeQuietly(there);
        }
        pump(kiosk, there);
        pump(there, kiosk);
    }

    private void pump(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from; to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException cut) {
                // either side has gone
            } finally {
                open.remove(from);
                open.remove(to);
            }
        });
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception gone) {
            // closed already
        }
    }
}
