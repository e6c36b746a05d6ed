package boxoffice.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class LookTest {
    private Stage stage;

    @Start
    void open(Stage stage) {
        this.stage = stage;
        stage.setScene(new Scene(new Pane(), 1280, 900));
        stage.show();
    }

    @Test
    void sizesAreThoseOfTheKioskAndOfTheConsole(FxRobot robot) {
        robot.interact(() -> {
            for (String app : List.of(Style.KIOSK, Style.CONSOLE)) {
                for (Theme theme : Theme.values()) {
                    Scene scene = stage.getScene();
                    scene.setRoot(sampler(app));
                    theme.apply(scene);
                    scene.getRoot().lookup("#primary").requestFocus();
                    Snapshots.keep(scene, "look-" + app + "-" + theme.name().toLowerCase(java.util.Locale.ROOT));
                    Label headline = (Label) scene.getRoot().lookup("#headline");
                    Label body = (Label) scene.getRoot().lookup("#body");
                    Label caption = (Label) scene.getRoot().lookup("#caption");
                    assertThat(
                            List.of(
                                    headline.getFont().getSize(),
                                    body.getFont().getSize(),
                                    caption.getFont().getSize()))
                            .isEqualTo(app.equals(Style.KIOSK) ? List.of(48.0, 20.0, 16.0) : List.of(28.0, 15.0, 13.0));
                    Button primary = (Button) scene.getRoot().lookup("#primary");
                    assertThat(primary.getHeight()).isGreaterThanOrEqualTo(app.equals(Style.KIOSK) ? 56 : 32);
                }
            }
        });
    }

    private static Pane sampler(String app) {
        VBox root = new VBox(16);
        root.setPadding(new Insets(24));
        root.getStyleClass().add(app);
        VBox card = new VBox(
                12,
                label("Aurora 4: Heimkehr", Style.LEAD),
                label("Tonight at 8:15 PM in screen 3", Style.MUTED),
                new HBox(8, label("IMAX", Style.BADGE), label("FSK 12", Style.BADGE)));
        card.getStyleClass().add(Style.CARD);
        Label headline = label("Choose your seats", Style.HEADLINE);
        headline.setId("headline");
        Label body = new Label("Running text says what happens next.");
        body.setId("body");
        Label caption = label("Small text, नमस्ते, مرحبا, 日本語", Style.CAPTION);
        caption.setId("caption");
        root.getChildren()
                .addAll(
                        headline,
                        label("Two seats in row C", Style.TITLE),
                        body,
                        caption,
                        card,
                        new HBox(
                                24,
                                button("Pay", "primary", Style.PRIMARY),
                                button("Back", "back"),
                                button("Release seats", "danger", Style.DANGER),
                                button("Help", "quiet", Style.QUIET),
                                selected(new ToggleButton("Premium")),
                                new ToggleButton("All")),
                        new HBox(24, new TextField("C7"), new ComboBox<>(), new CheckBox("Step-free")),
                        new Notice(Notice.Kind.INFO, "The doors open at 7:45 PM."),
                        new Notice(Notice.Kind.OK, "Your tickets are printed."),
                        new Notice(Notice.Kind.WARN, "One minute left to pay."),
                        new Notice(Notice.Kind.DANGER, "Seat C7 was taken by somebody else."));
        return root;
    }

    private static ToggleButton selected(ToggleButton button) {
        button.setSelected(true);
        return button;
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        return label;
    }

    private static Button button(String text, String id, String... styles) {
        Button button = new Button(text);
        button.setId(id);
        button.getStyleClass().addAll(styles);
        return button;
    }
}
