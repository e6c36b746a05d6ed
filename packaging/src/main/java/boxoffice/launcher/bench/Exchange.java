package boxoffice.launcher.bench;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Single requests, to prepare what is measured.
final class Exchange {
    private Exchange() {}

    /// Sends one request and gives the body of its answer.
    ///
    /// @throws IllegalStateException when another status than the expected one is answered
    static byte[] once(URI server, byte[] request, int expected) {
        AtomicReference<Optional<byte[]>> next = new AtomicReference<>(Optional.of(request));
        AtomicReference<byte[]> answer = new AtomicReference<>(new byte[0]);
        HttpLoad.closed(server, 1, Duration.ofSeconds(10), new HttpLoad.Script() {
            @Override
            public Optional<byte[]> next() {
                return next.getAndSet(Optional.empty());
            }

            @Override
            public void answered(int status, ByteBuffer body) {
                byte[] bytes = new byte[body.remaining()];
                body.get(bytes);
                answer.set(bytes);
                if (status != expected) {
                    throw new IllegalStateException(
                            "answered %d instead of %d: %s".formatted(
                                    status, expected, new String(bytes, StandardCharsets.UTF_8)));
                }
            }
        });
        return answer.get();
    }

    /// Has the [BareServer] answer these bytes from now on.
    static void keep(URI bare, byte[] bytes) {
        byte[] head = ("POST /bytes HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        once(bare, ByteBuffer.allocate(head.length + bytes.length).put(head).put(bytes).array(), 204);
    }
}
