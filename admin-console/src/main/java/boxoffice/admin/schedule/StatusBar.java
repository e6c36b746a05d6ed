package boxoffice.admin.schedule;

import boxoffice.fx.Messages;
import boxoffice.fx.Style;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;

/// One line at the foot of the schedule: how fresh it is, what was done last, what the drawing means, which keys help.
final class StatusBar extends HBox {
    private static final double ROOM_FOR_ALL = 1500;
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    private final Messages messages;
    private final Label freshness = new Label();
    private final Label done = new Label();
    private final Label keys = new Label();

    StatusBar(Messages messages) {
        this.messages = messages;
        getStyleClass().add("status-bar");
        Circle dot = new Circle(4);
        dot.getStyleClass().add("dot");
        freshness.setGraphic(dot);
        freshness.getStyleClass().addAll(Style.CAPTION, "freshness");
        done.getStyleClass().addAll(Style.CAPTION, Style.STRONG, "done");
        Region spring = new Region();
        setHgrow(spring, Priority.ALWAYS);
        // what was done matters more than the reminder of keys, where there is no room for both
        keys.visibleProperty().bind(done.textProperty().isEmpty().or(widthProperty().greaterThan(ROOM_FOR_ALL)));
        keys.managedProperty().bind(keys.visibleProperty());
        keys.setText(messages.text("status.keys"));
        keys.getStyleClass().addAll(Style.CAPTION, Style.MUTED);
        getChildren().addAll(
                freshness,
                done,
                spring,
                legend("published", messages.text("status.published")),
                legend("draft", messages.text("status.draft")),
                legend("cancelled", messages.text("status.cancelled")),
                legend("cleaning", messages.text("status.cleaning")),
                keys);
        for (Node child : getChildren()) {
            if (child instanceof Label label) {
                label.setMinWidth(USE_PREF_SIZE);
            }
        }
    }

    private static Label legend(String what, String name) {
        Region swatch = new Region();
        swatch.getStyleClass().addAll("swatch", what);
        Label label = new Label(name, swatch);
        label.getStyleClass().add(Style.CAPTION);
        return label;
    }

    void show(Day day, Optional<ShowWords> words) {
        boolean stale = day instanceof Day.Shown shown && shown.stale().isPresent();
        pseudoClassStateChanged(STALE, stale);
        freshness.setVisible(day instanceof Day.Shown);
        if (day instanceof Day.Shown shown && words.isPresent()) {
            String time = words.get().time(shown.asOf());
            freshness.setText(messages.text(stale ? "status.stale" : "status.fresh", "time", time));
        }
    }

    /// Says what was done last.
    void say(String text) {
        done.setText(text);
    }
}
