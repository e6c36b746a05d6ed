package boxoffice.fx.seatmap;

import java.util.Locale;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;

/// One button for each filter; those that match no seat are off.
final class SeatFilterBar extends FlowPane {
    private final SeatMapModel model;
    private final ToggleGroup group = new ToggleGroup();

    SeatFilterBar(SeatMapModel model) {
        super(8, 8);
        this.model = model;
        getStyleClass().add("seat-filters");
        // one line where there is room for it, more where there is not
        setPrefWrapLength(2_000);
        for (SeatFilter filter : SeatFilter.values()) {
            ToggleButton button = new ToggleButton(model.names().filter(filter));
            button.setId("filter-" + filter.name().toLowerCase(Locale.ROOT));
            button.setMinWidth(USE_PREF_SIZE);
            button.setUserData(filter);
            button.setToggleGroup(group);
            button.setOnAction(event -> {
                model.filter(filter);
                update();
            });
            getChildren().add(button);
        }
        model.filter().addListener(observable -> update());
        update();
    }

    /// Shows which filter is on, and which can be.
    void update() {
        group.getToggles().forEach(toggle -> {
            SeatFilter filter = (SeatFilter) toggle.getUserData();
            toggle.setSelected(filter == model.filter().get());
            ((ToggleButton) toggle).setDisable(!model.occurs(filter));
        });
    }
}
