package boxoffice.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.NodeOrientation;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ParagraphTest {
    private static final List<String> TEXTS = List.of(
            "Seats C6 and C7 have just been taken by another guest. Please choose others.",
            "اختر مقاعدك على الخريطة من فضلك. المقعد C7 محجوز من قبل ضيف آخر، وبقيت 12 دقيقة.",
            "座席表から座席を選んでください。C7席は他のお客様が予約済みです。",
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung");
    private Stage stage;

    @Start
    void open(Stage stage) {
        this.stage = stage;
        stage.setScene(new Scene(new Pane(), 400, 700));
        stage.show();
    }

    @Test
    void everyScriptWrapsWithinItsWidth(FxRobot robot) {
        for (NodeOrientation direction : List.of(NodeOrientation.LEFT_TO_RIGHT, NodeOrientation.RIGHT_TO_LEFT)) {
            for (double width = 60; width < 400; width += 17) {
                double room = width;
                robot.interact(() -> {
                    VBox root = new VBox(16);
                    root.setMaxWidth(room);
                    TEXTS.forEach(text -> root.getChildren().add(new Paragraph(text)));
                    Pane page = new Pane(root);
                    page.setNodeOrientation(direction);
                    page.getStyleClass().add(Style.KIOSK);
                    stage.getScene().setRoot(page);
                    Theme.LIGHT.apply(stage.getScene());
                    root.setPrefWidth(room);
                    if (room == 230) {
                        Snapshots.keep(stage.getScene(), "paragraphs-" + direction);
                    }
                    page.applyCss();
                    page.layout();
                    for (var node : root.getChildren()) {
                        Text text = (Text) ((Paragraph) node).lookup(".paragraph-text");
                        Bounds bounds = text.getBoundsInParent();
                        assertThat(bounds.getWidth()).isLessThanOrEqualTo(room + 1);
                        assertThat(bounds.getHeight()).isLessThanOrEqualTo(node.getLayoutBounds().getHeight() + 1);
                        assertThat(text.getFont().getSize()).isEqualTo(20);
                    }
                });
            }
        }
    }

    @Test
    void aShortTextTakesOneLineAndALongOneMore(FxRobot robot) {
        robot.interact(() -> {
            Paragraph shortOne = new Paragraph("One line");
            Paragraph longOne = new Paragraph("Many words that do not fit into one line of this width at all");
            new Scene(new VBox(shortOne, longOne));
            assertThat(longOne.prefHeight(150)).isGreaterThan(2 * shortOne.prefHeight(150));
            longOne.text("Less");
            assertThat(longOne.prefHeight(150)).isEqualTo(shortOne.prefHeight(150));
            assertThat(longOne.getAccessibleText()).isEqualTo("Less");
        });
    }
}
