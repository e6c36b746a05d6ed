package boxoffice.kiosk;

import boxoffice.kiosk.frame.Names;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;

/// Finds what does not fit on a screen: texts that are cut off, things outside of the window, things that lie on each
/// other, and buttons too small for a finger.
final class LayoutCheck {
    private static final double SLACK = 1.5;
    private static final double SMALLEST_BUTTON = 55.9;

    private final List<String> faults = new ArrayList<>();
    private final List<Node> leaves = new ArrayList<>();
    private final Region root;

    private LayoutCheck(Region root) {
        this.root = root;
    }

    /// All faults of what is shown, in words.
    static List<String> faults(Region root) {
        LayoutCheck check = new LayoutCheck(root);
        Node sheet = root.lookup(".sheet");
        check.walk(sheet == null ? root : sheet);
        check.overlaps();
        return check.faults;
    }

    private void walk(Node node) {
        if (!node.isVisible() || node.getOpacity() == 0) {
            return;
        }
        if (node instanceof Labeled labeled && labeled.getText() != null && !labeled.getText().isEmpty()) {
            truncation(labeled);
        }
        if (node instanceof Labeled || node instanceof ButtonBase) {
            inside(node);
            leaves.add(node);
        }
        if (node instanceof ButtonBase button && button.getLayoutBounds().getHeight() < SMALLEST_BUTTON) {
            faults.add("%s is only %.0f high".formatted(name(node), button.getLayoutBounds().getHeight()));
        }
        if (node.isFocusTraversable() && !node.isDisabled() && Names.of(node).isEmpty()) {
            faults.add("%s can have the focus and has no name".formatted(name(node)));
        }
        boolean moves = node instanceof ScrollPane || node.getStyleClass().contains("poster-strip");
        if (node instanceof Parent parent && !moves) {
            parent.getChildrenUnmodifiable().forEach(this::walk);
        }
    }

    private void truncation(Labeled labeled) {
        for (Node child : labeled.getChildrenUnmodifiable()) {
            if (child instanceof Text text && !(child instanceof FontIcon)
                    && !text.getText().equals(labeled.getText())) {
                faults.add("%s is cut off to \"%s\"".formatted(name(labeled), text.getText()));
            }
        }
    }

    private void inside(Node node) {
        Bounds bounds = node.localToScene(node.getLayoutBounds());
        if (bounds.getMinX() < -SLACK
                || bounds.getMinY() < -SLACK
                || bounds.getMaxX() > root.getWidth() + SLACK
                || bounds.getMaxY() > root.getHeight() + SLACK) {
            faults.add("%s lies outside of the window at %s".formatted(name(node), text(bounds)));
        }
    }

    private void overlaps() {
        for (int i = 0; i < leaves.size(); i++) {
            for (int j = i + 1; j < leaves.size(); j++) {
                Node first = leaves.get(i);
                Node second = leaves.get(j);
                if (!isWithin(first, second) && !isWithin(second, first) && overlap(first, second)) {
                    faults.add("%s and %s lie on each other".formatted(name(first), name(second)));
                }
            }
        }
    }

    private static boolean overlap(Node first, Node second) {
        Bounds one = first.localToScene(first.getLayoutBounds());
        Bounds other = second.localToScene(second.getLayoutBounds());
        double width = Math.min(one.getMaxX(), other.getMaxX()) - Math.max(one.getMinX(), other.getMinX());
        double height = Math.min(one.getMaxY(), other.getMaxY()) - Math.max(one.getMinY(), other.getMinY());
        return width > SLACK && height > SLACK;
    }

    private static boolean isWithin(Node inner, Node outer) {
        for (Node node = inner; node != null; node = node.getParent()) {
            if (node.equals(outer)) {
                return true;
            }
        }
        return false;
    }

    private static String name(Node node) {
        String text = node instanceof Labeled labeled ? labeled.getText() : "";
        return "%s#%s \"%s\"".formatted(node.getClass().getSimpleName(), node.getId(), text);
    }

    private static String text(Bounds bounds) {
        return "%.0f,%.0f to %.0f,%.0f"
                .formatted(bounds.getMinX(), bounds.getMinY(), bounds.getMaxX(), bounds.getMaxY());
    }
}
