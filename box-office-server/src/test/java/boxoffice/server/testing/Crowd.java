package boxoffice.server.testing;

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

/// Many who watch one show over WebSockets, read by one thread so that they cost little beside the server.
///
/// It looks at no frame: between two changes a watcher is told one thing, so whatever comes after [#mark] is it. For one
/// thread.
public final class Crowd implements AutoCloseable {
    private static final int AT_ONCE = 200;

    private final Selector selector;
    private final List<Watching> members = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    private long marked;

    private Crowd() throws IOException {
        this.selector = Selector.open();
    }

    /// One of them.
    private static final class Watching {
        private final SocketChannel channel;
        private long heardAt;
        private boolean ended;

        Watching(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /// Connects so many to an address behind `/ws/shows/`, and waits until each was told the state.
    public static Crowd of(URI server, String rest, int size) {
        try {
            Crowd crowd = new Crowd();
            while (crowd.members.size() < size) {
                int more = Math.min(AT_ONCE, size - crowd.members.size());
                for (int i = 0; i < more; i++) {
                    crowd.connect(server, rest);
                }
                crowd.awaits(crowd.members.size(), Duration.ofSeconds(30));
            }
            return crowd;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void connect(URI server, String rest) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 16 * 1024);
        channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        String request = "GET /api/v1/ws/shows/" + rest
                + " HTTP/1.1\r\nHost: "
                + server.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        Watching member = new Watching(channel);
        members.add(member);
        channel.register(selector, SelectionKey.OP_READ, member);
    }

    /// Takes what has come, and forgets who has heard what: what counts comes from here on.
    public void mark() {
        try {
            while (selector.selectNow(this::read) > 0) {
                // until nothing more is there
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        marked = System.nanoTime();
        members.forEach(member -> member.heardAt = 0);
    }

    /// Waits until so many have heard something since the mark.
    ///
    /// @return how long after the mark each of these heard, the fastest first, in nanoseconds
    public long[] awaits(int count, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (heard() < count) {
            if (System.nanoTime() > end) {
                throw new AssertionError("only %d of %d have heard in %s".formatted(heard(), count, patience));
            }
            try {
                selector.select(this::read, 10);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return members.stream()
                .filter(member -> member.heardAt != 0)
                .mapToLong(member -> member.heardAt - marked)
                .sorted()
                .toArray();
    }

    /// How many of them the server has ended.
    public long ended() {
        return members.stream().filter(member -> member.ended).count();
    }

    /// The value that so much of the sorted ones stay below.
    public static Duration quantile(long[] sorted, double quantile) {
        return Duration.ofNanos(sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * quantile) - 1)]);
    }

    private long heard() {
        return members.stream().filter(member -> member.heardAt != 0).count();
    }

    private void read(SelectionKey key) {
        Watching member = (Watching) key.attachment();
        try {
            buffer.clear();
            if (member.channel.read(buffer) < 0) {
                member.ended = true;
                key.cancel();
            } else if (member.heardAt == 0 && tells()) {
                member.heardAt = System.nanoTime();
            }
        } catch (IOException gone) {
            member.ended = true;
            key.cancel();
        }
    }

    /// Whether this is a text; the answer to the upgrade is none, and a ping is none.
    private boolean tells() {
        byte first = buffer.get(0);
        if (first == 'H') {
            byte[] bytes = new byte[buffer.position()];
            buffer.get(0, bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1).contains("SHOW_STATE");
        }
        return first != (byte) 0x89;
    }

    @Override
    public void close() {
        for (Watching member : members) {
            try {
                member.channel.close();
            } catch (IOException alreadyGone) {
                // nothing is left to close
            }
        }
        try {
            selector.close();
        } catch (IOException alreadyGone) {
            // nothing is left to close
        }
    }
}
