package boxoffice.server.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.server.BoxOffice;
import boxoffice.server.testing.Crowd;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Watcher;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who does not read is cut off, and nobody waits for them (RT-1).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowWatcherIT {
    private static final int MANY = 9_000;

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final BoxOffice server = BoxOffice.start(
            boxOffice.settings(Map.of("realtime.patience", "PT1S", "realtime.messages", "10000")));
    private final Foyer foyer = Foyer.of(boxOffice);
    private final BoxOfficeClient guest = foyer.guest();

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void whoDoesNotReadIsCutOffAndOthersDoNotWait() throws Exception {
        ShowId show = foyer.freshShow();
        SeatId seat = foyer.seats(show, 1).getFirst();
        block(show, seat);
        try (Socket slow = connect(server.uri(), show); Watcher watcher = Watcher.of(server.uri(), show)) {
            assertThat(isCutOff(slow, show, () -> {
                SeatLock lock = lock(show, seat);
                assertThat(watcher.awaits(show, seat, SeatStatus.LOCKED)).isLessThan(Duration.ofMillis(500));
                guest.release(lock.lockId());
                assertThat(watcher.awaits(show, seat, SeatStatus.AVAILABLE)).isLessThan(Duration.ofMillis(500));
            })).isTrue();
            assertThat(watcher.closedWith()).isZero();
            assertThat(watcher.gaps()).isEmpty();
        }
    }

    @Test
    void hundredsHearOfAChangeTogether() {
        ShowId show = foyer.freshShow();
        SeatId seat = foyer.seats(show, 1).getFirst();
        try (Crowd crowd = Crowd.of(server.uri(), show.toString(), 300)) {
            crowd.mark();

            lock(show, seat);
            long[] heard = crowd.awaits(300, Duration.ofSeconds(10));

            System.out.printf("300 watchers: the last heard after %d ms%n", Crowd.quantile(heard, 1).toMillis());
            assertThat(Crowd.quantile(heard, 1)).isLessThan(Duration.ofSeconds(2));
            assertThat(crowd.ended()).isZero();
        }
    }

    /// Takes all other seats off sale, so that there is much to tell.
    private void block(ShowId show, SeatId allBut) {
        boxOffice.database()
                .sql("""
                        INSERT INTO show_seats (show_id, seat_id, status)
                        SELECT :show, seat, 'BLOCKED'
                          FROM unnest(:seats) seat""")
                .with("show", show)
                .with(
                        "seats",
                        foyer.anyone()
                                .seats(show)
                                .seats()
                                .stream()
                                .map(other -> other.id().value())
                                .filter(other -> !other.equals(allBut.value()))
                                .toArray(String[]::new))
                .update();
    }

    private SeatLock lock(ShowId show, SeatId seat) {
        return guest.lock(new LockRequest(show, List.of(seat)));
    }

    private static Socket connect(URI server, ShowId show) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        String upgrade = "GET /api/v1/ws/shows/" + show
                + " HTTP/1.1\r\nHost: "
                + server.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /// Asks on and on without reading an answer; looks after the others now and then.
    private static boolean isCutOff(Socket slow, ShowId show, Runnable others) {
        byte[] subscribe = frame("{\"type\":\"SUBSCRIBE\",\"showId\":\"" + show + "\"}");
        try {
            OutputStream out = slow.getOutputStream();
            for (int i = 0; i < MANY; i++) {
                out.write(subscribe);
                if (i % 1_000 == 999) {
                    others.run();
                }
            }
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (System.nanoTime() < end) {
                others.run();
                out.write(subscribe);
            }
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    /// A text frame of a client; its mask is all zeros.
    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(6 + payload.length)
                .put((byte) 0x81)
                .put((byte) (0x80 | payload.length))
                .putInt(0)
                .put(payload)
                .array();
    }
}
