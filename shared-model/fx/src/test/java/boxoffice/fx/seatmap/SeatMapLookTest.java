package boxoffice.fx.seatmap;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.fx.Formats;
import boxoffice.fx.Snapshots;
import boxoffice.fx.Speaker;
import boxoffice.fx.Style;
import boxoffice.fx.Theme;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatStatus;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SeatMapLookTest {
    private Stage stage;

    @Start
    void open(Stage stage) {
        this.stage = stage;
        stage.setScene(new Scene(new Pane(), 1280, 900));
        stage.show();
    }

    @Test
    void pictures(FxRobot robot) {
        for (Theme theme : Theme.values()) {
            picture(robot, theme, "cinema", Houses.taken(Houses.cinema(), 4), 44);
            picture(robot, theme, "arena-kiosk", Houses.taken(Houses.arena(), 3), 44);
            picture(robot, theme, "arena-console", Houses.taken(Houses.arena(), 3), 8);
        }
    }

    private void picture(FxRobot robot, Theme theme, String name, SeatMap map, double target) {
        SeatMapModel model = new SeatMapModel(Formats.of(Locale.US), Speaker.silent());
        robot.interact(() -> {
            SeatMapView view = new SeatMapView(model);
            view.smallestTarget(target);
            StackPane root = new StackPane(view);
            root.setPadding(new Insets(24));
            root.getStyleClass().add(target < 44 ? Style.CONSOLE : Style.KIOSK);
            stage.getScene().setRoot(root);
            theme.apply(stage.getScene());
            model.show(map);
            model.select(List.of(Houses.id("E10"), Houses.id("E11"), Houses.id("H2"), Houses.id("H3")));
        });
        robot.interact(() -> {
            model.focus(Houses.id("E12"));
            stage.getScene().getRoot().lookup("#seat-E12").requestFocus();
        });
        robot.interact(
                () -> Snapshots.keep(
                        stage.getScene(), "seats-" + name + "-" + theme.name().toLowerCase(Locale.ROOT)));
        assertThat(map.seats()).anyMatch(seat -> seat.status() == SeatStatus.BOOKED);
    }
}
