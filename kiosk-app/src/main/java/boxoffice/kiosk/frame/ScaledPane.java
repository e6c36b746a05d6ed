package boxoffice.kiosk.frame;

import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/// Shows its content as large as the window allows: it is laid out for about 1280 by 800 in landscape and 1080 by 1440
/// in portrait, and enlarged, never stretched, to fill what there is.
final class ScaledPane extends Region {
    private static final double SMALLEST = 0.5;
    private static final double LARGEST = 3;

    private final Region content;
    private final Scale scale = new Scale(1, 1, 0, 0);

    ScaledPane(Region content) {
        this.content = content;
        content.getTransforms().add(scale);
        getChildren().add(content);
    }

    /// How much larger than laid out the content is shown in a window of this size.
    static double factor(double width, double height) {
        double factor = width < height
                ? Math.min(width / 1080, height / 1440)
                : Math.min(width / 1280, height / 800);
        return Math.clamp(factor, SMALLEST, LARGEST);
    }

    @Override
    protected void layoutChildren() {
        double factor = factor(getWidth(), getHeight());
        scale.setX(factor);
        scale.setY(factor);
        content.resizeRelocate(0, 0, getWidth() / factor, getHeight() / factor);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 0;
    }
}
