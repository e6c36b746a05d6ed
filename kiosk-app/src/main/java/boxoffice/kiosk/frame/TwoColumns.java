package boxoffice.kiosk.frame;

import javafx.geometry.Insets;
import javafx.scene.layout.Region;

/// A wide part and a narrower one beside it, or below it where the screen is taller than wide; messages above both.
public final class TwoColumns extends Region {
    private static final double GAP = 24;
    private static final double NARROW_SHARE = 0.4;

    private final Region messages;
    private final Region wide;
    private final Region narrow;

    public TwoColumns(Region messages, Region wide, Region narrow) {
        this.messages = messages;
        this.wide = wide;
        this.narrow = narrow;
        getChildren().addAll(messages, wide, narrow);
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
            double narrowWidth = Math.floor((width - GAP) * NARROW_SHARE);
            double wideWidth = width - GAP - narrowWidth;
            wide.resizeRelocate(x, y, wideWidth, height);
            narrow.resizeRelocate(x + wideWidth + GAP, y, narrowWidth, Math.min(height, tall(narrow, narrowWidth)));
        } else {
            double narrowHeight = tall(narrow, width);
            wide.resizeRelocate(x, y, width, height - GAP - narrowHeight);
            narrow.resizeRelocate(x, bottom - narrowHeight, width, narrowHeight);
        }
    }

    private static double tall(Region region, double width) {
        return Math.ceil(region.prefHeight(width));
    }
}
