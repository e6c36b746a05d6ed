package boxoffice.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class PosterViewTest {
    private static final List<String> TITLES = List.of(
            "Metropolis",
            "The Cabinet of Dr. Caligari",
            "दिल्ली की आख़िरी बारिश",
            "عاصفة فوق الصحراء الكبرى",
            "東京物語",
            "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb",
            "M",
            "Donaudampfschifffahrtsgesellschaft",
            "Nosferatu",
            "霸王别姬",
            "Sita sings the blues",
            "Night of the living dead");
    private static final List<List<String>> COLORS = List.of(
            List.of("#7A1F3D", "#2B1B4D"), List.of("#0F4C5C", "#1B263B"), List.of("#8A3B12", "#4A1942"));

    private Stage stage;

    @Start
    void open(Stage stage) {
        this.stage = stage;
        stage.setScene(new Scene(new Pane(), 1240, 760));
        stage.show();
    }

    @Test
    void everyTitleFitsItsPoster(FxRobot robot) {
        robot.interact(() -> {
            FlowPane wall = new FlowPane(16, 16);
            wall.getStyleClass().add(Style.CONSOLE);
            wall.setPadding(new Insets(16));
            for (int i = 0; i < TITLES.size(); i++) {
                PosterView poster = new PosterView(TITLES.get(i), 1920 + i * 7, COLORS.get(i % COLORS.size()));
                poster.setPrefWidth(186);
                wall.getChildren().add(poster);
            }
            stage.getScene().setRoot(wall);
            Theme.LIGHT.apply(stage.getScene());
            Snapshots.keep(stage.getScene(), "posters");
            wall.getChildren().forEach(node -> {
                PosterView poster = (PosterView) node;
                assertThat(poster.getHeight()).isEqualTo(poster.getWidth() * 1.5);
                assertThat(((Text) poster.lookup(".poster-text")).getFont().getSize())
                        .as("the year's size, set by the poster and not by the screen")
                        .isCloseTo(poster.getWidth() * 0.065, within(0.01));
                for (var text : poster.lookupAll(".poster-text")) {
                    Bounds bounds = poster.sceneToLocal(text.localToScene(text.getLayoutBounds()));
                    assertThat(poster.getLayoutBounds().contains(bounds))
                            .as("%s within its poster", ((Text) text).getText())
                            .isTrue();
                }
            });
        });
    }

    @Test
    void aTitleAlwaysHasTheSamePoster(FxRobot robot) {
        robot.interact(() -> {
            assertThat(pixels(new PosterView("Metropolis", 1927, COLORS.getFirst())))
                    .isEqualTo(pixels(new PosterView("Metropolis", 1927, COLORS.getFirst())))
                    .isNotEqualTo(pixels(new PosterView("Nosferatu", 1927, COLORS.getFirst())));
        });
    }

    private static List<Integer> pixels(PosterView poster) {
        poster.resize(60, 90);
        new Scene(poster, 60, 90);
        WritableImage image = poster.getScene().snapshot(null);
        return java.util.stream.IntStream.range(0, 60 * 90)
                .mapToObj(i -> image.getPixelReader().getArgb(i % 60, i / 60))
                .toList();
    }
}
