package boxoffice.server.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException;
import boxoffice.client.SeatFeed;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Gate;
import boxoffice.server.testing.TestBoxOffice;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The apps' feed of a show's seats, before a real server and a network with faults (RT-1, RT-2).
class SeatFeedIT {
    private static final Duration SELDOM = Duration.ofMinutes(5);
    private static final Duration OFTEN = Duration.ofMillis(100);

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final Gate gate = Gate.to(boxOffice.uri());
    private final ShowId show = foyer.freshShow();
    private final List<SeatId> seats = foyer.seats(show, 4);
    private final BoxOfficeClient guest = foyer.guest();
    private final Screen screen = new Screen();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void anotherPersonsLockIsOnTheScreenWithinMoments() {
        try (SeatFeed feed = open(SELDOM)) {
            assertThat(feed).isNotNull();
            screen.connected();

            SeatLock lock = guest.lock(new LockRequest(show, seats));
            Duration seen = screen.awaits(seats, SeatStatus.LOCKED);
            guest.release(lock.lockId());
            screen.awaits(seats, SeatStatus.AVAILABLE);

            System.out.printf("a lock was on the screen %d ms after its answer%n", seen.toMillis());
            assertThat(seen).isLessThan(Duration.ofMillis(300));
        }
    }

    @Test
    void aMessageThatIsLostIsMadeUpForByTheNext() {
        try (SeatFeed feed = open(SELDOM)) {
            assertThat(feed).isNotNull();
            screen.connected();
            gate.loseNextChange();
            guest.lock(new LockRequest(show, seats.subList(0, 2)));
            await().until(gate::hasLost);

            guest.lock(new LockRequest(show, seats.subList(2, 4)));

            screen.awaits(seats, SeatStatus.LOCKED);
            assertThat(gate.webSockets()).isEqualTo(1);
        }
    }

    @Test
    void withoutWebSocketsTheMapIsAskedForAgainAndAgain() {
        gate.passWebSockets(false);
        try (SeatFeed feed = open(OFTEN)) {
            assertThat(feed).isNotNull();
            await().until(() -> gate.webSockets() > 0);

            guest.lock(new LockRequest(show, seats));

            screen.awaits(seats, SeatStatus.LOCKED);
            assertThat(screen.heard).doesNotContain("lost");
            int tried = gate.webSockets();
            gate.passWebSockets(true);
            await().until(() -> gate.webSockets() > tried);
        }
    }

    @Test
    void aServerThatComesBackIsFoundAndWhatHappenedMeanwhileIsShown() {
        try (SeatFeed feed = open(OFTEN)) {
            assertThat(feed).isNotNull();
            screen.connected();
            gate.shut();
            await().until(() -> screen.heard.contains("lost"));
            guest.lock(new LockRequest(show, seats));

            gate.reopen();

            screen.awaits(seats, SeatStatus.LOCKED);
            await().until(() -> gate.webSockets() == 2);
        }
    }

    private SeatFeed open(Duration pause) {
        return SeatFeed.open(BoxOfficeClient.at(gate.uri()), show, pause, screen);
    }

    /// What the feed has told.
    private final class Screen implements SeatFeed.Listener {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private volatile List<SeatMap> shown = List.of();

        @Override
        public void changed(SeatMap seats) {
            shown = List.of(seats);
            heard.add("changed");
        }

        @Override
        public void lost(BoxOfficeException why) {
            heard.add("lost");
        }

        @Override
        public void restored() {
            heard.add("restored");
        }

        /// Waits until the feed hears of changes by itself: a seat that is locked comes without a question.
        void connected() {
            await().until(() -> !shown.isEmpty() && gate.webSockets() == 1);
            SeatId far = foyer.seats(show, 8).getLast();
            SeatLock lock = guest.lock(new LockRequest(show, List.of(far)));
            awaits(List.of(far), SeatStatus.LOCKED);
            guest.release(lock.lockId());
            awaits(List.of(far), SeatStatus.AVAILABLE);
        }

        Duration awaits(List<SeatId> which, SeatStatus status) {
            long start = System.nanoTime();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(
                            () -> shown.getLast()
                                    .seats()
                                    .stream()
                                    .filter(seat -> which.contains(seat.id()))
                                    .allMatch(seat -> seat.status() == status));
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }
}
