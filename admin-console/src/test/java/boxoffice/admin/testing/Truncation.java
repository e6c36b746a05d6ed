package boxoffice.admin.testing;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;

/// Finds texts that are shown cut off.
public final class Truncation {
    private Truncation() {}

    /// Every visible text below `root` that is not shown whole, as `wanted → shown`; on the FX thread.
    public static List<String> below(Parent root) {
        List<String> cut = new ArrayList<>();
        collect(root, cut);
        return cut;
    }

    private static void collect(Node node, List<String> cut) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled labeled && labeled.getText() != null && !labeled.getText().isEmpty()) {
            String shown = labeled.lookupAll(".text")
                    .stream()
                    .filter(Text.class::isInstance)
                    .map(text -> ((Text) text).getText())
                    .findFirst()
                    .orElse("");
            String whole = labeled.getText().replaceAll("\\s+", "");
            if (!shown.replaceAll("\\s+", "").equals(whole)) {
                cut.add(labeled.getText() + " → " + shown);
            }
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, cut));
        }
    }
}
