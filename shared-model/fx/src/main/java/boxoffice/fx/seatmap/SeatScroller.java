package boxoffice.fx.seatmap;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.transform.Scale;

/// A window onto the plan that zooms and pans: by buttons, wheel, drag, touch and two fingers (TOUCH-1).
final class SeatScroller extends ScrollPane {
    private static final double MOST = 3;
    private static final double STEP = 1.25;
    /// Fitting a small plan into a large window does not make seats larger than this.
    private static final double LARGEST_FIT = 1.5;
    /// How much of the surroundings stays visible around a seat that is brought into view.
    private static final double MARGIN = 64;

    private final Region field;
    private final StackPane holder;
    private final Scale scale = new Scale(1, 1);
    private final ReadOnlyDoubleWrapper zoom = new ReadOnlyDoubleWrapper(1);
    private double least = 1;
    private boolean fitted = true;

    SeatScroller(Region field) {
        this.field = field;
        field.getTransforms().add(scale);
        holder = new StackPane(new Group(field));
        getStyleClass().add("seat-scroller");
        setContent(holder);
        setPannable(true);
        setFocusTraversable(false);
        setFitToWidth(false);
        viewportBoundsProperty().addListener((observable, before, now) -> {
            // their position changes with every scroll; only their size matters
            if (before.getWidth() != now.getWidth() || before.getHeight() != now.getHeight()) {
                holder.setMinSize(now.getWidth(), now.getHeight());
                if (fitted) {
                    fit();
                }
            }
        });
        addEventFilter(ScrollEvent.SCROLL, this::zoomByWheel);
        addEventFilter(ZoomEvent.ZOOM, event -> {
            zoomAt(zoom.get() * event.getZoomFactor(), event.getSceneX(), event.getSceneY());
            event.consume();
        });
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::zoomByDoubleTap);
    }

    /// 1 is full size: a seat's target is 44 pixels wide.
    ReadOnlyDoubleProperty zoom() {
        return zoom.getReadOnlyProperty();
    }

    double least() {
        return least;
    }

    double most() {
        return Math.max(MOST, least);
    }

    /// The smallest zoom that is allowed.
    void least(double smallest) {
        least = smallest;
        if (fitted) {
            fit();
        } else {
            zoomTo(zoom.get());
        }
    }

    void zoomIn() {
        zoomTo(zoom.get() * STEP);
    }

    void zoomOut() {
        zoomTo(zoom.get() / STEP);
    }

    /// Shows as much of the plan as can be, beginning at the screen, and does so again whenever the window changes.
    void fit() {
        double width = getViewportBounds().getWidth();
        double height = getViewportBounds().getHeight();
        if (width <= 0 || height <= 0 || field.getPrefWidth() <= 0) {
            return;
        }
        double fitting = Math.min(width / field.getPrefWidth(), height / field.getPrefHeight());
        set(Math.min(fitting, LARGEST_FIT));
        setHvalue(0.5);
        setVvalue(0);
        fitted = true;
    }

    private void zoomTo(double wanted) {
        Bounds window = localToScene(getLayoutBounds());
        zoomAt(wanted, window.getCenterX(), window.getCenterY());
    }

    /// Zooms so that what is at a point of the scene stays there.
    private void zoomAt(double wanted, double sceneX, double sceneY) {
        Point2D seat = field.sceneToLocal(sceneX, sceneY);
        Point2D before = holder.sceneToLocal(sceneX, sceneY);
        double left = scrolled(getHvalue(), holder.getWidth(), getViewportBounds().getWidth());
        double top = scrolled(getVvalue(), holder.getHeight(), getViewportBounds().getHeight());
        fitted = false;
        set(wanted);
        Point2D after = holder.sceneToLocal(field.localToScene(seat));
        setHvalue(share(after.getX() - before.getX() + left, holder.getWidth(), getViewportBounds().getWidth()));
        setVvalue(share(after.getY() - before.getY() + top, holder.getHeight(), getViewportBounds().getHeight()));
    }

    private void set(double wanted) {
        double next = Math.clamp(wanted, least, most());
        scale.setX(next);
        scale.setY(next);
        zoom.set(next);
        layout();
        holder.layout();
    }

    /// Brings a part of the field into the window, with some of what is around it.
    void reveal(Bounds part) {
        Bounds there = holder.sceneToLocal(field.localToScene(part));
        setHvalue(
                revealed(
                        getHvalue(), there.getMinX(), there.getMaxX(), holder.getWidth(),
                        getViewportBounds().getWidth()));
        setVvalue(
                revealed(
                        getVvalue(), there.getMinY(), there.getMaxY(), holder.getHeight(),
                        getViewportBounds().getHeight()));
    }

    private static double revealed(double value, double from, double to, double content, double window) {
        double start = scrolled(value, content, window);
        double margin = Math.min(MARGIN, (window - (to - from)) / 2);
        if (from - margin < start) {
            return share(from - margin, content, window);
        }
        if (to + margin > start + window) {
            return share(to + margin - window, content, window);
        }
        return value;
    }

    private static double scrolled(double value, double content, double window) {
        return value * Math.max(0, content - window);
    }

    private static double share(double start, double content, double window) {
        return content <= window ? 0 : Math.clamp(start / (content - window), 0, 1);
    }

    /// The wheel pans; with the control key it zooms.
    private void zoomByWheel(ScrollEvent event) {
        if (event.isControlDown() && event.getDeltaY() != 0) {
            zoomAt(zoom.get() * (event.getDeltaY() > 0 ? STEP : 1 / STEP), event.getSceneX(), event.getSceneY());
            event.consume();
        }
    }

    /// Two taps beside the seats: twice as large, and back.
    private void zoomByDoubleTap(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY
                && event.getClickCount() == 2
                && event.isStillSincePress()
                && SeatNode.at(event.getTarget()).isEmpty()) {
            if (fitted) {
                zoomAt(zoom.get() * 2, event.getSceneX(), event.getSceneY());
            } else {
                fit();
            }
        }
    }
}
