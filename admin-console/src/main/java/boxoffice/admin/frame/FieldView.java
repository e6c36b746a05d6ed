package boxoffice.admin.frame;

import boxoffice.fx.Style;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableStringValue;
import javafx.css.PseudoClass;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A control with its name above and, below, what is wrong with it. The line below is always there, so that nothing
/// moves when an error comes or goes.
public final class FieldView extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final Control control;
    private final ObservableStringValue error;

    /// A field around a control.
    ///
    /// @param error empty while the field is right
    public FieldView(String name, Control control, ObservableStringValue error) {
        this(name, control, control, error);
    }

    /// A field around something that consists of more than the control in which is typed.
    ///
    /// @param control within `box`
    public FieldView(String name, Region box, Control control, ObservableStringValue error) {
        this.control = control;
        this.error = error;
        getStyleClass().add("field");
        Label label = new Label(name);
        label.getStyleClass().addAll(Style.CAPTION, Style.STRONG);
        label.setLabelFor(control);
        label.setMinWidth(USE_PREF_SIZE);
        control.setAccessibleText(name);
        box.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(label, box, errorLine());
        error.subscribe(this::mark);
    }

    private StackPane errorLine() {
        Label line = new Label();
        line.getStyleClass().addAll(Style.CAPTION, Style.DANGER, "field-error");
        line.textProperty().bind(error);
        line.setWrapText(true);
        line.setMinHeight(USE_PREF_SIZE);
        line.visibleProperty().bind(Bindings.createBooleanBinding(() -> !isRight(), error));
        line.setMaxWidth(Double.MAX_VALUE);
        StackPane room = new StackPane(line);
        room.getStyleClass().add("field-message");
        return room;
    }

    private boolean isRight() {
        return error.get().isEmpty();
    }

    private void mark(String message) {
        boolean wrong = !message.isEmpty();
        control.pseudoClassStateChanged(WRONG, wrong);
        control.setAccessibleHelp(message);
    }
}
