package boxoffice.launcher.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Thousands of WebSockets that watch one show, read by one thread at as little cost as it can. Used by one thread.
final class Watchers implements AutoCloseable {
    private static final int UPGRADES_AT_ONCE = 200;
    private static final int TEXT = 0x1;
    private static final int NOT_YET = -1;

    private final Selector selector;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(64 * 1024);
    private final List<Watcher> watchers = new ArrayList<>();
    private final List<SocketChannel> deaf = new ArrayList<>();
    private final InetSocketAddress server;
    private final byte[] upgrade;

    private Watchers(URI server, String path) throws IOException {
        this.selector = Selector.open();
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.upgrade = ("GET " + path
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Opens so many, and waits until each has been told how the seats stand.
    ///
    /// @param silent more of them, which never read what they are sent
    static Watchers open(URI server, String path, int count, int silent) {
        try {
            Watchers watchers = new Watchers(server, path);
            for (int i = 0; i < silent; i++) {
                watchers.deaf.add(watchers.connect(4 * 1024));
            }
            while (watchers.watchers.size() < count) {
                int missing = Math.min(UPGRADES_AT_ONCE, count - watchers.watchers.size());
                for (int i = 0; i < missing; i++) {
                    watchers.add();
                }
                watchers.await(1, Duration.ofSeconds(30), _ -> {});
            }
            return watchers;
        } catch (IOException failed) {
            throw new UncheckedIOException("a WebSocket could not be opened: " + failed.getMessage(), failed);
        }
    }

    /// Reads until every watcher has been told so many things in all since it was opened.
    ///
    /// @param each gets the time of each message, as of [System#nanoTime]
    void await(int messages, Duration patience, LongConsumer each) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            int behind = behind(messages);
            while (behind > 0) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "%d of %d WebSockets were not told within %d s".formatted(
                                    behind, watchers.size(), patience.toSeconds()));
                }
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    Watcher watcher = (Watcher) key.attachment();
                    boolean wasBehind = watcher.told < messages;
                    watcher.read(each);
                    if (wasBehind && watcher.told >= messages) {
                        behind--;
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("a WebSocket was lost: " + failed.getMessage(), failed);
        }
    }

    private int behind(int messages) {
        return (int) watchers.stream().filter(watcher -> watcher.told < messages).count();
    }

    private void add() throws IOException {
        SocketChannel channel = connect(0);
        channel.configureBlocking(false);
        Watcher watcher = new Watcher(channel);
        channel.register(selector, SelectionKey.OP_READ, watcher);
        watchers.add(watcher);
    }

    private SocketChannel connect(int receiveBuffer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (receiveBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
        channel.connect(server);
        ByteBuffer request = ByteBuffer.wrap(upgrade);
        while (request.hasRemaining()) {
            channel.write(request);
        }
        return channel;
    }

    @Override
    public void close() {
        try {
            for (Watcher watcher : watchers) {
                watcher.channel.close();
            }
            for (SocketChannel channel : deaf) {
                channel.close();
            }
            selector.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// One of them. What it has read of a frame that is not complete yet is kept until the rest comes.
    private final class Watcher {
        private final SocketChannel channel;
        private byte[] rest = new byte[0];
        private boolean upgraded;
        private int told;

        Watcher(SocketChannel channel) {
            this.channel = channel;
        }

        void read(LongConsumer each) throws IOException {
            bytes.clear().put(rest);
            if (channel.read(bytes) < 0) {
                throw new EOFException("the server closed it");
            }
            long now = System.nanoTime();
            bytes.flip();
            if (!upgraded) {
                upgraded = skipHeaders();
            }
            int kind = upgraded ? nextFrame() : NOT_YET;
            while (kind != NOT_YET) {
                if (kind == TEXT) {
                    told++;
                    each.accept(now);
                }
                kind = nextFrame();
            }
            rest = new byte[bytes.remaining()];
            bytes.get(rest);
        }
    }

    private boolean skipHeaders() throws IOException {
        for (int i = bytes.position() + 3; i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n' && bytes.get(i - 1) == '\r' && bytes.get(i - 2) == '\n') {
                byte[] status = new byte[12];
                bytes.get(bytes.position(), status);
                if (!new String(status, StandardCharsets.US_ASCII).endsWith("101")) {
                    throw new IOException("answered " + new String(status, StandardCharsets.US_ASCII));
                }
                bytes.position(i + 1);
                return true;
            }
        }
        return false;
    }

    /// Skips a frame of a server: no mask, at most 64 kB here.
    ///
    /// @return its kind, or that it is not complete yet
    private int nextFrame() {
        if (bytes.remaining() < 2) {
            return NOT_YET;
        }
        int at = bytes.position();
        int length = bytes.get(at + 1) & 0x7F;
        int head = 2;
        if (length == 126) {
            if (bytes.remaining() < 4) {
                return NOT_YET;
            }
            length = bytes.getShort(at + 2) & 0xFFFF;
            head = 4;
        }
        if (bytes.remaining() < head + length) {
            return NOT_YET;
        }
        int kind = bytes.get(at) & 0xF;
        bytes.position(at + head + length);
        return kind;
    }
}
