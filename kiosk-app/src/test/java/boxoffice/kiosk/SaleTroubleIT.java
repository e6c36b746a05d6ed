package boxoffice.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.fx.Theme;
import boxoffice.kiosk.seats.SeatsScreen;
import boxoffice.kiosk.selfdrive.Phone;
import boxoffice.kiosk.testing.RealBoxOffice;
import boxoffice.kiosk.testing.ShiftedClock;
import boxoffice.model.LockId;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// What does not go as planned: declined cards, time that runs out, guests who walk away, a gateway that is gone.
final class SaleTroubleIT {
    private static final String BAD_CARD = "4000000000000002";

    @TempDir(cleanup = CleanupMode.NEVER) Path data;

    private final ShiftedClock clock = ShiftedClock.right();

    @Test
    void afterADeclinedCardTheSeatsWaitAndAnotherCardPays() throws Exception {
        try (Visitor visitor = before(RealBoxOffice.shared())) {
            Visitor.choosesTwo(visitor.goesToSeats());
            URI page = visitor.goesToPayment();
            Phone phone = new Phone(clock);

            assertThatThrownBy(() -> phone.pay(page, BAD_CARD)).hasMessageContaining("declined");
            assertThat(visitor.seesNow("#payment-code")).isTrue();
            phone.pay(page, Phone.GOOD_CARD);

            visitor.sees("ticket");
        }
    }

    @Test
    void moreTimeIsOneKeyAwayBeforeTimeRunsOut() {
        try (Visitor visitor = before(RealBoxOffice.shared())) {
            Visitor.choosesTwo(visitor.goesToSeats());
            visitor.goesToPayment();
            passes(visitor, Duration.ofSeconds(510));

            visitor.waitsForFocusOn("Give me more time");
            assertThat(visitor.heard().said()).anyMatch(text -> text.contains("2 minutes"));
            visitor.presses(KeyCode.ENTER);

            await().atMost(Visitor.PATIENCE).until(() -> !visitor.seesNow("#more-time"));
            assertThat(minutesLeft(visitor)).isBetween(5, 6);
            assertThat(visitor.focusName()).startsWith("Scan the code");
        }
    }

    @Test
    void aGuestWhoWalksAwayIsAskedAndThenForgotten() {
        RealBoxOffice boxOffice = RealBoxOffice.shared();
        try (Visitor visitor = before(boxOffice)) {
            SeatsScreen screen = visitor.goesToSeats();
            ShowId show = Visitor.onScreen(() -> screen.map().map().orElseThrow().showId());
            List<SeatId> chosen = Visitor.choosesTwo(screen);
            visitor.goesToPayment();
            assertThat(statuses(boxOffice, show, chosen)).containsOnly(SeatStatus.LOCKED);

            clock.forward(Duration.ofSeconds(241));
            visitor.finds("#still-there");
            assertThat(visitor.focusName()).isEqualTo("I am still here");
            assertThat(visitor.heard().said()).anyMatch(text -> text.startsWith("Are you still there?"));
            clock.forward(Duration.ofSeconds(21));

            visitor.sees("welcome");
            await().atMost(Visitor.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(statuses(boxOffice, show, chosen)).containsOnly(SeatStatus.AVAILABLE));
        }
    }

    @Test
    void aGuestWhoIsStillThereGoesOnWhereTheyWere() {
        try (Visitor visitor = before(RealBoxOffice.shared())) {
            SeatsScreen screen = visitor.goesToSeats();
            List<SeatId> chosen = Visitor.choosesTwo(screen);
            clock.forward(Duration.ofSeconds(61));
            visitor.finds("#still-there");

            visitor.presses(KeyCode.SPACE);

            await().atMost(Visitor.PATIENCE).until(() -> !visitor.seesNow("#still-there"));
            assertThat(visitor.sees("seats")).isSameAs(screen);
            assertThat(Visitor.onScreen(() -> List.copyOf(screen.map().selected()))).isEqualTo(chosen);
        }
    }

    /// The polling that helps out where there is no WebSocket looks every five seconds; the screen must not wait for that.
    @Test
    void whatSomebodyElseTakesIsTakenOnTheScreenAtOnceAndFreeAgainWhenTheyLetGo() {
        RealBoxOffice boxOffice = RealBoxOffice.shared();
        try (Visitor visitor = before(boxOffice)) {
            SeatsScreen screen = visitor.goesToSeats();
            SeatMap map = Visitor.onScreen(() -> screen.map().map().orElseThrow());
            SeatMap.ShowSeat wanted =
                    map.seats().stream().filter(seat -> seat.status() == SeatStatus.AVAILABLE).toList().getLast();
            assertThat(shown(screen, wanted)).isEqualTo(SeatStatus.AVAILABLE);
            BoxOfficeClient other = boxOffice.customer();

            LockId lock = other.lock(new LockRequest(map.showId(), List.of(wanted.id()))).lockId();
            long taken = System.nanoTime();

            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> shown(screen, wanted) == SeatStatus.LOCKED);
            System.out.printf(
                    "somebody else's lock was on the screen %d ms after its answer%n", (System.nanoTime() - taken)
                            / 1_000_000);
            other.release(lock);
            await().atMost(Duration.ofSeconds(4)).until(() -> shown(screen, wanted) == SeatStatus.AVAILABLE);
        }
    }

    private static SeatStatus shown(SeatsScreen screen, SeatMap.ShowSeat seat) {
        return Visitor.onScreen(
                () -> screen.map()
                        .map()
                        .orElseThrow()
                        .seats()
                        .stream()
                        .filter(one -> one.id().equals(seat.id()))
                        .findFirst()
                        .orElseThrow()
                        .status());
    }

    @Test
    void seatsAreLetGoWhenTimeRunsOutAndCanBeChosenAgain() {
        RealBoxOffice boxOffice = RealBoxOffice.shared();
        try (Visitor visitor = before(boxOffice)) {
            SeatsScreen screen = visitor.goesToSeats();
            ShowId show = Visitor.onScreen(() -> screen.map().map().orElseThrow().showId());
            List<SeatId> chosen = Visitor.choosesTwo(screen);
            visitor.goesToPayment();

            passes(visitor, Duration.ofSeconds(601));

            visitor.sees("failed");
            assertThat(visitor.focusName()).isEqualTo("Choose seats again");
            await().atMost(Visitor.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(statuses(boxOffice, show, chosen)).containsOnly(SeatStatus.AVAILABLE));
            visitor.presses(KeyCode.ENTER);
            assertThat(visitor.sees("seats")).isInstanceOf(SeatsScreen.class);
        }
    }

    @Test
    void aGatewayThatIsGoneIsToldAndTriedAgain() throws Exception {
        try (RealBoxOffice boxOffice = RealBoxOffice.start();
                Visitor visitor = before(boxOffice)) {
            Visitor.choosesTwo(visitor.goesToSeats());
            boxOffice.stopGateway();
            visitor.tabsTo("#next");
            visitor.presses(KeyCode.ENTER);

            visitor.finds("#payment #try-again");
            assertThat(visitor.focusName()).isEqualTo("Try again");
            new Album(visitor).take("32-payment-stuck");
            boxOffice.startGateway();
            visitor.presses(KeyCode.ENTER);

            visitor.finds("#payment-code");
        }
    }

    @Test
    void aKeyThatIsHeldDownDoesNotRushThroughTheScreens() {
        try (Visitor visitor = before(RealBoxOffice.shared())) {
            visitor.waitsForFocusOn("Touch anywhere");
            visitor.holdsEnter(12);

            visitor.sees("films");
            visitor.waitsForFocusMatching(".+, \\d{4}, .+|Show the next day");
            assertThat(visitor.sees("films")).isNotNull();
        }
    }

    private Visitor before(RealBoxOffice boxOffice) {
        return Visitor.at(data, Optional.of(boxOffice.enrolled()), Theme.LIGHT, clock, 1280, 800);
    }

    /// Lets time pass for a guest who is there: they touch a key every now and then.
    private void passes(Visitor visitor, Duration time) {
        Duration step = Duration.ofSeconds(170);
        for (Duration left = time; left.isPositive(); left = left.minus(step)) {
            clock.forward(left.compareTo(step) < 0 ? left : step);
            visitor.presses(KeyCode.SHIFT);
        }
    }

    private static int minutesLeft(Visitor visitor) {
        String clock = Visitor.onScreen(() -> ((Labeled) visitor.scene().lookup(".countdown")).getText());
        return Integer.parseInt(clock.split(":")[0]);
    }

    private static List<SeatStatus> statuses(RealBoxOffice boxOffice, ShowId show, List<SeatId> seats) {
        return BoxOfficeClient.at(boxOffice.uri())
                .seats(show)
                .seats()
                .stream()
                .filter(seat -> seats.contains(seat.id()))
                .map(SeatMap.ShowSeat::status)
                .toList();
    }
}
