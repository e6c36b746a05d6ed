package boxoffice.server.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMessages.Pong;
import boxoffice.model.SeatMessages.SeatsLocked;
import boxoffice.model.SeatMessages.SeatsReleased;
import boxoffice.model.SeatMessages.ShowState;
import boxoffice.model.SeatMessages.Unsubscribed;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Seats as they change (RT-1).
class SeatSocketIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);

    @Test
    void aLockIsSeenByWhoeverWatchesAtOnce() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        BoxOfficeClient guest = foyer.guest();
        try (Watcher watcher = Watcher.of(boxOffice.uri(), show)) {
            watcher.awaits(ShowState.class, state -> state.showId().equals(show) && state.full());

            SeatLock lock = guest.lock(new LockRequest(show, seats));
            Duration seen = watcher.awaits(show, seats.getFirst(), SeatStatus.LOCKED);
            guest.release(lock.lockId());
            watcher.awaits(show, seats.getFirst(), SeatStatus.AVAILABLE);

            System.out.printf("a lock was seen %d ms after its answer%n", seen.toMillis());
            assertThat(seen).isLessThan(Duration.ofMillis(300));
            assertThat(watcher.awaits(SeatsLocked.class, change -> true).seatIds()).containsExactlyInAnyOrderElementsOf(
                    seats);
            assertThat(watcher.awaits(SeatsReleased.class, change -> true).seatIds())
                    .containsExactlyInAnyOrderElementsOf(seats);
            assertThat(watcher.gaps()).isEmpty();
            assertThat(String.join("", watcher.texts())).doesNotContain(lock.lockId().toString())
                    .doesNotContain("holder");
        }
    }

    @Test
    void whoComesBackIsToldOnlyWhatChangedMeanwhile() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 3);
        foyer.guest().lock(new LockRequest(show, seats.subList(0, 1)));
        String known;
        try (Watcher watcher = Watcher.of(boxOffice.uri(), show)) {
            watcher.awaits(show, seats.getFirst(), SeatStatus.LOCKED);
            known = watcher.version(show);
        }
        foyer.guest().lock(new LockRequest(show, seats.subList(1, 3)));

        try (Watcher back = Watcher.at(boxOffice.uri(), show + "?since=" + known)) {
            ShowState state = back.awaits(ShowState.class, any -> true);

            assertThat(state.full()).isFalse();
            assertThat(state.seats().get(SeatStatus.LOCKED)).containsExactlyInAnyOrderElementsOf(seats.subList(1, 3));
        }
    }

    @Test
    void aConnectionWatchesFiveShowsAndNoMore() {
        List<ShowId> shows = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            shows.add(foyer.freshShow());
        }
        try (Watcher watcher = Watcher.of(boxOffice.uri(), shows.getFirst())) {
            for (ShowId show : shows.subList(1, 6)) {
                watcher.say(subscribe(show));
            }
            watcher.awaitsRefusal("WATCH_LIMIT_EXCEEDED");
            watcher.say("{\"type\":\"UNSUBSCRIBE\",\"showId\":\"" + shows.get(1) + "\"}");
            watcher.awaits(Unsubscribed.class, done -> done.showId().equals(shows.get(1)));
            watcher.say(subscribe(shows.get(5)));
            watcher.awaits(ShowState.class, state -> state.showId().equals(shows.get(5)));

            SeatId seat = foyer.seats(shows.get(4), 1).getFirst();
            SeatId unwatched = foyer.seats(shows.get(1), 1).getFirst();
            foyer.guest().lock(new LockRequest(shows.get(1), List.of(unwatched)));
            foyer.guest().lock(new LockRequest(shows.get(4), List.of(seat)));
            watcher.awaits(shows.get(4), seat, SeatStatus.LOCKED);
            assertThat(watcher.status(shows.get(1), unwatched)).isEqualTo(SeatStatus.AVAILABLE);
        }
    }

    @Test
    void aPingIsAnswered() {
        try (Watcher watcher = Watcher.of(boxOffice.uri(), foyer.freshShow())) {
            watcher.say("{\"type\":\"PING\"}");

            watcher.awaits(Pong.class, pong -> true);
        }
    }

    @Test
    void whatIsNoMessageIsRefusedWithAReasonAndInTheEndWithTheConnection() {
        try (Watcher watcher = Watcher.of(boxOffice.uri(), foyer.freshShow())) {
            watcher.say("no JSON");
            watcher.awaitsRefusal("MALFORMED_JSON");
            watcher.say("{\"type\":\"SEND_MONEY\"}");
            watcher.awaitsRefusal("INVALID_FIELD");
            watcher.say("{\"type\":\"PING\",\"holder\":\"me\"}");
            watcher.awaitsRefusal("UNKNOWN_FIELD");
            watcher.say("{\"type\":\"SUBSCRIBE\"}");
            watcher.say("{\"type\":\"SUBSCRIBE\",\"showId\":\"" + UUID.randomUUID() + "\",\"since\":\"yesterday\"}");

            watcher.awaitsClose(1008);
            assertThat(watcher.texts()).anyMatch(text -> text.contains("showId is missing"))
                    .anyMatch(text -> text.contains("since is not a version"));
        }
    }

    @Test
    void aMessageThatIsTooLargeEndsTheConnection() {
        try (Watcher watcher = Watcher.of(boxOffice.uri(), foyer.freshShow())) {
            watcher.say("{\"type\":\"PING\",\"padding\":\"" + "x".repeat(5_000) + "\"}");

            await().atMost(Duration.ofSeconds(10)).until(() -> watcher.closedWith() != 0);
            assertThat(watcher.closedWith()).isIn(1008, 1009);
        }
    }

    @Test
    void whoTalksTooMuchIsCutOff() {
        try (Watcher watcher = Watcher.of(boxOffice.uri(), foyer.freshShow())) {
            for (int i = 0; i < 121; i++) {
                watcher.say("{\"type\":\"PING\"}");
            }

            watcher.awaitsRefusal("RATE_LIMITED");
            watcher.awaitsClose(1008);
        }
    }

    @Test
    void aShowThatIsNotThereIsRefused() {
        for (String name : List.of(UUID.randomUUID().toString(), "tonight")) {
            try (Watcher watcher = Watcher.at(boxOffice.uri(), name)) {
                watcher.awaitsRefusal("SHOW_NOT_FOUND");
                watcher.awaitsClose(4404);
            }
        }
    }

    private static String subscribe(ShowId show) {
        return "{\"type\":\"SUBSCRIBE\",\"showId\":\"" + show + "\"}";
    }
}
