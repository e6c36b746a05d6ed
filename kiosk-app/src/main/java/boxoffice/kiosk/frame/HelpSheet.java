package boxoffice.kiosk.frame;

import boxoffice.fx.Style;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/// How the kiosk works, and the way to a person.
final class HelpSheet {
    private HelpSheet() {}

    static Sheet of(Texts texts, Runnable callStaff) {
        GridPane keys = new GridPane();
        keys.getStyleClass().add("help-keys");
        row(keys, texts.text("help.touch"), texts.text("help.touch.does"));
        row(keys, texts.text("help.arrows"), texts.text("help.arrows.does"));
        row(keys, texts.text("help.enter"), texts.text("help.enter.does"));
        row(keys, texts.text("help.escape"), texts.text("help.escape.does"));
        row(keys, texts.text("help.look"), texts.text("help.look.does"));
        Sheet.Answer call = new Sheet.Answer(texts.text("help.call"), Sheet.Kind.PLAIN, callStaff);
        Sheet.Answer close = new Sheet.Answer(texts.text("help.close"), Sheet.Kind.RECOMMENDED, () -> {});
        return new Sheet(
                "help", texts.text("help.title"), texts.text("help.text"), List.of(keys), List.of(call, close), close);
    }

    private static void row(GridPane keys, String key, String does) {
        Label name = new Label(key);
        name.getStyleClass().add(Style.STRONG);
        name.setMinWidth(Label.USE_PREF_SIZE);
        Label text = new Label(does);
        text.setWrapText(true);
        keys.addRow(keys.getRowCount(), name, text);
    }
}
