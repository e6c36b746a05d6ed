package boxoffice.kiosk.frame;

import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;

/// What a node is called when it is said aloud.
public final class Names {
    private Names() {}

    /// The node's accessible text, else its label; empty when it has neither.
    public static String of(Node node) {
        String accessible = node.getAccessibleText();
        if (accessible != null && !accessible.isBlank()) {
            return accessible;
        }
        return switch (node) {
            case Labeled labeled when labeled.getText() != null -> labeled.getText();
            case TextInputControl input when input.getPromptText() != null -> input.getPromptText();
            case Node _ -> "";
        };
    }
}
