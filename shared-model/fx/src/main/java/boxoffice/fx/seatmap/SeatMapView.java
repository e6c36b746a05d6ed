package boxoffice.fx.seatmap;

import boxoffice.fx.Notice;
import boxoffice.fx.Style;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import java.util.Optional;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The seat map: filters and zoom above, the plan in a window that pans, what the looks mean below.
///
/// The plan is one stop of the tab key; [SeatKeys] lists what other keys do there. Nothing of it is mirrored in
/// right-to-left languages: the left of the house is the left of the screen. Each seat is a node with the id `seat-C7`.
public final class SeatMapView extends VBox {
    /// The smallest target that a finger hits, in pixels.
    public static final double TOUCH_TARGET = SeatNode.SIZE;
    /// The target in the large mode for those who see or aim less well.
    public static final double LARGE_TARGET = 56;

    private final SeatMapModel model;
    private final SeatField field;
    private final SeatScroller scroller;
    private final SeatLegend legend;
    private final Notice notice = new Notice(Notice.Kind.INFO, "");
    private final Label echo = new Label();
    private final SeatFilterBar filters;
    private Optional<ShowId> show = Optional.empty();
    private boolean pointing;
    private final ChangeListener<Node> focusListener = (observable, before, now) -> focusMoved(before, now);

    /// A view of a model. It may be made before the model has a map.
    public SeatMapView(SeatMapModel model) {
        this.model = model;
        field = new SeatField(model);
        scroller = new SeatScroller(field);
        legend = new SeatLegend(model, field);
        filters = new SeatFilterBar(model);
        getStyleClass().add("seat-map");
        setSpacing(12);
        setFillWidth(true);
        StackPane window = new StackPane(scroller, floating(echo, Pos.TOP_CENTER), floating(notice, Pos.BOTTOM_CENTER));
        window.setMinHeight(SeatNode.SIZE * 3);
        setVgrow(window, Priority.ALWAYS);
        echo.getStyleClass().addAll("seat-echo", Style.HEADLINE);
        notice.setMaxSize(720, Region.USE_PREF_SIZE);
        getChildren().addAll(tools(), window, legend);
        follow();
        listenToInput();
    }

    /// How small seats may become, in pixels: zooming out and fitting the plan stop there, and what does not fit is
    /// scrolled. [#TOUCH_TARGET] unless told otherwise; a desk with a mouse may take less.
    public void smallestTarget(double pixels) {
        scroller.least(pixels / SeatNode.SIZE);
    }

    /// How large the plan is drawn; at 1 a seat's target is 44 pixels wide.
    public ReadOnlyDoubleProperty zoom() {
        return scroller.zoom();
    }

    /// Gives the keyboard focus to the seat that has the model's focus.
    public void focusMap() {
        field.focusReachable();
    }

    private static Node floating(Region node, Pos where) {
        StackPane.setAlignment(node, where);
        node.setMouseTransparent(true);
        node.setVisible(false);
        StackPane.setMargin(node, new Insets(16));
        return node;
    }

    // What is drawn from the model

    private void follow() {
        model.revision().addListener(observable -> refresh());
        model.focused().addListener(observable -> follow(model.focused().get()));
        model.typed().addListener(observable -> {
            echo.setText(model.typed().get());
            echo.setVisible(!echo.getText().isEmpty());
        });
        model.announcement().addListener(observable -> {
            model.announcement().get().ifPresent(shown -> notice.show(shown.kind(), shown.text()));
            notice.setVisible(model.announcement().get().isPresent());
        });
        sceneProperty().addListener((observable, before, now) -> {
            Optional.ofNullable(before).map(Scene::focusOwnerProperty).ifPresent(p -> p.removeListener(focusListener));
            Optional.ofNullable(now).map(Scene::focusOwnerProperty).ifPresent(p -> p.addListener(focusListener));
        });
        refresh();
    }

    private void refresh() {
        model.house().ifPresent(house -> {
            if (!show.equals(Optional.of(house.map().showId())) || !field.shows(house)) {
                show = Optional.of(house.map().showId());
                legend.forget();
                field.build(house);
                scroller.fit();
                follow(model.focused().get());
            } else {
                field.repaint();
                model.focused().get().ifPresent(field::reach);
            }
            legend.update();
            filters.update();
        });
    }

    private void follow(Optional<SeatId> seat) {
        boolean inside = SeatNode.at(focusOwner()).isPresent();
        seat.ifPresent(field::reach);
        field.showRing(inside);
        if (inside) {
            field.focusReachable();
            field.reachableBounds().ifPresent(scroller::reveal);
        }
    }

    private Object focusOwner() {
        return getScene() == null ? this : Optional.ofNullable((Object) getScene().getFocusOwner()).orElse(this);
    }

    private void focusMoved(Node before, Node now) {
        Optional<SeatNode> seat = SeatNode.at(now).filter(node -> field.node(node.seat()).equals(Optional.of(node)));
        field.showRing(seat.isPresent());
        if (seat.isEmpty()) {
            return;
        }
        if (!Optional.of(seat.get().seat()).equals(model.focused().get())) {
            model.focus(seat.get().seat());
        }
        boolean wasInside = SeatNode.at(before).isPresent();
        if (!wasInside && !pointing) {
            field.reachableBounds().ifPresent(scroller::reveal);
            model.enter();
        }
    }

    // What guests do

    private void listenToInput() {
        SeatKeys keys = new SeatKeys(model, scroller);
        field.addEventHandler(KeyEvent.KEY_PRESSED, keys::pressed);
        field.addEventHandler(KeyEvent.KEY_TYPED, keys::typed);
        field.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> press(event, 0.93));
        field.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> press(event, 1));
        field.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                SeatNode.at(event.getTarget()).ifPresent(this::choose);
            }
        });
    }

    private static void press(MouseEvent event, double size) {
        SeatNode.at(event.getTarget()).ifPresent(seat -> {
            seat.setScaleX(size);
            seat.setScaleY(size);
        });
    }

    private void choose(SeatNode seat) {
        pointing = true;
        model.toggle(seat.seat());
        field.focusReachable();
        pointing = false;
    }

    private HBox tools() {
        HBox.setHgrow(filters, Priority.ALWAYS);
        HBox tools = new HBox(
                8,
                filters,
                tool("zoom-out", "zoom.out", Feather.ZOOM_OUT, scroller::zoomOut),
                tool("zoom-in", "zoom.in", Feather.ZOOM_IN, scroller::zoomIn),
                tool("zoom-fit", "zoom.fit", Feather.MAXIMIZE, scroller::fit));
        tools.setAlignment(Pos.TOP_LEFT);
        return tools;
    }

    private Button tool(String id, String key, Feather icon, Runnable action) {
        Button button = new Button();
        button.setId(id);
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().add("tool");
        button.setAccessibleText(model.messages().text(key));
        button.setOnAction(event -> action.run());
        return button;
    }
}
