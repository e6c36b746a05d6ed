package boxoffice.fx.seatmap;

import static boxoffice.fx.seatmap.Houses.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.fx.Countdown;
import boxoffice.fx.Formats;
import boxoffice.fx.Paragraph;
import boxoffice.fx.Style;
import boxoffice.fx.Theme;
import boxoffice.fx.testing.MovableClock;
import boxoffice.fx.testing.RecordingSpeaker;
import boxoffice.model.LockId;
import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class SelectionSummaryTest {
    private final RecordingSpeaker speaker = new RecordingSpeaker();
    private final MovableClock clock = new MovableClock();
    private SeatMapModel model;
    private Countdown countdown;
    private SelectionSummary summary;

    @Start
    void open(Stage stage) {
        Formats formats = Formats.of(Locale.US);
        model = new SeatMapModel(formats, speaker);
        countdown = new Countdown(clock, formats, speaker);
        summary = new SelectionSummary(model, countdown);
        StackPane root = new StackPane(summary);
        root.getStyleClass().add(Style.KIOSK);
        Scene scene = new Scene(root, 420, 700);
        Theme.LIGHT.apply(scene);
        model.show(Houses.small());
        stage.setScene(scene);
        stage.show();
    }

    private List<String> texts() {
        return summary.lookupAll(".label")
                .stream()
                .filter(Label.class::isInstance)
                .map(node -> ((Label) node).getText())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @Test
    void anEmptySelectionSaysWhatToDo() {
        assertThat(texts()).containsExactly("Your seats", "Total", "€0.00");
        assertThat(((Paragraph) summary.lookup(".paragraph")).text()).isEqualTo("Choose your seats on the map.");
    }

    @Test
    void seatsLinesAndTotalFollowTheMap(FxRobot robot) {
        robot.interact(() -> List.of("A1", "A2", "C1").forEach(seat -> model.toggle(id(seat))));
        assertThat(texts()).contains(
                "Your 3 seats",
                "A1",
                "C1",
                "2 regular seats",
                "€24.00",
                "1 premium seat",
                "€15.50",
                "€39.50");
    }

    @Test
    void aSeatIsGivenBackHereAndTheFocusStaysInTheList(FxRobot robot) {
        robot.interact(() -> List.of("A1", "A2", "A3").forEach(seat -> model.toggle(id(seat))));
        Node remove = summary.lookup("#remove-A2");
        assertThat(remove.getAccessibleText()).isEqualTo("Give back Row A, seat 2");
        robot.interact(remove::requestFocus);
        robot.type(KeyCode.ENTER);
        assertThat(model.selected()).containsExactly(id("A1"), id("A3"));
        assertThat(speaker.last()).isEqualTo("Row A, seat 2, given back. 2 seats, 24.00 euros");
        assertThat(summary.getScene().getFocusOwner().getId()).isEqualTo("remove-A3");
    }

    @Test
    void theBillOfHeldSeatsShowsFeesAndTaxes(FxRobot robot) {
        robot.interact(() -> {
            model.toggle(id("A1"));
            summary.bill(lock());
        });
        assertThat(texts()).contains(
                "1 regular seat", "€12.00", "Booking fee", "€1.50", "VAT 7%, included", "€0.88", "€13.50");
        assertThat(summary.lookup("#remove-A1")).isNull();
        robot.interact(() -> summary.noBill());
        assertThat(texts()).doesNotContain("Booking fee");
        assertThat(summary.lookup("#remove-A1")).isNotNull();
    }

    private SeatLock lock() {
        return new SeatLock(
                new LockId(UUID.randomUUID()),
                Houses.small().showId(),
                clock.instant().plus(Duration.ofMinutes(10)),
                List.of(new PricedSeat(id("A1"), SeatType.REGULAR, new BigDecimal("12.00"))),
                List.of(
                        new PriceLine(PriceLine.Kind.SEAT, "REGULAR", 1, new BigDecimal("12.00"), false),
                        new PriceLine(PriceLine.Kind.FEE, "Booking fee", 1, new BigDecimal("1.50"), false),
                        new PriceLine(PriceLine.Kind.TAX, "VAT 7%", 1, new BigDecimal("0.88"), true)),
                new BigDecimal("13.50"),
                "EUR",
                null);
    }

    @Test
    void theCountdownRunsByItselfAndTellsHowPressingItIs(FxRobot robot) {
        robot.interact(() -> countdown.start(clock.instant().plus(Duration.ofMinutes(10))));
        Label shown = (Label) summary.lookup(".countdown");
        assertThat(shown.getText()).isEqualTo("10:00");
        clock.advance(Duration.ofSeconds(485));
        awaitText(shown, "1:55");
        assertThat(shown.getStyleClass()).contains(Style.WARN);
        assertThat(shown.getAccessibleText()).isEqualTo("1 minute, 55 seconds left");
        clock.advance(Duration.ofSeconds(90));
        awaitText(shown, "0:25");
        assertThat(shown.getStyleClass()).contains(Style.DANGER);
        assertThat(speaker.said()).containsExactly("2 minutes left", "30 seconds left");
        robot.interact(() -> countdown.stop());
        assertThat(shown.isVisible()).isFalse();
    }

    /// Waits for a text, and for whatever else changes with it.
    private static void awaitText(Label label, String text) {
        await().until(() -> label.getText().equals(text));
        WaitForAsyncUtils.waitForFxEvents();
    }
}
