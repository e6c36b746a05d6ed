package boxoffice.admin.schedule;

import boxoffice.admin.schedule.Lanes.Place;
import boxoffice.fx.Paragraph;
import boxoffice.fx.Style;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ScrollPane.ScrollBarPolicy;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/// A day by screen: hours above, screens at the left, shows between. Hours and screens stay while the rest scrolls.
///
/// One stop for the Tab key; [Shortcut] tells what happens in it.
final class TimelineView extends Region {
    private static final double MARGIN = Scale.HOUR / 2;

    private final Consumer<Shortcut> pressed;
    private final Label corner = new Label();
    private final RulerView ruler = new RulerView();
    private final Pane rulerWindow = window(ruler);
    private final VBox heads = new VBox();
    private final Pane headsWindow = window(heads);
    private final LanesPane lanes;
    private final ScrollPane scroll = new ScrollPane();
    private Optional<DayAxis> day = Optional.empty();
    private Optional<Place> stood = Optional.empty();
    private Optional<Instant> revealWhenLaidOut = Optional.empty();

    /// A timeline without shows yet.
    ///
    /// @param pressed what to do about a key
    /// @param chosen what to do about a click on a place
    TimelineView(Consumer<Shortcut> pressed, Consumer<Place> chosen) {
        this.pressed = pressed;
        this.lanes = new LanesPane(chosen);
        getStyleClass().add("timeline");
        setAccessibleRole(AccessibleRole.PARENT);
        corner.getStyleClass().addAll(Style.CAPTION, Style.MUTED, "corner");
        heads.setMinWidth(Scale.HEAD);
        heads.setPrefWidth(Scale.HEAD);
        heads.setMaxWidth(Scale.HEAD);
        scroll.setContent(lanes);
        scroll.setFitToHeight(false);
        scroll.setHbarPolicy(ScrollBarPolicy.ALWAYS);
        scroll.setFocusTraversable(false);
        scroll.hvalueProperty().subscribe(value -> follow());
        scroll.vvalueProperty().subscribe(value -> follow());
        scroll.viewportBoundsProperty().subscribe(bounds -> follow());
        getChildren().addAll(scroll, rulerWindow, headsWindow, corner);
        lanes.setOnKeyPressed(this::listen);
        lanes.setOnKeyTyped(this::listen);
    }

    private void listen(KeyEvent event) {
        Shortcut.of(event).ifPresent(shortcut -> {
            event.consume();
            pressed.accept(shortcut);
        });
    }

    void show(Lanes newer, ShowWords words, boolean loading) {
        boolean otherDay = !day.equals(Optional.of(newer.day()));
        day = Optional.of(newer.day());
        Scale scale = new Scale(newer.day());
        corner.setText(words.messages().text("timeline.corner"));
        if (otherDay) {
            ruler.show(scale, words);
        }
        heads.getChildren()
                .setAll(newer.lanes().stream().map(lane -> head(lane, words)).toList());
        lanes.show(newer, words, loading);
        if (otherDay) {
            revealWhenLaidOut = Optional.empty();
        }
        requestLayout();
    }

    private static Region head(Lanes.Lane lane, ShowWords words) {
        Paragraph name = new Paragraph(lane.screen().name(), Style.STRONG);
        Paragraph facts = new Paragraph(words.screen(lane.screen()), Style.CAPTION, Style.MUTED);
        VBox head = new VBox(name, facts);
        head.getStyleClass().add("lane-head");
        head.setMinHeight(Scale.LANE);
        head.setMaxHeight(Scale.LANE);
        return head;
    }

    void showNow(Optional<Instant> moment, String text) {
        ruler.showNow(moment, text);
        lanes.showNow(moment);
    }

    void showGhost(Optional<GhostBlock.Ghost> ghost) {
        lanes.showGhost(ghost);
        ghost.ifPresent(plan -> reveal(plan.times().starts(), plan.times().cleared()));
    }

    /// Marks a place; the keyboard goes there when it is wanted or is in the timeline already. What is new is brought
    /// into view, but whoever has scrolled away from an old place is not pulled back.
    void stand(Place place, boolean focus) {
        boolean alreadyHere = lanes.hasFocus();
        boolean moved = !stood.equals(Optional.of(place));
        stood = Optional.of(place);
        lanes.stand(place, focus || alreadyHere);
        if (moved || (focus && !alreadyHere)) {
            lanes.bounds(place).ifPresent(this::reveal);
        }
    }

    boolean hasFocus() {
        return lanes.hasFocus();
    }

    /// Scrolls so that a time of the day is at the left.
    void scrollTo(Instant moment) {
        revealWhenLaidOut = Optional.of(moment);
        requestLayout();
    }

    private void reveal(Instant from, Instant to) {
        day.ifPresent(axis -> {
            Scale scale = new Scale(axis);
            double top = scroll.getVvalue() * Math.max(0, lanes.prefHeight(-1) - viewHeight());
            reveal(new BoundingBox(scale.x(from), top, scale.x(to) - scale.x(from), 1));
        });
    }

    private void reveal(Bounds bounds) {
        applyPendingScroll();
        scroll.setHvalue(
                revealed(
                        scroll.getHvalue(), bounds.getMinX() - MARGIN, bounds.getMaxX() + MARGIN, viewWidth(), lanes
                                .prefWidth(-1)));
        scroll.setVvalue(
                revealed(scroll.getVvalue(), bounds.getMinY(), bounds.getMaxY(), viewHeight(), lanes.prefHeight(-1)));
    }

    /// The scroll value, 0 to 1, nearest to `value` at which `from` to `to` is in view; `from` if not all of it can be.
    private static double revealed(double value, double from, double to, double view, double content) {
        double range = content - view;
        if (view <= 0 || range <= 0) {
            return value;
        }
        double at = value * range;
        if (to > at + view) {
            at = to - view;
        }
        if (from < at) {
            at = from;
        }
        return Math.clamp(at / range, 0, 1);
    }

    private double viewWidth() {
        return scroll.getViewportBounds().getWidth();
    }

    private double viewHeight() {
        return scroll.getViewportBounds().getHeight();
    }

    private void applyPendingScroll() {
        double range = lanes.prefWidth(-1) - viewWidth();
        if (revealWhenLaidOut.isPresent() && day.isPresent() && viewWidth() > 0 && range > 0) {
            double x = new Scale(day.get()).x(revealWhenLaidOut.get()) - MARGIN;
            revealWhenLaidOut = Optional.empty();
            scroll.setHvalue(Math.clamp(x / range, 0, 1));
        }
    }

    /// Moves hours and screens along with the lanes.
    private void follow() {
        double x = scroll.getHvalue() * Math.max(0, lanes.prefWidth(-1) - viewWidth());
        double y = scroll.getVvalue() * Math.max(0, lanes.prefHeight(-1) - viewHeight());
        ruler.setTranslateX(-Math.round(x));
        heads.setTranslateY(-Math.round(y));
        lanes.setOffset(Math.round(x));
    }

    private static Pane window(Region content) {
        Pane window = new Pane(content);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(window.widthProperty());
        clip.heightProperty().bind(window.heightProperty());
        window.setClip(clip);
        return window;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        corner.resizeRelocate(0, 0, Scale.HEAD, Scale.RULER);
        rulerWindow.resizeRelocate(Scale.HEAD, 0, width - Scale.HEAD, Scale.RULER);
        headsWindow.resizeRelocate(0, Scale.RULER, Scale.HEAD, height - Scale.RULER);
        scroll.resizeRelocate(Scale.HEAD, Scale.RULER, width - Scale.HEAD, height - Scale.RULER);
        ruler.resize(ruler.prefWidth(-1), Scale.RULER);
        heads.resize(Scale.HEAD, heads.prefHeight(-1));
        scroll.layout();
        applyPendingScroll();
        follow();
    }
}
