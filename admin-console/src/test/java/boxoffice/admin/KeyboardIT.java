package boxoffice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.admin.testing.Desk;
import boxoffice.admin.testing.SampleHouse;
import boxoffice.admin.testing.ScriptedServer;
import boxoffice.admin.testing.ScriptedServer.Answer;
import boxoffice.fx.Theme;
import boxoffice.model.ProblemCode;
import boxoffice.model.ShowStatus;
import boxoffice.model.Theaters.ScheduledShow;
import java.time.Clock;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.DatePicker;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Everything by keyboard (ADMIN-6), on an ordinary Friday at 18:25.
@ExtendWith(ApplicationExtension.class)
class KeyboardIT {
    private final ScriptedServer server = ScriptedServer.start();
    private final SampleHouse house = new SampleHouse().friday().behind(server);
    private AdminApp app;
    private Stage stage;
    private Desk desk;

    @Start
    void open(Stage shown) {
        stage = shown;
        app = new AdminApp(
                Clock.fixed(SampleHouse.DAY.atTime(18, 25).atZone(SampleHouse.ZONE).toInstant(), SampleHouse.ZONE));
        app.open(shown, new Options(server.address(), Theme.LIGHT));
    }

    @BeforeEach
    void signIn(FxRobot robot) {
        desk = new Desk(robot, stage.getScene());
        desk.signIn("grace@example.org", "secret").stand("Amélie");
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(app::stop);
        server.close();
    }

    @Test
    void aShowsAccessibleNameSaysAll() {
        assertThat(desk.standsOn())
                .isEqualTo(
                        "Amélie, Published, Saal 2, 16:00 to 18:17, screen free at 18:32, 2D, "
                                + "96 sold · 0 held · 96 seats");
    }

    @Test
    void arrowsMoveAmongShowsAndScreens() {
        desk.press(KeyCode.RIGHT).stand("Spirited Away, Published, Saal 2, 19:30");
        desk.press(KeyCode.UP).stand("Metropolis, Published, Saal 1, 17:15");
        desk.press(KeyCode.HOME).stand("Spirited Away, Published, Saal 1, 10:30");
        desk.press(KeyCode.LEFT).stand("Spirited Away, Published, Saal 1, 10:30");
        desk.press(KeyCode.END).stand("Spider-Man: Into the Spider-Verse, Draft, Saal 1, 21:00");
        desk.chord(KeyCode.CONTROL, KeyCode.END).stand("Studio, no shows. Press N to plan one.");
        desk.press(KeyCode.UP).stand("Spirited Away, Published, Saal 2, 19:30");
    }

    @Test
    void theTimelineIsOneStopOfTheTabKey() {
        desk.press(KeyCode.RIGHT).stand("Spirited Away");
        desk.press(KeyCode.TAB).stand("Watch seats");
        desk.chord(KeyCode.SHIFT, KeyCode.TAB).stand("Spirited Away");
        desk.chord(KeyCode.SHIFT, KeyCode.TAB).stand("New show");
    }

    @Test
    void enterOpensTheDetailsAndEscComesBack() {
        desk.press(KeyCode.ENTER).stand("Watch seats");
        desk.press(KeyCode.ESCAPE).stand("Amélie");
    }

    @Test
    void theKeyboardStaysInTheTimelineFromDayToDay() {
        desk.press(KeyCode.PAGE_DOWN).stand("Saal 1, no shows.").see("Saturday");
        desk.press(KeyCode.T).stand("Amélie").see("Friday");
        desk.press(KeyCode.PAGE_UP).stand("Saal 1, no shows.").see("Thursday");
    }

    @Test
    void newerFiguresDoNotMoveTheKeyboard() {
        desk.press(KeyCode.RIGHT).stand("31 sold");
        house.add(
                SampleHouse.show(
                        SampleHouse.SMALL,
                        SampleHouse.SPIRITED_AWAY,
                        SampleHouse.DAY.atTime(19, 30),
                        ShowStatus.PUBLISHED,
                        33,
                        0));
        desk.press(KeyCode.F5).stand("Spirited Away, Published, Saal 2, 19:30").stand("33 sold");
    }

    @Test
    void aDraftIsDeletedOnlyAfterAQuestion() {
        ScheduledShow draft = house.shows().get(3);
        server.on("DELETE", "/shows/" + draft.id(), request -> {
            house.remove(draft.id());
            return new Answer(204, "");
        });
        desk.press(KeyCode.UP, KeyCode.END).stand("Spider-Man");
        desk.press(KeyCode.DELETE).see("It cannot be brought back.").stand("Keep it");
        desk.press(KeyCode.ENTER).stand("Spider-Man").seeNoMore("It cannot be brought back.");
        assertThat(house.shows()).contains(draft);
        desk.press(KeyCode.DELETE).stand("Keep it").press(KeyCode.TAB).stand("Delete").press(KeyCode.ENTER);
        desk.see("Draft of Spider-Man: Into the Spider-Verse deleted").stand("Metropolis, Published, Saal 1");
        assertThat(house.shows()).doesNotContain(draft);
    }

    @Test
    void aPublishedShowIsNeitherPublishedNorDeletedAgain() {
        int asked = server.requests().size();
        desk.press(KeyCode.P, KeyCode.DELETE).stand("Amélie");
        assertThat(desk.sees("It cannot be brought back.")).isFalse();
        assertThat(server.requests()).hasSize(asked);
    }

    @Test
    void aRefusalIsSaidInTheDetails() {
        ScheduledShow draft = house.shows().get(3);
        server.on(
                "POST",
                "/shows/" + draft.id() + "/publish",
                request -> Answer.problem(ProblemCode.STATE_CONFLICT, "The show was cancelled."));
        desk.press(KeyCode.UP, KeyCode.END, KeyCode.P).see("The show was cancelled.").stand("Spider-Man");
    }

    @Test
    void aFilmIsFoundByTypingAndEscKeepsTheOneBefore() {
        desk.press(KeyCode.N).stand("Film").write("spir").see("1 of 4 films").press(KeyCode.DOWN, KeyCode.ENTER);
        assertThat(field("film")).isEqualTo("Spirited Away");
        desk.write("x").see("No film matches, of 4").press(KeyCode.ESCAPE);
        assertThat(field("film")).isEqualTo("Spirited Away");
        desk.see("Save draft").press(KeyCode.ESCAPE).stand("Amélie").seeNoMore("Save draft");
    }

    @Test
    void theFirstWrongFieldGetsTheKeyboard() {
        desk.press(KeyCode.N).stand("Film").press(KeyCode.ENTER).see("Choose a film.").stand("Film");
        desk.write("metro").press(KeyCode.TAB).press(KeyCode.ENTER).stand("Price").see("Enter a price above 0.");
    }

    @Test
    void aSessionThatEndedLeadsBackToTheSignIn() {
        server.on(
                "GET",
                "/theaters/" + SampleHouse.THEATER.id() + "/schedule",
                request -> Answer.problem(ProblemCode.UNAUTHENTICATED, "Sign in."));
        server.on("POST", "/auth/refresh", request -> Answer.problem(ProblemCode.UNAUTHENTICATED, "Sign in."));
        desk.press(KeyCode.F5).see("Your sign-in has ended.").stand("E-mail");
    }

    @Test
    void theThemeChangesByKeyAndTheKeyboardStays() {
        desk.see("Dark theme").press(KeyCode.F6).see("Light theme").stand("Amélie");
    }

    @Test
    void controlsAreAtLeast32High() {
        desk.press(KeyCode.N).stand("Film");
        List<Control> controls = desk.ask(() -> List.copyOf(stage.getScene().getRoot().lookupAll("*")))
                .stream()
                .filter(
                        node -> node instanceof Button
                                || node instanceof ComboBox<?>
                                || node instanceof DatePicker
                                || (node instanceof TextField && node.getId() != null))
                .map(Control.class::cast)
                .filter(control -> desk.ask(() -> isShown(control)))
                .filter(control -> !control.getStyleClass().contains("increment-button"))
                .toList();
        assertThat(controls).hasSizeGreaterThan(12);
        assertThat(controls).allSatisfy(control -> {
            Bounds bounds = desk.ask(control::getLayoutBounds);
            assertThat(bounds.getHeight()).as(control.toString()).isGreaterThanOrEqualTo(32);
        });
    }

    private static boolean isShown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private String field(String id) {
        return desk.ask(() -> ((TextField) desk.node(id).orElseThrow()).getText());
    }
}
