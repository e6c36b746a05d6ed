package boxoffice.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.fx.Theme;
import boxoffice.fx.testing.RecordingSpeaker;
import boxoffice.kiosk.device.DeviceFile;
import boxoffice.kiosk.frame.Names;
import boxoffice.kiosk.frame.Screen;
import boxoffice.kiosk.offline.TicketStore;
import boxoffice.kiosk.seats.SeatsScreen;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatStatus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.stage.StageStyle;

/// Somebody who stands before a kiosk: sees its scene, hears what it says, presses keys and points.
///
/// Everything goes through the window's own events, as from a keyboard or a touch screen.
final class Visitor implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static boolean started;

    private final RecordingSpeaker heard = new RecordingSpeaker();
    private final KioskApp app;
    private final Stage stage;
    private final Robot robot;

    private Visitor(
            Path data, Optional<DeviceFile.Enrolled> identity, Theme theme, Clock clock, double width, double height) {
        startToolkit();
        Object[] made = onScreen(() -> {
            KioskApp kiosk = new KioskApp(
                    new KioskApp.Setting(data, TicketStore.open(data, clock), identity, theme, heard, clock));
            Stage window = new Stage(StageStyle.UNDECORATED);
            window.setScene(kiosk.scene());
            window.setX(0);
            window.setY(0);
            window.setWidth(width);
            window.setHeight(height);
            window.show();
            window.requestFocus();
            return new Object[] {kiosk, window, new Robot()};
        });
        app = (KioskApp) made[0];
        stage = (Stage) made[1];
        robot = (Robot) made[2];
    }

    /// Before a kiosk of 1280 by 800 that knows who it is.
    static Visitor at(Path data, DeviceFile.Enrolled identity) {
        return at(data, Optional.of(identity), Theme.LIGHT, Clock.systemUTC(), 1280, 800);
    }

    static Visitor at(
            Path data, Optional<DeviceFile.Enrolled> identity, Theme theme, Clock clock, double width, double height) {
        return new Visitor(data, identity, theme, clock, width, height);
    }

    Scene scene() {
        return app.scene();
    }

    Stage stage() {
        return stage;
    }

    RecordingSpeaker heard() {
        return heard;
    }

    /// Waits until the screen of that id is shown.
    Screen sees(String id) {
        await("screen " + id).atMost(PATIENCE)
                .until(
                        () -> onScreen(
                                () -> app.current()
                                        .filter(shown -> id.equals(shown.content().getId()))
                                        .isPresent()));
        return onScreen(() -> app.current().orElseThrow());
    }

    /// Waits until a node is there to be seen.
    Node finds(String selector) {
        await(selector).atMost(PATIENCE).until(() -> onScreen(() -> isVisible(app.scene().lookup(selector))));
        return onScreen(() -> app.scene().lookup(selector));
    }

    boolean seesNow(String selector) {
        return onScreen(() -> isVisible(app.scene().lookup(selector)));
    }

    /// Waits until what has the focus is called so.
    void waitsForFocusOn(String start) {
        await("focus on " + start).atMost(PATIENCE).until(() -> focusName().startsWith(start));
    }

    /// Waits until what has the focus has such a name.
    void waitsForFocusMatching(String pattern) {
        await("focus matching " + pattern).atMost(PATIENCE).until(() -> focusName().matches(pattern));
    }

    /// What has the focus, by its spoken name.
    String focusName() {
        return onScreen(() -> {
            Node owner = app.scene().getFocusOwner();
            return owner == null ? "" : Names.of(owner);
        });
    }

    Optional<Node> focus() {
        return onScreen(() -> Optional.ofNullable(app.scene().getFocusOwner()));
    }

    void presses(KeyCode... keys) {
        for (KeyCode key : keys) {
            onScreen(() -> {
                robot.keyPress(key);
                robot.keyRelease(key);
                return true;
            });
            settle();
        }
    }

    /// Holds Enter down so long that it repeats so many times, and lets it go.
    void holdsEnter(int repeats) {
        for (int i = 0; i <= repeats; i++) {
            onScreen(() -> {
                robot.keyPress(KeyCode.ENTER);
                return true;
            });
            settle();
        }
        onScreen(() -> {
            robot.keyRelease(KeyCode.ENTER);
            return true;
        });
        settle();
    }

    void types(String text) {
        for (char character : text.toCharArray()) {
            presses(KeyCode.getKeyCode(String.valueOf(character)));
        }
    }

    /// Presses Tab until the node has the focus.
    void tabsTo(String selector) {
        Node wanted = finds(selector);
        for (int i = 0; i < 40 && !onScreen(wanted::isFocused); i++) {
            presses(KeyCode.TAB);
        }
        assertThat(onScreen(wanted::isFocused)).as("Tab leads to " + selector).isTrue();
    }

    /// Touches the middle of a node.
    void touches(String selector) {
        touches(finds(selector));
    }

    void touches(Node node) {
        onScreen(() -> {
            Bounds bounds = node.localToScreen(node.getBoundsInLocal());
            robot.mouseMove(bounds.getCenterX(), bounds.getCenterY());
            return true;
        });
        settle();
        onScreen(() -> {
            robot.mousePress(MouseButton.PRIMARY);
            return true;
        });
        settle();
        onScreen(() -> {
            robot.mouseRelease(MouseButton.PRIMARY);
            return true;
        });
        settle();
    }

    /// Goes to the seat map of the first show of tomorrow's first film.
    SeatsScreen goesToSeats() {
        waitsForFocusOn("Touch anywhere");
        presses(KeyCode.ENTER);
        goesToTomorrow();
        presses(KeyCode.ENTER);
        sees("shows");
        finds("#shows-grid");
        presses(KeyCode.ENTER);
        SeatsScreen seats = (SeatsScreen) sees("seats");
        await("the seat map").atMost(PATIENCE).until(() -> onScreen(() -> seats.map().map().isPresent()));
        return seats;
    }

    /// Goes to tomorrow's films: late in the evening little is left of today.
    void goesToTomorrow() {
        sees("films");
        await("today's films").atMost(PATIENCE).until(() -> seesNow("#films-grid") || seesNow("#next-day"));
        presses(KeyCode.UP);
        for (int i = 0; i < 8 && !"Tomorrow".equals(focusLabel()); i++) {
            presses(i < 4 ? KeyCode.RIGHT : KeyCode.LEFT);
        }
        presses(KeyCode.SPACE);
        waitsForFocusMatching(".+, \\d{4}, .+");
    }

    /// Chooses two free seats side by side, without keys or pointer, and says which.
    static List<SeatId> choosesTwo(SeatsScreen seats) {
        return onScreen(() -> {
            List<SeatMap.ShowSeat> all = seats.map().map().orElseThrow().seats();
            for (int i = 0; i + 1 < all.size(); i++) {
                SeatMap.ShowSeat left = all.get(i);
                SeatMap.ShowSeat right = all.get(i + 1);
                boolean free = left.status() == SeatStatus.AVAILABLE && right.status() == SeatStatus.AVAILABLE;
                if (free && left.row().equals(right.row()) && Math.abs(left.x() - right.x()) < 1.1) {
                    seats.map().toggle(left.id());
                    seats.map().toggle(right.id());
                    return List.of(left.id(), right.id());
                }
            }
            throw new AssertionError("no two free seats side by side");
        });
    }

    /// Goes from chosen seats to the payment page, and says where it is.
    URI goesToPayment() {
        tabsTo("#next");
        presses(KeyCode.ENTER);
        sees("payment");
        finds("#payment-code");
        return URI.create(onScreen(() -> "http://" + ((Labeled) app.scene().lookup("#payment-address")).getText()));
    }

    /// The text of what has the focus.
    String focusLabel() {
        return onScreen(() -> app.scene().getFocusOwner() instanceof Labeled label ? label.getText() : "");
    }

    /// Does something on the FX thread and waits for it.
    static <T> T onScreen(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Platform.runLater(task);
        try {
            return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("on the screen's thread", failed);
        }
    }

    /// Lets the events that are under way arrive.
    static void settle() {
        for (int i = 0; i < 3; i++) {
            onScreen(() -> true);
        }
    }

    @Override
    public void close() {
        onScreen(() -> {
            app.close();
            stage.close();
            return true;
        });
    }

    static synchronized void startToolkit() {
        if (!started) {
            started = true;
            CountDownLatch up = new CountDownLatch(1);
            Platform.startup(up::countDown);
            Platform.setImplicitExit(false);
            try {
                assertThat(up.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
    }

    private static boolean isVisible(Node node) {
        if (node == null) {
            return false;
        }
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
