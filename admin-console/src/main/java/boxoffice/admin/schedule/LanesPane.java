package boxoffice.admin.schedule;

import boxoffice.admin.schedule.Lanes.Lane;
import boxoffice.admin.schedule.Lanes.Place;
import boxoffice.fx.Style;
import boxoffice.model.ScreenId;
import boxoffice.model.ShowId;
import boxoffice.model.Theaters.ScheduledShow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// The lanes with their shows, the whole day wide.
///
/// A show keeps its node while it exists, so that newer figures neither move the keyboard nor flicker.
final class LanesPane extends Region {
    private final Consumer<Place> chosen;
    private final List<Region> lines = new ArrayList<>();
    private final Map<ShowId, ShowBlock> blocks = new HashMap<>();
    private final Map<ScreenId, Label> emptyLanes = new HashMap<>();
    private final Region now = new Region();
    private final GhostBlock ghost = new GhostBlock();
    private Optional<Lanes> lanes = Optional.empty();
    private Optional<Instant> moment = Optional.empty();
    private double offset;

    LanesPane(Consumer<Place> chosen) {
        this.chosen = chosen;
        getStyleClass().add("lanes");
        now.getStyleClass().add("now-line");
        now.setMouseTransparent(true);
        now.setVisible(false);
        ghost.setVisible(false);
    }

    void show(Lanes newer, ShowWords words, boolean loading) {
        boolean hadFocus = hasFocus();
        boolean sameDay = lanes.map(Lanes::day).equals(Optional.of(newer.day()));
        lanes = Optional.of(newer);
        if (!sameDay) {
            blocks.clear();
        }
        updateBlocks(newer, words);
        updateEmptyLanes(newer, words, loading);
        drawLines(newer);
        List<Node> children = new ArrayList<>(lines);
        children.add(now);
        newer.shows().forEach(show -> children.add(blocks.get(show.id())));
        children.addAll(emptyLanes.values());
        children.add(ghost);
        if (!getChildren().equals(children)) {
            getChildren().setAll(children);
        }
        Scale scale = new Scale(newer.day());
        setPrefSize(scale.width(), newer.lanes().size() * Scale.LANE);
        setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setAccessibleText(loading ? words.messages().text("timeline.loading") : "");
        if (hadFocus && !hasFocus()) {
            requestFocus();
        }
        requestLayout();
    }

    private void updateBlocks(Lanes newer, ShowWords words) {
        blocks.keySet().removeIf(id -> newer.show(id).isEmpty());
        for (Lane lane : newer.lanes()) {
            for (ScheduledShow show : lane.shows()) {
                ShowBlock block = blocks.get(show.id());
                if (block == null) {
                    ShowBlock added = new ShowBlock(show, lane.screen(), words);
                    added.setOnMousePressed(pressed -> chosen.accept(Lanes.on(added.show())));
                    blocks.put(show.id(), added);
                } else {
                    block.show(show, lane.screen(), words);
                }
            }
        }
    }

    private void updateEmptyLanes(Lanes newer, ShowWords words, boolean loading) {
        emptyLanes.keySet().removeIf(id -> newer.screen(id).isEmpty());
        for (Lane lane : newer.lanes()) {
            ScreenId id = lane.screen().id();
            if (loading || !lane.shows().isEmpty()) {
                emptyLanes.remove(id);
                continue;
            }
            Label label = emptyLanes.computeIfAbsent(id, screen -> emptyLane());
            label.setText(words.messages().text("lane.empty"));
            label.setAccessibleText(words.messages().text("lane.empty.name", "screen", lane.screen().name()));
            label.setOnMousePressed(
                    pressed -> chosen.accept(new Place(id, Optional.empty(), newer.day().start())));
        }
    }

    private static Label emptyLane() {
        Label label = new Label();
        label.getStyleClass().addAll(Style.CAPTION, Style.MUTED, "empty-lane");
        label.setAccessibleRole(AccessibleRole.BUTTON);
        label.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        return label;
    }

    private void drawLines(Lanes newer) {
        int needed = newer.day().fullHours().size() + newer.lanes().size();
        while (lines.size() < needed) {
            Region line = new Region();
            line.getStyleClass().add("grid-line");
            line.setMouseTransparent(true);
            lines.add(line);
        }
        while (lines.size() > needed) {
            lines.removeLast();
        }
    }

    void showNow(Optional<Instant> instant) {
        moment = instant;
        now.setVisible(instant.isPresent());
        requestLayout();
    }

    void showGhost(Optional<GhostBlock.Ghost> plan) {
        ghost.show(plan);
        requestLayout();
    }

    /// The left edge of what is in view, at which the words of an empty lane stand.
    void setOffset(double left) {
        offset = left;
        requestLayout();
    }

    /// Marks where the keyboard stands, and moves it there when `focus` is wanted.
    void stand(Place place, boolean focus) {
        blocks.forEach((id, block) -> block.setCurrent(Optional.of(id).equals(place.show())));
        emptyLanes.forEach((id, label) -> label.setFocusTraversable(id.equals(place.screen())));
        if (focus) {
            node(place).ifPresent(Node::requestFocus);
        }
    }

    private Optional<Node> node(Place place) {
        return place.show().isPresent()
                ? place.show().map(blocks::get)
                : Optional.ofNullable(emptyLanes.get(place.screen()));
    }

    /// Whether the keyboard is among the shows; or on this pane itself, where it waits while there are none.
    boolean hasFocus() {
        return isFocused()
                || blocks.values().stream().anyMatch(Node::isFocused)
                || emptyLanes.values().stream().anyMatch(Node::isFocused);
    }

    /// Where a place is drawn, for scrolling to it; empty when it is not drawn.
    Optional<Bounds> bounds(Place place) {
        return lanes.flatMap(all -> {
            Scale scale = new Scale(all.day());
            double y = laneIndex(all, place.screen()) * Scale.LANE;
            return place.show()
                    .flatMap(all::show)
                    .map(show -> new BoundingBox(scale.x(show), y, scale.width(show), Scale.LANE));
        });
    }

    private static int laneIndex(Lanes all, ScreenId screen) {
        return all.lanes().stream().map(lane -> lane.screen().id()).toList().indexOf(screen);
    }

    @Override
    protected void layoutChildren() {
        lanes.ifPresent(all -> {
            Scale scale = new Scale(all.day());
            layoutLines(all, scale);
            for (int i = 0; i < all.lanes().size(); i++) {
                layoutLane(all.lanes().get(i), i * Scale.LANE, scale);
            }
            ghost.plan().ifPresent(plan -> {
                double y = laneIndex(all, plan.screen()) * Scale.LANE;
                double x = scale.x(plan.times().starts());
                double width = scale.x(plan.times().cleared()) - x;
                ghost.resizeRelocate(x, y + Scale.GAP, width, Scale.LANE - 2 * Scale.GAP);
            });
            moment.ifPresent(instant -> now.resizeRelocate(scale.x(instant) - 1, 0, 2, getHeight()));
        });
    }

    private void layoutLines(Lanes all, Scale scale) {
        int hours = all.day().fullHours().size();
        for (int i = 0; i < lines.size(); i++) {
            if (i < hours) {
                lines.get(i).resizeRelocate(i * Scale.HOUR, 0, 1, getHeight());
            } else {
                lines.get(i).resizeRelocate(0, (i - hours + 1) * Scale.LANE - 1, scale.width(), 1);
            }
        }
    }

    private void layoutLane(Lane lane, double y, Scale scale) {
        for (ScheduledShow show : lane.shows()) {
            ShowBlock block = blocks.get(show.id());
            if (block != null) {
                block.resizeRelocate(scale.x(show), y + Scale.GAP, scale.width(show), Scale.LANE - 2 * Scale.GAP);
            }
        }
        Label empty = emptyLanes.get(lane.screen().id());
        if (empty != null) {
            double height = empty.prefHeight(-1);
            empty.resizeRelocate(offset + 16, y + (Scale.LANE - height) / 2, empty.prefWidth(-1), height);
        }
    }
}
