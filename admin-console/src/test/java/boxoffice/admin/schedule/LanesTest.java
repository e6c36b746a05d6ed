package boxoffice.admin.schedule;

import static boxoffice.admin.testing.SampleHouse.DAY;
import static boxoffice.admin.testing.SampleHouse.EMPTY;
import static boxoffice.admin.testing.SampleHouse.LARGE;
import static boxoffice.admin.testing.SampleHouse.SMALL;
import static boxoffice.admin.testing.SampleHouse.ZONE;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.admin.schedule.Lanes.Place;
import boxoffice.admin.schedule.Lanes.Step;
import boxoffice.admin.testing.SampleHouse;
import boxoffice.model.ShowStatus;
import boxoffice.model.Theaters.ScheduledShow;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final SampleHouse house = new SampleHouse().friday();
    private final Lanes lanes = Lanes.of(new DayAxis(DAY, ZONE), house.day(DAY));

    private static Instant at(int hour, int minute) {
        return DAY.atTime(hour, minute).atZone(ZONE).toInstant();
    }

    private Place on(int hour, int minute, String screen) {
        return Lanes.on(showAt(hour, minute, screen));
    }

    private ScheduledShow showAt(int hour, int minute, String screen) {
        return lanes.shows()
                .stream()
                .filter(show -> show.starts().toLocalTime().equals(LocalTime.of(hour, minute)))
                .filter(show -> lanes.screen(show.screenId()).orElseThrow().name().equals(screen))
                .findFirst()
                .orElseThrow();
    }

    private Optional<String> step(Place from, Step step) {
        return lanes.step(from, step).map(this::name);
    }

    private String name(Place place) {
        String screen = lanes.screen(place.screen()).orElseThrow().name();
        return place.show()
                .flatMap(lanes::show)
                .map(show -> screen + " " + show.starts().toLocalTime())
                .orElse(screen);
    }

    @Test
    void leftAndRightWalkAlongAScreen() {
        assertThat(step(on(14, 0, "Saal 1"), Step.LATER)).contains("Saal 1 17:15");
        assertThat(step(on(14, 0, "Saal 1"), Step.EARLIER)).contains("Saal 1 10:30");
        assertThat(step(on(14, 0, "Saal 1"), Step.FIRST)).contains("Saal 1 10:30");
        assertThat(step(on(14, 0, "Saal 1"), Step.LAST)).contains("Saal 1 21:00");
    }

    @Test
    void anEdgeIsNotCrossed() {
        assertThat(step(on(10, 30, "Saal 1"), Step.EARLIER)).isEmpty();
        assertThat(step(on(21, 0, "Saal 1"), Step.LATER)).isEmpty();
        assertThat(step(on(10, 30, "Saal 1"), Step.SCREEN_ABOVE)).isEmpty();
    }

    @Test
    void downGoesToTheShowThatRunsAtThatTime() {
        assertThat(step(on(17, 15, "Saal 1"), Step.SCREEN_BELOW)).contains("Saal 2 16:00");
        assertThat(step(on(10, 30, "Saal 1"), Step.SCREEN_BELOW)).contains("Saal 2 13:00");
    }

    @Test
    void aScreenWithoutShowsIsAPlaceToo() {
        assertThat(step(on(16, 0, "Saal 2"), Step.SCREEN_BELOW)).contains("Studio");
        Place studio = lanes.step(on(16, 0, "Saal 2"), Step.SCREEN_BELOW).orElseThrow();
        assertThat(step(studio, Step.LATER)).isEmpty();
        assertThat(step(studio, Step.FIRST)).isEmpty();
        assertThat(step(studio, Step.SCREEN_ABOVE)).contains("Saal 2 16:00");
    }

    @Test
    void goingDownAndUpComesBackToTheSameShow() {
        Place start = on(21, 0, "Saal 1");
        Place down = lanes.step(start, Step.SCREEN_BELOW).orElseThrow();
        assertThat(step(down, Step.SCREEN_ABOVE)).contains("Saal 1 21:00");
        assertThat(step(on(10, 30, "Saal 1"), Step.BOTTOM_SCREEN)).contains("Studio");
        assertThat(step(down, Step.TOP_SCREEN)).contains("Saal 1 21:00");
    }

    @Test
    void theKeyboardComesInAtTheShowThatRuns() {
        assertThat(lanes.entrance(at(18, 25)).map(this::name)).contains("Saal 2 16:00");
        assertThat(lanes.entrance(at(19, 0)).map(this::name)).contains("Saal 1 17:15");
    }

    @Test
    void onADayThatIsOverTheKeyboardComesInAtTheFirstShow() {
        assertThat(lanes.entrance(at(5, 0).plusSeconds(90_000)).map(this::name)).contains("Saal 1 10:30");
    }

    @Test
    void onADayWithoutShowsTheKeyboardComesInAtTheFirstScreen() {
        Lanes empty = Lanes.of(new DayAxis(DAY.plusDays(1), ZONE), house.day(DAY.plusDays(1)));
        Place place = empty.entrance(at(18, 0)).orElseThrow();
        assertThat(place.screen()).isEqualTo(LARGE.id());
        assertThat(place.show()).isEmpty();
    }

    @Test
    void aShowThatIsGoneLeavesTheKeyboardAtItsNeighbour() {
        Place gone = on(21, 0, "Saal 1");
        house.remove(gone.show().orElseThrow());
        Lanes after = Lanes.of(new DayAxis(DAY, ZONE), house.day(DAY));
        assertThat(after.settle(gone).map(this::name)).contains("Saal 1 17:15");
    }

    @Test
    void aShowThatIsStillThereKeepsTheKeyboard() {
        Place place = lanes.step(on(17, 15, "Saal 1"), Step.SCREEN_BELOW).orElseThrow();
        assertThat(lanes.settle(place)).contains(place);
    }

    @Test
    void showsAreCountedByState() {
        assertThat(lanes.count(ShowStatus.DRAFT)).isEqualTo(2);
        assertThat(lanes.count(ShowStatus.PUBLISHED)).isEqualTo(5);
        assertThat(lanes.count(ShowStatus.CANCELLED)).isEqualTo(1);
        assertThat(lanes.screen(EMPTY.id())).contains(EMPTY);
        assertThat(lanes.screen(SMALL.id())).contains(SMALL);
    }
}
