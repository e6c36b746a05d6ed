package boxoffice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.admin.testing.Desk;
import boxoffice.admin.testing.SampleHouse;
import boxoffice.admin.testing.Screenshots;
import boxoffice.admin.testing.ScriptedServer;
import boxoffice.admin.testing.ScriptedServer.Answer;
import boxoffice.admin.testing.Truncation;
import boxoffice.fx.Theme;
import boxoffice.model.Movies.MovieList;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.Theaters.Conflict;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.TheaterList;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Every screen in both themes and two sizes: a picture to look at, and no text cut off.
@ExtendWith(ApplicationExtension.class)
class ScreensIT {
    private record Size(int width, int height) {}

    private static final List<Size> SIZES = List.of(new Size(1280, 800), new Size(1920, 1080));

    private final ScriptedServer server = ScriptedServer.start();
    private final SampleHouse house = new SampleHouse().friday().behind(server);
    private final Clock clock = Clock.fixed(
            SampleHouse.DAY.atTime(18, 25).atZone(SampleHouse.ZONE).toInstant(), SampleHouse.ZONE);
    private AdminApp app;
    private Stage stage;

    @Start
    void open(Stage shown) {
        stage = shown;
        app = new AdminApp(clock);
        app.open(shown, new Options(server.address(), Theme.LIGHT));
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(app::stop);
        server.close();
    }

    @Test
    void signIn(FxRobot robot) {
        keep(robot, "sign-in");
    }

    @Test
    void signInWithNothingEntered(FxRobot robot) {
        robot.type(KeyCode.ENTER);
        keep(robot, "sign-in-missing");
    }

    @Test
    void signInRefused(FxRobot robot) {
        server.on("POST", "/auth/login", request -> Answer.problem(ProblemCode.CREDENTIALS_INVALID, "No."));
        enterSignIn(robot);
        see(robot, "do not match");
        keep(robot, "sign-in-refused");
    }

    @Test
    void signInWithoutServer(FxRobot robot) {
        server.close();
        enterSignIn(robot);
        see(robot, "No answer");
        keep(robot, "sign-in-unreachable");
    }

    @Test
    void scheduleLoading(FxRobot robot) {
        signInAndSee(robot, "2D");
        server.holdBack();
        robot.type(KeyCode.PAGE_DOWN);
        see(robot, "Loading the shows");
        keep(robot, "schedule-loading");
    }

    @Test
    void scheduleOfAFriday(FxRobot robot) {
        signInAndSee(robot, "Metropolis");
        keep(robot, "schedule");
    }

    @Test
    void scheduleOfADayWithoutShows(FxRobot robot) {
        signInAndSee(robot, "Metropolis");
        robot.type(KeyCode.PAGE_DOWN);
        see(robot, "no shows");
        keep(robot, "schedule-empty");
    }

    @Test
    void scheduleThatCannotBeLoaded(FxRobot robot) {
        server.on("GET", "/theaters", request -> Answer.problem(ProblemCode.INTERNAL_ERROR, "Something broke."));
        signInAndSee(robot, "Something broke");
        keep(robot, "schedule-failed");
    }

    @Test
    void scheduleWithoutTheaters(FxRobot robot) {
        server.on("GET", "/theaters", request -> Answer.ok(new TheaterList(List.of())));
        signInAndSee(robot, "There is no theater yet");
        keep(robot, "schedule-no-theaters");
    }

    @Test
    void scheduleOffline(FxRobot robot) {
        signInAndSee(robot, "Metropolis");
        server.close();
        robot.type(KeyCode.F5);
        see(robot, "No connection");
        keep(robot, "schedule-offline");
    }

    @Test
    void draft(FxRobot robot) {
        signInAndSee(robot, "Metropolis");
        robot.type(KeyCode.RIGHT, KeyCode.RIGHT);
        see(robot, "Delete draft");
        keep(robot, "draft");
        robot.type(KeyCode.DELETE);
        see(robot, "cannot be brought back");
        keep(robot, "draft-delete");
    }

    @Test
    void newShow(FxRobot robot) {
        signInAndSee(robot, "Metropolis");
        robot.type(KeyCode.N);
        see(robot, "Save draft");
        keep(robot, "new-show");
        robot.write("s");
        keep(robot, "new-show-films");
        robot.type(KeyCode.TAB);
        keep(robot, "new-show-film-chosen");
        robot.type(KeyCode.ENTER);
        see(robot, "Enter a price");
        keep(robot, "new-show-wrong");
    }

    @Test
    void newShowWhileTheFilmsAreOnTheirWay(FxRobot robot) {
        CountDownLatch films = new CountDownLatch(1);
        server.on("GET", "/movies", request -> {
            try {
                films.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            return Answer.ok(new MovieList(SampleHouse.FILMS));
        });
        signInAndSee(robot, "Amélie");
        robot.type(KeyCode.N);
        see(robot, "Save draft");
        robot.write("metro");
        see(robot, "Loading the films");
        keep(robot, "new-show-films-loading");
        films.countDown();
        see(robot, "1 of 4 films");
        robot.type(KeyCode.ENTER);
        assertThat(field("film").getText()).isEqualTo("Metropolis");
    }

    @Test
    void newShowRefused(FxRobot robot) {
        ScheduledShow taken = house.shows().get(6);
        server.on(
                "POST", "/shows", request -> Answer.problem(
                        Problem.of(ProblemCode.SHOW_OVERLAPS, "The screen is taken at that time.")
                                .with(
                                        "conflicts",
                                        List.of(
                                                new Conflict(
                                                        taken.id(), taken.title(), taken.starts(), taken.cleared())))
                                .with("nearestStart", SampleHouse.DAY.atTime(13, 30))));
        signInAndSee(robot, "Metropolis");
        robot.type(KeyCode.N);
        robot.write("spid").type(KeyCode.TAB);
        robot.interact(() -> field("price").setText("12.50"));
        robot.type(KeyCode.ENTER);
        see(robot, "instead");
        keep(robot, "new-show-overlap");
    }

    @Test
    void seats(FxRobot robot) {
        signInAndSee(robot, "Metropolis");
        robot.type(KeyCode.RIGHT, KeyCode.W);
        see(robot, "Live");
        see(robot, "31");
        keep(robot, "monitor");
        server.close();
        see(robot, "Connection lost");
        keep(robot, "monitor-lost");
    }

    @Test
    void seatsThatCannotBeLoaded(FxRobot robot) {
        ScheduledShow show = house.shows().get(5);
        server.on(
                "GET",
                "/shows/" + show.id() + "/seats",
                request -> Answer.problem(ProblemCode.INTERNAL_ERROR, "Something broke."));
        signInAndSee(robot, "Metropolis");
        robot.type(KeyCode.W);
        see(robot, "Something broke");
        keep(robot, "monitor-failed");
    }

    private void enterSignIn(FxRobot robot) {
        new Desk(robot, stage.getScene()).signIn("grace@example.org", "secret");
    }

    private void signInAndSee(FxRobot robot, String text) {
        enterSignIn(robot);
        see(robot, text);
    }

    private TextInputControl field(String id) {
        return (TextInputControl) stage.getScene().getRoot().lookup("#" + id);
    }

    /// Waits until a text is on the screen.
    private void see(FxRobot robot, String text) {
        await().until(() -> onFx(robot, () -> Desk.shows(stage.getScene().getRoot(), text)));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static boolean onFx(FxRobot robot, BooleanSupplier question) {
        AtomicBoolean answer = new AtomicBoolean();
        robot.interact(() -> answer.set(question.getAsBoolean()));
        return answer.get();
    }

    private void keep(FxRobot robot, String name) {
        for (Theme theme : Theme.values()) {
            WaitForAsyncUtils.waitForFxEvents();
            robot.interact(() -> {
                for (Size size : SIZES) {
                    String file = "%s-%s-%d".formatted(name, theme.name().toLowerCase(Locale.ROOT), size.width());
                    Screenshots.keep(
                            stage.getScene(),
                            size.width(),
                            size.height(),
                            file,
                            () -> assertThat(Truncation.below(stage.getScene().getRoot()))
                                    .as(file)
                                    .isEmpty());
                }
            });
            robot.type(KeyCode.F6);
        }
    }
}
