package boxoffice.admin.schedule;

import javafx.scene.layout.Region;

/// How full a show is, as a bar; the same is said in words beside it.
final class OccupancyBar extends Region {
    private static final double HEIGHT = 8;

    private final double share;
    private final Region filled = new Region();

    /// @param share 0 to 1
    OccupancyBar(double share) {
        this.share = Math.clamp(share, 0, 1);
        getStyleClass().add("occupancy");
        filled.getStyleClass().add("filled");
        getChildren().add(filled);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
    }

    @Override
    protected void layoutChildren() {
        filled.setVisible(share > 0);
        filled.resizeRelocate(0, 0, Math.max(HEIGHT, getWidth() * share), getHeight());
    }
}
