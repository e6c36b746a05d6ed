package boxoffice.fx;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextBoundsType;

/// Text that wraps to the width it is given, in every script. Use it instead of a wrapping label, which fails on
/// right-to-left text in JavaFX 26.
///
/// Takes the style classes of [Style] for size and colour; never cuts text off.
public final class Paragraph extends Region {
    /// A comfortable line in ems, for when nobody says how wide it is to be.
    private static final double COMFORTABLE = 32;

    private final Text drawn = new Text();
    private String text;
    private Lines lines;

    /// A paragraph with style classes.
    public Paragraph(String text, String... styles) {
        this.text = text;
        this.lines = new Lines(text);
        getStyleClass().add("paragraph");
        getStyleClass().addAll(styles);
        drawn.getStyleClass().add("paragraph-text");
        drawn.setBoundsType(TextBoundsType.LOGICAL);
        drawn.setManaged(false);
        drawn.fontProperty().addListener(observable -> requestLayout());
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(text);
        getChildren().add(drawn);
    }

    /// What it says.
    public String text() {
        return text;
    }

    /// Replaces the text.
    public void text(String next) {
        text = next;
        lines = new Lines(next);
        setAccessibleText(next);
        requestLayout();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        double comfortable = drawn.getFont().getSize() * COMFORTABLE;
        return snappedLeftInset() + Math.min(comfortable, Math.ceil(lines.width(drawn.getFont())))
                + snappedRightInset();
    }

    @Override
    protected double computePrefHeight(double width) {
        double outer = width < 0 ? prefWidth(-1) : width;
        set(outer - snappedLeftInset() - snappedRightInset());
        return snappedTopInset() + Math.ceil(drawn.getLayoutBounds().getHeight()) + snappedBottomInset();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width < 0 && getWidth() > 0 ? getWidth() : width);
    }

    @Override
    protected void layoutChildren() {
        set(getWidth() - snappedLeftInset() - snappedRightInset());
        drawn.setX(snappedLeftInset());
        drawn.setY(snappedTopInset() - drawn.getLayoutBounds().getMinY() + drawn.getY());
    }

    private void set(double room) {
        List<String> set = room <= 0 ? List.of(text) : lines.force(drawn.getFont(), room);
        drawn.setText(String.join("\n", set));
    }
}
