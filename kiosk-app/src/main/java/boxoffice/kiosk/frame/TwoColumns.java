package boxoffice.kiosk.frame;

import javafx.geometry.Insets;
import javafx.scene.layout.Region;

/// A wide part and a narrower one beside it, or below it where the screen is taller than wide; messages above both.
public final class TwoColumns extends Region {
    private static final double GAP = 24;

    private final double narrowWidth;
    private boolean narrowOnTop;
    private final Region messages;
    private final Region wide;
    private final Region narrow;

    /// @param narrowWidth how wide the narrow part is where both stand side by side
    public TwoColumns(double narrowWidth, Region messages, Region wide, Region narrow) {
        this.narrowWidth = narrowWidth;
        this.messages = messages;
        this.wide = wide;
        this.narrow = narrow;
        getChildren().addAll(messages, wide, narrow);
    }

    /// Puts the narrow part above the wide one where the screen is taller than wide.
    public TwoColumns narrowOnTop() {
        narrowOnTop = true;
        return this;
    }

    @Override
    protected void layoutChildren() {
        Insets insets = getInsets();
        double x = insets.getLeft();
        double y = insets.getTop();
        double width = getWidth() - x - insets.getRight();
        double bottom = getHeight() - insets.getBottom();
        double above = Math.ceil(messages.prefHeight(width));
        messages.resizeRelocate(x, y, width, above);
        if (above > 0) {
            y += above + GAP;
        }
        double height = bottom - y;
        if (width > height) {
            double wideWidth = width - GAP - narrowWidth;
            wide.resizeRelocate(x, y, wideWidth, height);
            narrow.resizeRelocate(x + wideWidth + GAP, y, narrowWidth, Math.min(height, tall(narrow, narrowWidth)));
        } else {
            double narrowHeight = tall(narrow, width);
            double wideHeight = height - GAP - narrowHeight;
            wide.resizeRelocate(x, narrowOnTop ? y + narrowHeight + GAP : y, width, wideHeight);
            narrow.resizeRelocate(x, narrowOnTop ? y : bottom - narrowHeight, width, narrowHeight);
        }
    }

    private static double tall(Region region, double width) {
        return Math.ceil(region.prefHeight(width));
    }
}
