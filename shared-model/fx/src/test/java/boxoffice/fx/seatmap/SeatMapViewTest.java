package boxoffice.fx.seatmap;

import static boxoffice.fx.seatmap.Houses.id;
import static boxoffice.fx.seatmap.Houses.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import boxoffice.fx.Formats;
import boxoffice.fx.Style;
import boxoffice.fx.Theme;
import boxoffice.fx.testing.RecordingSpeaker;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatStatus;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.event.Event;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SeatMapViewTest {
    private final RecordingSpeaker speaker = new RecordingSpeaker();
    private final SeatMap small = Houses.small();
    private SeatMapModel model;
    private SeatMapView view;
    private Stage stage;

    @Start
    void open(Stage stage) {
        this.stage = stage;
        model = new SeatMapModel(Formats.of(Locale.US), 3, speaker);
        view = new SeatMapView(model);
        VBox root = new VBox(16, new Button("Before"), view, new Button("After"));
        root.getStyleClass().add(Style.KIOSK);
        Scene scene = new Scene(root, 1200, 850);
        Theme.LIGHT.apply(scene);
        model.show(small);
        stage.setScene(scene);
        stage.show();
    }

    private Node seat(String seat) {
        return stage.getScene().lookup("#seat-" + seat);
    }

    private String focusOwner() {
        Node owner = stage.getScene().getFocusOwner();
        return owner == null || owner.getId() == null ? "" : owner.getId();
    }

    private void focusMap(FxRobot robot) {
        robot.interact(view::focusMap);
        speaker.clear();
    }

    @Test
    void theWholePlanIsOneTabStop(FxRobot robot) {
        robot.interact(() -> stage.getScene().lookup("#filter-wheelchair").requestFocus());
        robot.type(KeyCode.TAB);
        int stops = 0;
        while (!focusOwner().startsWith("seat-")) {
            robot.type(KeyCode.TAB);
            assertThat(stops++).isLessThan(10);
        }
        assertThat(focusOwner()).isEqualTo("seat-A1");
        robot.type(KeyCode.RIGHT);
        assertThat(focusOwner()).isEqualTo("seat-A2");
        robot.type(KeyCode.TAB);
        assertThat(focusOwner()).doesNotStartWith("seat-");
        robot.press(KeyCode.SHIFT).type(KeyCode.TAB).release(KeyCode.SHIFT);
        assertThat(focusOwner()).isEqualTo("seat-A2");
    }

    @Test
    void comingToTheMapIsSaidAndTheRingShown(FxRobot robot) {
        robot.interact(view::focusMap);
        assertThat(speaker.last()).startsWith("Seat map. 18 of 19 seats are available.").contains("Row A, seat 1");
        Node ring = stage.getScene().lookup(".seat-ring");
        assertThat(ring.isVisible()).isTrue();
        Bounds around = ring.localToScene(ring.getLayoutBounds());
        assertThat(around.contains(seat("A1").localToScene(seat("A1").getLayoutBounds()))).isTrue();
        robot.interact(() -> stage.getScene().lookup("#zoom-in").requestFocus());
        assertThat(ring.isVisible()).isFalse();
    }

    @Test
    void aFocusedSeatKeepsTheBorderOfItsState(FxRobot robot) {
        robot.interact(() -> model.show(with(small, "A1", SeatStatus.LOCKED)));
        var before = ((Region) seat("A1")).getBorder();
        focusMap(robot);
        robot.interact(() -> {});
        assertThat(focusOwner()).isEqualTo("seat-A1");
        assertThat(((Region) seat("A1")).getBorder()).isEqualTo(before);
        assertThat(before.getStrokes()).isNotEmpty();
    }

    @Test
    void numbersKeepTheirSizeAtTheKioskAndAtTheDesk(FxRobot robot) {
        for (String app : List.of(Style.KIOSK, Style.CONSOLE)) {
            robot.interact(() -> {
                stage.getScene().getRoot().getStyleClass().setAll("root", app);
                stage.getScene().getRoot().applyCss();
            });
            Text number = (Text) ((Region) seat("A1")).getChildrenUnmodifiable().getFirst();
            assertThat(number.getFont().getSize()).isEqualTo(16);
            assertThat(number.getFont().getName()).isEqualTo("Roboto Bold");
        }
    }

    @Test
    void arrowsMoveFocusAndSpeech(FxRobot robot) {
        focusMap(robot);
        robot.type(KeyCode.RIGHT, KeyCode.DOWN, KeyCode.END);
        assertThat(focusOwner()).isEqualTo("seat-B7");
        assertThat(speaker.said()).hasSize(3);
        assertThat(speaker.said().get(1)).startsWith("Row B, seat 2, booked");
        robot.press(KeyCode.CONTROL).type(KeyCode.HOME).release(KeyCode.CONTROL);
        assertThat(focusOwner()).isEqualTo("seat-A1");
        robot.press(KeyCode.CONTROL).type(KeyCode.END).release(KeyCode.CONTROL);
        assertThat(focusOwner()).isEqualTo("seat-C6");
    }

    @Test
    void spaceAndEnterChooseAndEscapeGivesBack(FxRobot robot) {
        focusMap(robot);
        robot.type(KeyCode.SPACE, KeyCode.RIGHT, KeyCode.ENTER);
        assertThat(model.selected()).containsExactly(id("A1"), id("A2"));
        assertThat(seat("A1").queryAccessibleAttribute(AccessibleAttribute.SELECTED)).isEqualTo(true);
        assertThat(seat("A3").queryAccessibleAttribute(AccessibleAttribute.SELECTED)).isEqualTo(false);
        robot.type(KeyCode.ESCAPE);
        assertThat(model.selected()).isEmpty();
        assertThat(speaker.last()).isEqualTo("No seats selected");
    }

    @Test
    void escapeWithNothingChosenIsLeftToTheScreenAround(FxRobot robot) {
        boolean[] escaped = new boolean[1];
        robot.interact(
                () -> stage.getScene()
                        .addEventHandler(
                                KeyEvent.KEY_PRESSED, event -> escaped[0] |= event
                                        .getCode() == KeyCode.ESCAPE));
        focusMap(robot);
        robot.type(KeyCode.SPACE, KeyCode.ESCAPE);
        assertThat(escaped[0]).isFalse();
        robot.type(KeyCode.ESCAPE);
        assertThat(escaped[0]).isTrue();
    }

    @Test
    void typingJumpsAndIsShownForAWhile(FxRobot robot) {
        focusMap(robot);
        Label echo = (Label) stage.getScene().lookup(".seat-echo");
        robot.type(KeyCode.C, KeyCode.DIGIT5);
        assertThat(focusOwner()).isEqualTo("seat-C5");
        assertThat(echo.isVisible()).isTrue();
        assertThat(echo.getText()).isEqualTo("C5");
        await().until(() -> !echo.isVisible());
    }

    @Test
    void aStarGoesToTheNextFilterAndItsButtonFollows(FxRobot robot) {
        focusMap(robot);
        robot.interact(
                () -> Event.fireEvent(
                        stage.getScene().getFocusOwner(),
                        new KeyEvent(
                                KeyEvent.KEY_TYPED, "*", "", KeyCode.UNDEFINED, false, false, false,
                                false)));
        assertThat(model.filter().get()).isEqualTo(SeatFilter.AVAILABLE);
        var button = (ToggleButton) stage.getScene().lookup("#filter-available");
        assertThat(button.isSelected()).isTrue();
    }

    @Test
    void aFilterButtonIsOffWhereNothingMatches(FxRobot robot) {
        robot.interact(
                () -> model.show(with(small, seat -> seat.row().equals("C") ? SeatStatus.BOOKED : seat.status())));
        assertThat(stage.getScene().lookup("#filter-wheelchair").isDisabled()).isTrue();
        assertThat(stage.getScene().lookup("#filter-available").isDisabled()).isFalse();
        robot.clickOn("#filter-available");
        assertThat(model.filter().get()).isEqualTo(SeatFilter.AVAILABLE);
    }

    @Test
    void theFiltersTakeOneLineWhereThereIsRoom(FxRobot robot) {
        Region filters = (Region) stage.getScene().lookup(".seat-filters");
        assertThat(filters.getHeight()).isEqualTo(56);
        robot.interact(() -> {
            view.setMaxWidth(560);
            stage.getScene().getRoot().layout();
        });
        assertThat(filters.getHeight()).isGreaterThan(100);
        for (Node button : filters.lookupAll(".toggle-button")) {
            Text text = (Text) button.lookup(".text");
            assertThat(text.getText()).doesNotContain("...").doesNotContain("…");
        }
    }

    @Test
    void aTapChoosesAndTheResultIsAllThatIsSaid(FxRobot robot) {
        robot.clickOn("#seat-A2");
        assertThat(model.selected()).containsExactly(id("A2"));
        assertThat(speaker.said()).containsExactly("Row A, seat 2, selected. 1 seat, 12.00 euros");
        assertThat(focusOwner()).isEqualTo("seat-A2");
        robot.clickOn("#seat-A2");
        assertThat(model.selected()).isEmpty();
    }

    @Test
    void aRefusalIsShownAndSaid(FxRobot robot) {
        robot.clickOn("#seat-B2");
        Node notice = stage.getScene().lookup(".notice");
        assertThat(notice.isVisible()).isTrue();
        assertThat(notice.getAccessibleText()).isEqualTo("Row B, seat 2, cannot be chosen: booked");
        robot.clickOn("#seat-A1");
        assertThat(notice.isVisible()).isFalse();
    }

    @Test
    void seatsAreToggleButtonsInRowsOfATable() {
        Node node = seat("A2");
        assertThat(node.getAccessibleRole()).isEqualTo(AccessibleRole.TOGGLE_BUTTON);
        assertThat(node.getParent().getAccessibleRole()).isEqualTo(AccessibleRole.TABLE_ROW);
        assertThat(node.getParent().getAccessibleText()).isEqualTo("Row A");
        assertThat(node.getParent().getParent().getAccessibleRole()).isEqualTo(AccessibleRole.TABLE_VIEW);
        assertThat(node.queryAccessibleAttribute(AccessibleAttribute.TEXT)).isEqualTo(model.name(id("A2")));
    }

    @Test
    void aScreenReaderCanChooseASeat(FxRobot robot) {
        robot.interact(() -> seat("A2").executeAccessibleAction(AccessibleAction.FIRE));
        assertThat(model.selected()).containsExactly(id("A2"));
    }

    @Test
    void aLiveUpdateKeepsFocusSelectionZoomAndScroll(FxRobot robot) {
        SeatMap arena = Houses.arena();
        robot.interact(() -> {
            model.show(arena);
            model.focus(id("CC20"));
            view.focusMap();
            model.toggle(id("CC20"));
        });
        robot.interact(() -> {});
        robot.type(KeyCode.DOWN, KeyCode.DOWN, KeyCode.DOWN, KeyCode.DOWN);
        robot.clickOn("#zoom-in");
        robot.interact(view::focusMap);
        ScrollPane scroller = (ScrollPane) stage.getScene().lookup(".seat-scroller");
        double across = scroller.getHvalue();
        double down = scroller.getVvalue();
        double zoom = view.zoom().get();
        Node focused = stage.getScene().getFocusOwner();
        robot.interact(() -> model.show(with(arena, "A1", SeatStatus.BOOKED)));
        assertThat(scroller.getHvalue()).isEqualTo(across);
        assertThat(scroller.getVvalue()).isEqualTo(down).isPositive();
        assertThat(view.zoom().get()).isEqualTo(zoom).isGreaterThan(1);
        assertThat(stage.getScene().getFocusOwner()).isSameAs(focused);
        assertThat(model.selected()).containsExactly(id("CC20"));
    }

    @Test
    void theFocusedSeatIsAlwaysInSight(FxRobot robot) {
        robot.interact(() -> model.show(Houses.arena()));
        focusMap(robot);
        ScrollPane scroller = (ScrollPane) stage.getScene().lookup(".seat-scroller");
        for (KeyCode key : new KeyCode[] {KeyCode.END, KeyCode.PAGE_DOWN, KeyCode.PAGE_DOWN, KeyCode.HOME}) {
            robot.type(key);
            Node seat = stage.getScene().getFocusOwner();
            Bounds window = scroller.localToScene(scroller.getLayoutBounds());
            Bounds there = seat.localToScene(seat.getLayoutBounds());
            assertThat(window.contains(there)).as("%s in %s after %s", there, window, key).isTrue();
        }
    }

    @Test
    void noTargetIsEverSmallerThanAFinger(FxRobot robot) {
        robot.interact(() -> model.show(Houses.arena()));
        for (int i = 0; i < 8; i++) {
            robot.clickOn("#zoom-out");
        }
        for (Node target : view.lookupAll(".button, .toggle-button")) {
            assertThat(size(target)).as("%s", target).isGreaterThanOrEqualTo(SeatMapView.TOUCH_TARGET);
        }
        assertThat(size(seat("A1"))).isGreaterThanOrEqualTo(44);
        robot.interact(() -> view.smallestTarget(SeatMapView.LARGE_TARGET));
        assertThat(size(seat("A1"))).isGreaterThanOrEqualTo(56);
    }

    private static double size(Node target) {
        Bounds bounds = target.localToScene(target.getLayoutBounds());
        return Math.min(bounds.getWidth(), bounds.getHeight()) + 1e-6;
    }

    @Test
    void draggingPansAndChoosesNothing(FxRobot robot) {
        robot.interact(() -> model.show(Houses.arena()));
        ScrollPane scroller = (ScrollPane) stage.getScene().lookup(".seat-scroller");
        double before = scroller.getVvalue();
        robot.drag("#seat-G12", MouseButton.PRIMARY).moveBy(0, -60).moveBy(0, -60).drop();
        robot.interact(() -> {});
        assertThat(scroller.getVvalue()).isGreaterThan(before);
        assertThat(model.selected()).isEmpty();
    }

    @Test
    void theWheelPansAndWithControlZoomsAtThePointer(FxRobot robot) {
        robot.interact(() -> model.show(Houses.arena()));
        ScrollPane scroller = (ScrollPane) stage.getScene().lookup(".seat-scroller");
        robot.moveTo("#seat-G12").scroll(VerticalDirection.DOWN);
        robot.interact(() -> {});
        assertThat(view.zoom().get()).isEqualTo(1);
        double place = seat("G12").localToScene(22, 22).getX();
        robot.interact(() -> fireWheel(seat("G12").localToScene(22, 22)));
        assertThat(view.zoom().get()).isGreaterThan(1);
        assertThat(seat("G12").localToScene(22, 22).getX()).isCloseTo(place, within(2.0));
        assertThat(scroller.getHvalue()).isBetween(0.0, 1.0);
    }

    /// One notch of the wheel away from the user, with the control key held.
    private void fireWheel(Point2D at) {
        Event.fireEvent(
                seat("G12"),
                new ScrollEvent(
                        ScrollEvent.SCROLL,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
                        false,
                        true,
                        false,
                        false,
                        false,
                        false,
                        0,
                        40,
                        0,
                        40,
                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                        0,
                        ScrollEvent.VerticalTextScrollUnits.NONE,
                        0,
                        0,
                        null));
    }

    @Test
    void anotherThemeRepaintsTheSeats(FxRobot robot) {
        var before = ((Region) seat("A1")).getBackground();
        robot.interact(() -> {
            Theme.DARK.apply(stage.getScene());
            stage.getScene().getRoot().applyCss();
        });
        assertThat(((Region) seat("A1")).getBackground()).isNotEqualTo(before);
        robot.interact(() -> {
            Theme.LIGHT.apply(stage.getScene());
            stage.getScene().getRoot().applyCss();
        });
        assertThat(((Region) seat("A1")).getBackground()).isEqualTo(before);
    }

    @Test
    void aDeskMaySeeTheWholeArenaAtOnce(FxRobot robot) {
        robot.interact(() -> {
            view.smallestTarget(6);
            model.show(Houses.arena());
        });
        robot.interact(() -> {});
        ScrollPane scroller = (ScrollPane) stage.getScene().lookup(".seat-scroller");
        Bounds window = scroller.localToScene(scroller.getLayoutBounds());
        for (String corner : new String[] {"SLA1", "SRM4", "UM1", "UM58"}) {
            assertThat(window.contains(seat(corner).localToScene(seat(corner).getLayoutBounds()))).isTrue();
        }
    }

    @Test
    void theLeftOfTheHouseStaysLeftInArabic(FxRobot robot) {
        double before = seat("A1").localToScene(0, 0).getX();
        robot.interact(() -> stage.getScene().getRoot().setNodeOrientation(NodeOrientation.RIGHT_TO_LEFT));
        robot.interact(() -> {});
        assertThat(seat("A1").localToScene(0, 0).getX()).isLessThan(seat("A6").localToScene(0, 0).getX());
        assertThat(seat("A1").localToScene(0, 0).getX()).isEqualTo(before);
        focusMap(robot);
        robot.type(KeyCode.RIGHT);
        assertThat(focusOwner()).isEqualTo("seat-A2");
    }

    @Test
    void aMapIsTakenUpThatWasThereBeforeTheView(FxRobot robot) {
        robot.interact(() -> stage.getScene().setRoot(new SeatMapView(model)));
        assertThat(seat("C6")).isNotNull();
    }
}
