package boxoffice.admin.frame;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Fields side by side, all equally wide whatever is in them.
public final class Columns extends Region {
    private static final double GAP = 16;

    public Columns(Region... fields) {
        getStyleClass().add("columns");
        getChildren().addAll(fields);
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
    protected double computePrefHeight(double width) {
        return getChildren().stream()
                .mapToDouble(field -> field.prefHeight(width < 0 ? -1 : column(width)))
                .max()
                .orElse(0);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    private double column(double width) {
        int fields = getChildren().size();
        return snapSizeX((width - GAP * (fields - 1)) / fields);
    }

    @Override
    protected void layoutChildren() {
        double x = 0;
        double width = column(getWidth());
        for (Node field : getChildren()) {
            field.resizeRelocate(x, 0, width, getHeight());
            x += width + GAP;
        }
    }
}
