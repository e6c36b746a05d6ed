package boxoffice.kiosk.frame;

import boxoffice.fx.Style;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What a screen shows in place of its content: waiting, nothing there, offline, failed. It says what is the matter and
/// what to do next.
public final class StatePane extends VBox {
    private final HBox actions = new HBox();
    private final String spoken;

    private StatePane(Node picture, String title, String text) {
        this.spoken = (title + " " + text).strip();
        getStyleClass().add("state-pane");
        setAlignment(Pos.CENTER);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(spoken);
        getChildren().addAll(picture, line(title, Style.TITLE));
        if (!text.isEmpty()) {
            getChildren().add(line(text, Style.MUTED));
        }
        actions.setAlignment(Pos.CENTER);
        actions.getStyleClass().add("state-actions");
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
        if (!getChildren().contains(actions)) {
            getChildren().add(actions);
        }
        return this;
    }

    /// All its words, to be said.
    public String spoken() {
        return spoken;
    }

    /// Gives the focus to the first way on, else to the pane itself.
    public void focus() {
        (actions.getChildren().isEmpty() ? this : actions.getChildren().getFirst()).requestFocus();
    }

    private static Label line(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().addAll(style, "state-line");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
