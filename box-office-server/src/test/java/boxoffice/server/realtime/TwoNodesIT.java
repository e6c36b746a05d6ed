package boxoffice.server.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMessages.ShowState;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.server.BoxOffice;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Watcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// What happens at one node is seen at the other (RT-2), with Redis and without; and a node that stops says so.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.start();
    private final BoxOffice other = BoxOffice.start(boxOffice.settings(Map.of()));
    private final Foyer foyer = Foyer.of(boxOffice);
    private final BoxOfficeClient guest = foyer.guest();

    @AfterAll
    void close() {
        other.close();
        boxOffice.close();
    }

    @Test
    @Order(1)
    void aLockMadeAtOneNodeIsSeenAtTheOther() {
        ShowId show = foyer.freshShow();
        SeatId seat = foyer.seats(show, 1).getFirst();
        try (Watcher watcher = Watcher.of(other.uri(), show)) {
            watcher.awaits(ShowState.class, state -> true);

            SeatLock lock = guest.lock(new LockRequest(show, List.of(seat)));
            Duration seen = watcher.awaits(show, seat, SeatStatus.LOCKED);
            guest.release(lock.lockId());
            watcher.awaits(show, seat, SeatStatus.AVAILABLE);

            System.out.printf("a lock at the other node was seen after %d ms%n", seen.toMillis());
            assertThat(seen).isLessThan(Duration.ofMillis(300));
            assertThat(watcher.gaps()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void aVersionOfOneNodeIsUnderstoodByTheOther() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        guest.lock(new LockRequest(show, seats.subList(0, 1)));
        String here = guest.seats(show).version();
        guest.lock(new LockRequest(show, seats.subList(1, 2)));

        try (Watcher watcher = Watcher.at(other.uri(), show + "?since=" + here)) {
            assertThat(watcher.awaits(ShowState.class, state -> true).seats().get(SeatStatus.LOCKED))
                    .contains(seats.get(1));
        }
    }

    @Test
    @Order(3)
    void aLockWhoseTimeIsOverIsSeenFreeWithoutAMessage() {
        ShowId show = foyer.freshShow();
        SeatId seat = foyer.seats(show, 1).getFirst();
        SeatLock lock = guest.lock(new LockRequest(show, List.of(seat)));
        try (Watcher watcher = Watcher.of(other.uri(), show)) {
            watcher.awaits(show, seat, SeatStatus.LOCKED);

            boxOffice.age(lock.lockId(), Duration.ofMinutes(11));

            assertThat(watcher.awaits(show, seat, SeatStatus.AVAILABLE)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    @Order(4)
    void withoutRedisItIsSeenALittleLater() {
        ShowId show = foyer.freshShow();
        SeatId seat = foyer.seats(show, 1).getFirst();
        try (Watcher watcher = Watcher.of(other.uri(), show)) {
            watcher.awaits(ShowState.class, state -> true);
            boxOffice.stopRedis();

            guest.lock(new LockRequest(show, List.of(seat)));
            Duration seen = watcher.awaits(show, seat, SeatStatus.LOCKED);

            System.out.printf("without Redis a lock at the other node was seen after %d ms%n", seen.toMillis());
            assertThat(seen).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    @Order(5)
    void aNodeThatStopsSaysSo() {
        try (Watcher watcher = Watcher.of(other.uri(), foyer.freshShow())) {
            watcher.awaits(ShowState.class, state -> true);

            other.close();

            await().atMost(Duration.ofSeconds(5)).until(() -> watcher.closedWith() == 1001);
        }
    }
}
