package boxoffice.fx.seatmap;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.fx.Formats;
import boxoffice.fx.Speaker;
import boxoffice.fx.Style;
import boxoffice.fx.Theme;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatStatus;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SeatMapSpeedTest {
    private Stage stage;

    @Start
    void open(Stage stage) {
        this.stage = stage;
        stage.setScene(new Scene(new Pane(), 1280, 900));
        stage.show();
    }

    /// How much work it was to open a map, to draw a frame while panning, and to take in a live update.
    private record Work(Duration open, Duration pan, Duration update) {}

    @Test
    void aHallOf2000SeatsOpensWithinASecondAndPansSmoothly(FxRobot robot) {
        Work work = measure(robot, Houses.field(2000), 44);
        assertThat(work.open()).isLessThan(Duration.ofSeconds(1));
        assertThat(work.pan()).isLessThan(Duration.ofMillis(33));
        assertThat(work.update()).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void anArenaOf5000SeatsIsUsableAtAnyZoom(FxRobot robot) {
        for (double target : new double[] {44, 10}) {
            Work work = measure(robot, Houses.field(5000), target);
            assertThat(work.open()).isLessThan(Duration.ofMillis(1_500));
            assertThat(work.pan()).isLessThan(Duration.ofMillis(50));
            assertThat(work.update()).isLessThan(Duration.ofMillis(150));
        }
    }

    /// What the threads that draw have worked so far, in nanoseconds: unlike the time on the clock, it does not depend
    /// on what else the machine is doing.
    private static long work() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().matches("JavaFX Application Thread|QuantumRenderer.*"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private Work measure(FxRobot robot, SeatMap map, double target) {
        warmUp(robot);
        long[] nanos = new long[3];
        robot.interact(() -> {
            long start = work();
            SeatMapModel model = new SeatMapModel(Formats.of(Locale.US), Speaker.silent());
            SeatMapView view = new SeatMapView(model);
            view.smallestTarget(target);
            StackPane root = new StackPane(view);
            root.getStyleClass().add(Style.KIOSK);
            stage.getScene().setRoot(root);
            Theme.DARK.apply(stage.getScene());
            model.show(map);
            root.applyCss();
            root.layout();
            stage.getScene().snapshot(null);
            nanos[0] = work() - start;
            ScrollPane scroller = (ScrollPane) view.lookup(".seat-scroller");
            long pan = work();
            for (int frame = 0; frame < 20; frame++) {
                scroller.setHvalue(frame / 20.0);
                scroller.setVvalue(frame / 20.0);
                root.layout();
                stage.getScene().snapshot(null);
            }
            nanos[1] = (work() - pan) / 20;
            long update = work();
            model.show(Houses.with(map, "A1", SeatStatus.BOOKED));
            model.move(Move.RIGHT);
            root.applyCss();
            root.layout();
            nanos[2] = work() - update;
        });
        return new Work(Duration.ofNanos(nanos[0]), Duration.ofNanos(nanos[1]), Duration.ofNanos(nanos[2]));
    }

    /// Loads classes and styles once, as any screen before this one has done.
    private void warmUp(FxRobot robot) {
        robot.interact(() -> {
            SeatMapModel model = new SeatMapModel(Formats.of(Locale.US), Speaker.silent());
            stage.getScene().setRoot(new StackPane(new SeatMapView(model)));
            Theme.DARK.apply(stage.getScene());
            model.show(Houses.field(300));
            stage.getScene().snapshot(null);
        });
    }
}
