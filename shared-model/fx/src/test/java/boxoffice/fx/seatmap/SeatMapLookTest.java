package boxoffice.fx.seatmap;

import static boxoffice.fx.seatmap.Houses.id;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.fx.Contrast;
import boxoffice.fx.Countdown;
import boxoffice.fx.Formats;
import boxoffice.fx.Snapshots;
import boxoffice.fx.Speaker;
import boxoffice.fx.Style;
import boxoffice.fx.Theme;
import boxoffice.fx.testing.MovableClock;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Draws the map in every theme, keeps the pictures, and measures what was drawn.
@ExtendWith(ApplicationExtension.class)
class SeatMapLookTest {
    private final SeatMapModel model = new SeatMapModel(Formats.of(Locale.US), Speaker.silent());
    private Stage stage;

    @Start
    void open(Stage stage) {
        this.stage = stage;
        stage.setScene(new Scene(new Pane(), 1280, 900));
        stage.show();
    }

    /// Shows a map, chooses seats, brings the focus to one, and keeps the picture.
    private WritableImage draw(
            FxRobot robot, Theme theme, String name, SeatMap map, double target, List<SeatId> chosen, String focus) {
        WritableImage[] picture = new WritableImage[1];
        robot.interact(() -> {
            SeatMapView view = new SeatMapView(model);
            view.smallestTarget(target);
            BorderPane root = new BorderPane(view);
            root.setPadding(new Insets(24));
            root.getStyleClass().add(target < SeatMapView.TOUCH_TARGET ? Style.CONSOLE : Style.KIOSK);
            if (target >= SeatMapView.TOUCH_TARGET) {
                root.setRight(summary());
            }
            stage.getScene().setRoot(root);
            theme.apply(stage.getScene());
            model.show(map);
            model.select(chosen);
        });
        robot.interact(() -> {
            model.focus(id(focus));
            stage.getScene().lookup("#seat-" + focus).requestFocus();
        });
        robot.interact(
                () -> picture[0] = Snapshots.keep(
                        stage.getScene(), "seats-" + name + "-" + theme.name().toLowerCase(Locale.ROOT)));
        return picture[0];
    }

    private SelectionSummary summary() {
        MovableClock clock = new MovableClock();
        Countdown countdown = new Countdown(clock, Formats.of(Locale.US), Speaker.silent());
        countdown.start(clock.instant().plus(Duration.ofSeconds(581)));
        SelectionSummary summary = new SelectionSummary(model, countdown);
        summary.setPrefWidth(330);
        BorderPane.setMargin(summary, new Insets(0, 0, 0, 24));
        return summary;
    }

    @ParameterizedTest
    @EnumSource
    void aCinemaWithWhatWasChosen(Theme theme, FxRobot robot) {
        List<SeatId> chosen = List.of(id("E10"), id("E11"), id("H2"), id("H3"));
        draw(robot, theme, "cinema", Houses.taken(Houses.cinema(), 4), 44, chosen, "E12");
        assertThat(model.selected()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anArenaAtTheKioskAndAtTheDesk(Theme theme, FxRobot robot) {
        SeatMap arena = Houses.taken(Houses.arena(), 3);
        draw(robot, theme, "arena-kiosk", arena, 44, List.of(id("E10")), "E12");
        assertThat(model.map().orElseThrow().seats()).hasSizeGreaterThan(1_900);
        draw(robot, theme, "arena-console", arena, 8, List.of(id("E10")), "E12");
        robot.interact(() -> model.filter(SeatFilter.PREMIUM));
        draw(robot, theme, "arena-filtered", arena, 8, List.of(), "E12");
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfSeatInEveryStateStandsOutAsDrawn(Theme theme, FxRobot robot) {
        SeatMap states = Houses.states();
        List<SeatId> chosen =
                states.seats().stream().filter(seat -> seat.row().equals("S")).map(ShowSeat::id).toList();
        WritableImage picture = draw(robot, theme, "states", states, 44, chosen, "A3");
        Color canvas = at(picture, stage.getScene().lookup("#seat-X8"), 22, 50);
        for (ShowSeat seat : states.seats()) {
            Node node = stage.getScene().lookup("#seat-" + seat.id());
            boolean dashed = seat.row().equals("H");
            // the darkest or brightest pixel of the left border, for a dash may end anywhere
            double edge = 0;
            for (int y = 14; y < 30; y++) {
                edge = Math.max(edge, Contrast.of(at(picture, node, 1, y), canvas));
            }
            assertThat(edge).as("border of %s, dashed %s", seat.id(), dashed).isGreaterThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFocusRingIsInkAroundSurface(Theme theme, FxRobot robot) {
        WritableImage picture = draw(robot, theme, "focus", Houses.states(), 44, List.of(), "B4");
        Node seat = stage.getScene().lookup("#seat-B4");
        Color ink = at(picture, seat, 22, -5);
        Color surface = at(picture, seat, 22, -2);
        Color canvas = at(picture, stage.getScene().lookup("#seat-X8"), 22, 50);
        assertThat(Contrast.of(ink, surface)).isGreaterThanOrEqualTo(3);
        assertThat(Contrast.of(ink, canvas)).isGreaterThanOrEqualTo(3);
    }

    /// The pixel at a place of a node at full size.
    private static Color at(WritableImage picture, Node node, double x, double y) {
        Bounds bounds = node.localToScene(node.getLayoutBounds());
        double scale = bounds.getWidth() / SeatNode.SIZE;
        return picture.getPixelReader()
                .getColor(
                        (int) (bounds.getMinX() + x * scale), (int) (bounds.getMinY() + y * scale));
    }
}
