package boxoffice.fx.seatmap;

import boxoffice.fx.Fonts;
import boxoffice.fx.seatmap.SeatNode.Voice;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Rectangle2D;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.QuadCurveTo;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.ClosePath;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// The plan at full size: the screen, the rows with their labels, every seat, and the ring around the focused one.
///
/// House left stays left in every language.
final class SeatField extends Pane {
    private static final double RING = 6;
    private static final Font TITLE = Fonts.bold(20);

    private final SeatMapModel model;
    private final SeatColors colors = new SeatColors();
    private final Region ring = new Region();
    private final Map<SeatId, SeatNode> nodes = new HashMap<>();
    private final Map<Kind, SeatPaint> paints = new HashMap<>();
    private Optional<SeatNode> reachable = Optional.empty();

    /// What decides how a seat is drawn.
    private record Kind(SeatLook look, SeatType type, boolean dimmed) {}

    SeatField(SeatMapModel model) {
        this.model = model;
        getStyleClass().add("seat-field");
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        setAccessibleRole(AccessibleRole.TABLE_VIEW);
        setAccessibleText(model.messages().text("map.name"));
        ring.getStyleClass().add("seat-ring");
        ring.setManaged(false);
        ring.setMouseTransparent(true);
        ring.setVisible(false);
        colors.palette().addListener(observable -> {
            paints.clear();
            repaint();
        });
    }

    /// Whether the seats drawn are those of this house.
    boolean shows(House house) {
        return nodes.size() == house.map().seats().size()
                && house.map().seats().stream().allMatch(seat -> nodes.containsKey(seat.id()));
    }

    /// Draws a house from the ground.
    void build(House house) {
        nodes.clear();
        getChildren().setAll(colors);
        Drawing drawing = new Drawing(house);
        setMinSize(drawing.width(), drawing.height());
        setPrefSize(drawing.width(), drawing.height());
        setMaxSize(drawing.width(), drawing.height());
        drawScreen(house.map().layout().screenName(), drawing);
        for (Drawing.SectionLabel label : drawing.sectionLabels()) {
            getChildren().add(centred(label.name(), "section-name", label.x(), label.y()));
        }
        Voice voice = new Voice(model::name, model.selected()::contains, model::toggle);
        house.rows().forEach(row -> getChildren().add(draw(row, drawing, voice)));
        getChildren().add(ring);
        repaint();
    }

    private Group draw(House.Row row, Drawing drawing, Voice voice) {
        Group group = new Group();
        group.setAutoSizeChildren(false);
        group.setAccessibleRole(AccessibleRole.TABLE_ROW);
        group.setAccessibleText(model.messages().text("map.row", "row", row.label()));
        for (ShowSeat seat : row.seats()) {
            SeatNode node = new SeatNode(seat.id(), seat.number(), voice);
            Rectangle2D bounds = drawing.bounds(seat);
            node.resizeRelocate(bounds.getMinX(), bounds.getMinY(), bounds.getWidth(), bounds.getHeight());
            nodes.put(seat.id(), node);
            group.getChildren().add(node);
        }
        group.getChildren().addAll(labels(row, drawing));
        return group;
    }

    /// The row's label at both ends, and in its aisles, so that one is always in sight.
    private static List<Text> labels(House.Row row, Drawing drawing) {
        List<Text> labels = new ArrayList<>();
        Rectangle2D first = drawing.bounds(row.seats().getFirst());
        Text left = text(row.label(), "row-label", first.getMinY() + SeatNode.SIZE / 2);
        left.setX(first.getMinX() - 12 - left.getLayoutBounds().getWidth());
        labels.add(left);
        Rectangle2D before = first;
        for (ShowSeat seat : row.seats()) {
            Rectangle2D here = drawing.bounds(seat);
            double gap = here.getMinX() - before.getMaxX();
            if (gap >= SeatNode.SIZE) {
                labels.add(
                        centred(
                                row.label(),
                                "row-label",
                                before.getMaxX() + gap / 2,
                                (before.getMinY() + here.getMinY() + SeatNode.SIZE) / 2));
            }
            before = here;
        }
        Text right = text(row.label(), "row-label", before.getMinY() + SeatNode.SIZE / 2);
        right.setX(before.getMaxX() + 12);
        labels.add(right);
        return labels;
    }

    /// The screen as seen from above, its edges nearer to the guests, with a little of its light.
    private void drawScreen(String name, Drawing drawing) {
        double middle = drawing.width() / 2;
        double half = Math.min(drawing.width() * 0.36, 620);
        double top = 18;
        double bend = Math.min(34, half * 0.12);
        Path light = new Path(
                new MoveTo(middle - half, top + bend),
                new QuadCurveTo(middle, top - bend, middle + half, top + bend),
                new LineTo(middle + half * 1.14, drawing.top() - 8),
                new LineTo(middle - half * 1.14, drawing.top() - 8),
                new ClosePath());
        light.getStyleClass().add("screen-light");
        Path screen = new Path(
                new MoveTo(middle - half, top + bend), new QuadCurveTo(middle, top - bend, middle + half, top + bend));
        screen.getStyleClass().add("screen-bar");
        getChildren().addAll(light, screen, centred(name, "screen-name", middle, top + bend + 18));
    }

    private static Text centred(String content, String style, double x, double y) {
        Text text = text(content, style, y);
        text.setX(x - text.getLayoutBounds().getWidth() / 2);
        return text;
    }

    private static Text text(String content, String style, double middle) {
        Text text = new Text(content);
        text.getStyleClass().add(style);
        text.setFont(style.equals("row-label") ? SeatNode.LABEL : TITLE);
        text.setTextOrigin(VPos.CENTER);
        text.setY(middle);
        text.setManaged(false);
        return text;
    }

    /// Draws every seat as it is now.
    void repaint() {
        Optional<House> house = model.house();
        Optional<SeatPalette> palette = colors.palette().get();
        if (house.isEmpty() || palette.isEmpty()) {
            return;
        }
        for (ShowSeat seat : house.get().map().seats()) {
            SeatNode node = nodes.get(seat.id());
            if (node != null) {
                node.paint(paint(palette.get(), seat));
            }
        }
    }

    private SeatPaint paint(SeatPalette palette, ShowSeat seat) {
        Kind kind = new Kind(model.look(seat), seat.type(), !model.matches(seat));
        return paints.computeIfAbsent(
                kind, k -> SeatPaint.of(k.dimmed() ? palette.dimmed() : palette, k.look(), k.type()));
    }

    /// Makes a seat the one that the tab key reaches.
    void reach(SeatId id) {
        reachable.ifPresent(node -> node.setFocusTraversable(false));
        reachable = Optional.ofNullable(nodes.get(id));
        reachable.ifPresent(node -> {
            node.setFocusTraversable(true);
            node.setAccessibleText(model.name(id));
        });
    }

    /// Gives the reachable seat the keyboard focus.
    void focusReachable() {
        reachable.ifPresent(SeatNode::requestFocus);
    }

    /// Shows the ring around the reachable seat, or nowhere.
    void showRing(boolean focused) {
        ring.setVisible(focused && reachable.isPresent());
        reachable.ifPresent(
                node -> ring.resizeRelocate(
                        node.getLayoutX() - RING,
                        node.getLayoutY() - RING,
                        node.getWidth() + 2 * RING,
                        node.getHeight() + 2 * RING));
    }

    /// Where the reachable seat is, in this field's coordinates.
    Optional<Bounds> reachableBounds() {
        return reachable.map(SeatNode::getBoundsInParent);
    }

    Optional<SeatNode> node(SeatId id) {
        return Optional.ofNullable(nodes.get(id));
    }

    List<ShowSeat> seats() {
        return model.house().map(house -> house.map().seats()).orElse(List.of());
    }

    /// How a kind of seat looks in the legend; empty until the theme is known.
    Optional<SeatPaint> sample(SeatLook look, SeatType type) {
        return colors.palette().get().map(palette -> SeatPaint.of(palette, look, type));
    }

    SeatColors colors() {
        return colors;
    }
}
