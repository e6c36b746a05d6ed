package boxoffice.kiosk.frame;

import boxoffice.fx.Style;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The language and the look of the screen.
final class LookSheet {
    private LookSheet() {}

    static Sheet of(Texts texts, Runnable switchLook) {
        ToggleButton language = new ToggleButton(texts.text("look.language.name"), new FontIcon(Feather.CHECK));
        language.setSelected(true);
        // the one language there is stays chosen
        language.setOnAction(_ -> language.setSelected(true));
        Button look = new Button(texts.text("look.switch"), new FontIcon(Feather.SUN));
        look.setId("switch-look");
        look.setOnAction(_ -> switchLook.run());
        Sheet.Answer close = new Sheet.Answer(texts.text("look.close"), Sheet.Kind.RECOMMENDED, () -> {});
        return new Sheet(
                "look-sheet",
                texts.text("look.title"),
                "",
                List.of(part(texts.text("look.language"), language), part(texts.text("look.look"), look)),
                List.of(close),
                close);
    }

    private static VBox part(String name, Node... choices) {
        Label label = new Label(name);
        label.getStyleClass().add(Style.STRONG);
        VBox part = new VBox(label, new HBox(choices));
        part.getStyleClass().add("sheet-part");
        return part;
    }
}
