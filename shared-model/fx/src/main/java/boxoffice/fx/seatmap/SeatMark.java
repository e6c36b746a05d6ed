package boxoffice.fx.seatmap;

import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/// The signs on seats, as lines in a square of 16 by 16, so that they look the same with any font.
enum SeatMark {
    CHECK("M2.6 8.6 6.4 12.4 13.4 4.2", 2.6),
    CLOCK("M8 1.6a6.4 6.4 0 1 0 .01 0z M8 4.6V8.2L10.6 9.8", 1.8),
    CROSS("M3.6 3.6 12.4 12.4 M12.4 3.6 3.6 12.4", 2.2),
    WHEELCHAIR(
            "M6.3 1.3a.7 .7 0 1 0 .01 0z M6.3 4.2V9H10.6L12.4 13.6 14 12.9 M6.4 6.4H9.8"
                    + " M4.4 7.3A3.9 3.9 0 1 0 10 12.2", 1.7),
    COMPANION("M5.6 4.6a3.4 3.4 0 1 0 .01 0z M10.4 4.6a3.4 3.4 0 1 0 .01 0z", 1.8);

    static final double SIZE = 16;

    private final String path;
    private final double width;

    SeatMark(String path, double width) {
        this.path = path;
        this.width = width;
    }

    /// The sign in a colour.
    SVGPath draw(Color color) {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.setFill(Color.TRANSPARENT);
        shape.setStroke(color);
        shape.setStrokeWidth(width);
        shape.setStrokeLineCap(StrokeLineCap.ROUND);
        shape.setStrokeLineJoin(StrokeLineJoin.ROUND);
        shape.setMouseTransparent(true);
        shape.setManaged(false);
        return shape;
    }
}
