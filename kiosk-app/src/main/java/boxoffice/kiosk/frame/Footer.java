package boxoffice.kiosk.frame;

import boxoffice.fx.Style;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The bottom of every screen: help and language always in the same corner, one step back, and the one main action.
final class Footer extends HBox {
    private final Texts texts;
    private final Button back;
    private final Button next = new Button();

    Footer(Texts texts, Frame frame) {
        this.texts = texts;
        getStyleClass().add("footer");
        setAlignment(Pos.CENTER_LEFT);
        Button help = new Button(texts.text("help.button"), new FontIcon(Feather.HELP_CIRCLE));
        help.setId("help");
        help.setOnAction(_ -> frame.help());
        Button look = new Button(texts.text("look.button"), new FontIcon(Feather.GLOBE));
        look.setId("look");
        look.setOnAction(_ -> frame.chooseLanguageAndLook());
        back = new Button(texts.text("back.button"), new FontIcon(Feather.ARROW_LEFT));
        back.setId("back");
        back.setOnAction(_ -> frame.back());
        next.setId("next");
        next.getStyleClass().add(Style.PRIMARY);
        next.setOnAction(_ -> frame.next());
        Region gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(help, look, gap, back, next);
    }

    void show(Screen screen) {
        back.setText(screen.backText().isEmpty() ? texts.text("back.button") : screen.backText());
        show(back, screen.back().isPresent());
        next.textProperty().unbind();
        next.disableProperty().unbind();
        screen.next().ifPresent(action -> {
            next.textProperty().bind(action.text());
            next.disableProperty().bind(action.possible().not());
        });
        show(next, screen.next().isPresent());
    }

    Button next() {
        return next;
    }

    private static void show(Button button, boolean shown) {
        button.setVisible(shown);
        button.setManaged(shown);
    }
}
