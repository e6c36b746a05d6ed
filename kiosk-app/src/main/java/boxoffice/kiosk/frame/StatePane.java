package boxoffice.kiosk.frame;

import boxoffice.fx.Style;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What a screen shows in place of its content: waiting, nothing there, offline, failed. It says what is the matter and
/// what to do next.
public final class StatePane extends StackPane {
    private final VBox block = new VBox();
    private final HBox actions = new HBox();
    private final String spoken;

    private StatePane(Node picture, String title, String text) {
        this.spoken = (title + " " + text).strip();
        block.getStyleClass().add("state-block");
        block.setAlignment(Pos.CENTER);
        block.setAccessibleRole(AccessibleRole.TEXT);
        block.setAccessibleText(spoken);
        block.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        block.getChildren().addAll(picture, line(title, Style.TITLE));
        if (!text.isEmpty()) {
            block.getChildren().add(line(text, Style.MUTED));
        }
        actions.setAlignment(Pos.CENTER);
        actions.getStyleClass().add("state-actions");
        getChildren().add(block);
    }

    /// Something is on its way.
    public static StatePane waiting(String title) {
        ProgressIndicator progress = new ProgressIndicator();
        progress.setAccessibleText(title);
        progress.setFocusTraversable(false);
        return new StatePane(progress, title, "");
    }

    /// Something to know, with a picture that is not needed to understand it.
    public static StatePane saying(Feather picture, String title, String text) {
        return new StatePane(new FontIcon(picture), title, text);
    }

    /// Adds a way on.
    public StatePane with(String id, String text, Runnable action) {
        Button button = new Button(text);
        button.setId(id);
        button.setOnAction(_ -> action.run());
        actions.getChildren().add(button);
        if (!block.getChildren().contains(actions)) {
            block.getChildren().add(actions);
        }
        return this;
    }

    /// All its words, to be said.
    public String spoken() {
        return spoken;
    }

    /// Gives the focus to the first way on, else to the words themselves.
    public void focus() {
        (actions.getChildren().isEmpty() ? block : actions.getChildren().getFirst()).requestFocus();
    }

    private static Label line(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().addAll(style, "state-line");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
