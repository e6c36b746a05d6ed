package boxoffice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.admin.testing.Desk;
import boxoffice.admin.testing.RealBoxOffice;
import boxoffice.client.BoxOfficeClient;
import boxoffice.fx.Theme;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.Movies.Movie;
import boxoffice.model.Movies.Show;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.SeatType;
import boxoffice.model.ShowStatus;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Theater;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.DatePicker;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The console on the real server, by keyboard alone: what is planned here is what kiosks list, and what is held there
/// is seen here.
@ExtendWith(ApplicationExtension.class)
class PlanAndSellIT {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final int DAYS_AHEAD = 3;

    private static RealBoxOffice boxOffice;

    private AdminApp app;
    private Stage stage;
    private Desk desk;
    private Theater theater;
    private LocalDate date;

    @BeforeAll
    static void startServer() {
        boxOffice = RealBoxOffice.start();
    }

    @AfterAll
    static void stopServer() {
        boxOffice.close();
    }

    @Start
    void open(Stage shown) {
        stage = shown;
        app = new AdminApp(Clock.systemUTC());
        app.open(shown, new Options(boxOffice.uri(), Theme.LIGHT));
    }

    @BeforeEach
    void lookAround(FxRobot robot) {
        desk = new Desk(robot, stage.getScene());
        theater = boxOffice.manager()
                .theaters()
                .theaters()
                .stream()
                .min(Comparator.comparing(Theater::city).thenComparing(Theater::name))
                .orElseThrow();
        date = LocalDate.now(ZoneId.of(theater.zone())).plusDays(DAYS_AHEAD);
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(app::stop);
    }

    private List<ScheduledShow> schedule() {
        return boxOffice.manager()
                .schedule(theater.id(), date)
                .screens()
                .stream()
                .flatMap(screen -> screen.shows().stream())
                .toList();
    }

    private static String time(ScheduledShow show) {
        return TIME.format(show.starts());
    }

    private ScheduledShow firstShow() {
        return schedule().stream()
                .min(Comparator.comparing(ScheduledShow::starts))
                .orElseThrow();
    }

    /// Signs in and goes to the day of the test.
    private void signInAndGoToTheDay() {
        desk.signIn("manager@demo.example", "demo-manager").see(theater.name()).stand("screen free at");
        while (!desk.ask(this::shownDate).equals(date)) {
            desk.press(KeyCode.PAGE_DOWN);
        }
        desk.stand(firstShow().title());
    }

    private LocalDate shownDate() {
        return ((DatePicker) stage.getScene().getRoot().lookup("#date-shown")).getValue();
    }

    @Test
    void aShowIsPlannedMovedPublishedAndListedByKiosks() {
        signInAndGoToTheDay();
        ScheduledShow first = firstShow();
        desk.stand(first.title()).see(time(first));

        // on the same screen at the time of the first show, which is taken
        desk.press(KeyCode.N).see("Save draft");
        desk.write("metropolis").see("1927 · ").press(KeyCode.ENTER);
        desk.press(KeyCode.TAB, KeyCode.TAB, KeyCode.TAB, KeyCode.TAB).stand("Start").write(time(first));
        desk.press(KeyCode.TAB, KeyCode.TAB).stand("Price").write("11.50").press(KeyCode.ENTER);
        desk.see("is taken at that time").see(first.title() + ", " + time(first));

        // the proposal is taken, saved and published
        desk.stand("Use ");
        String proposed = desk.standsOn().replaceAll("[^0-9:]", "");
        desk.press(KeyCode.ENTER).stand("Save draft").press(KeyCode.ENTER);
        desk.see("Draft of Metropolis saved").stand("Metropolis, Draft");
        desk.press(KeyCode.P).stand("Metropolis, Published").see("Kiosks and counters can sell it now.");

        ScheduledShow planned = schedule().stream()
                .filter(show -> show.title().equals("Metropolis") && time(show).equals(proposed))
                .findFirst()
                .orElseThrow();
        assertThat(planned.status()).isEqualTo(ShowStatus.PUBLISHED);
        assertThat(planned.price()).isEqualTo("11.50");
        BoxOfficeClient kiosk = boxOffice.customer();
        LocalDate calendarDate = planned.starts().toLocalDate();
        Movie metropolis = kiosk.movies(theater.city(), calendarDate)
                .movies()
                .stream()
                .filter(film -> film.title().equals("Metropolis"))
                .findFirst()
                .orElseThrow();
        assertThat(kiosk.shows(metropolis.id(), theater.city(), calendarDate).theaters())
                .filteredOn(one -> one.id().equals(theater.id()))
                .flatExtracting(one -> one.shows())
                .extracting(Show::id)
                .contains(planned.id());
    }

    @Test
    void seatsThatAreHeldElsewhereAreSeenHere() {
        signInAndGoToTheDay();
        ScheduledShow show = firstShow();
        desk.stand(show.title()).press(KeyCode.W).see("Live");
        String before = desk.text("count-locked");

        BoxOfficeClient customer = boxOffice.customer();
        List<SeatId> pair = customer.seats(show.id())
                .seats()
                .stream()
                .filter(seat -> seat.status() == SeatStatus.AVAILABLE && seat.type() == SeatType.REGULAR)
                .limit(2)
                .map(ShowSeat::id)
                .toList();
        SeatLock lock = customer.lock(new LockRequest(show.id(), pair));
        await().until(() -> desk.text("count-locked").equals(Integer.toString(Integer.parseInt(before) + 2)));
        for (SeatId seat : pair) {
            assertThat(
                    String.valueOf(
                            desk.ask(
                                    () -> desk.node("seat-" + seat)
                                            .orElseThrow()
                                            .queryAccessibleAttribute(AccessibleAttribute.TEXT)))).containsIgnoringCase(
                                                    "held");
        }

        customer.release(lock.lockId());
        await().until(() -> desk.text("count-locked").equals(before));
        desk.press(KeyCode.ESCAPE).stand(show.title());
    }

    @Test
    void staffSeeTheDayButDoNotPlan() {
        desk.signIn("staff@demo.example", "demo-staff-pass").see(theater.name());
        desk.stand("screen free at").press(KeyCode.N);
        assertThat(desk.sees("Save draft")).isFalse();
        assertThat(desk.ask(() -> desk.node("new-show").orElseThrow().isDisabled())).isTrue();
    }

    @Test
    void aWrongPasswordAndACustomerStayOut() {
        desk.signIn("manager@demo.example", "wrong-password").see("do not match");
        desk.chord(KeyCode.SHIFT, KeyCode.TAB).chord(KeyCode.CONTROL, KeyCode.A);
        desk.signIn("customer@demo.example", "demo-customer").see("may not use the console");
    }
}
