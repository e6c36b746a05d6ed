package boxoffice.fx.seatmap;

import boxoffice.fx.Style;
import boxoffice.model.Money;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.transform.Scale;

/// What the seats' looks mean: only what occurs in the show. What has occurred once stays, so that nothing jumps.
final class SeatLegend extends FlowPane {
    private static final double SWATCH = 30;

    private final SeatMapModel model;
    private final SeatField field;
    private final Set<Entry> shown = new LinkedHashSet<>();

    /// One look, with its text and, where all seats of that kind cost the same, their price.
    private record Entry(SeatLook look, SeatType type) {}

    SeatLegend(SeatMapModel model, SeatField field) {
        super(24, 8);
        this.model = model;
        this.field = field;
        getStyleClass().add("seat-legend");
        setAlignment(Pos.CENTER);
        field.colors().palette().addListener(observable -> draw());
    }

    /// Begins anew, for another show.
    void forget() {
        shown.clear();
    }

    /// Adds what occurs now.
    void update() {
        List<Entry> occurring = new ArrayList<>();
        for (SeatType type : SeatType.values()) {
            if (field.seats().stream().anyMatch(seat -> seat.type() == type)) {
                occurring.add(new Entry(SeatLook.AVAILABLE, type));
            }
        }
        if (!model.viewOnly()) {
            occurring.add(new Entry(SeatLook.SELECTED, SeatType.REGULAR));
        }
        for (SeatLook look : List.of(SeatLook.HELD, SeatLook.BOOKED, SeatLook.BLOCKED)) {
            if (field.seats().stream().anyMatch(seat -> model.look(seat) == look)) {
                occurring.add(new Entry(look, SeatType.REGULAR));
            }
        }
        if (shown.addAll(occurring) || getChildren().isEmpty()) {
            draw();
        }
    }

    private void draw() {
        getChildren().setAll(shown.stream().sorted((a, b) -> order(a) - order(b)).map(this::item).toList());
    }

    private static int order(Entry entry) {
        return entry.look() == SeatLook.AVAILABLE ? entry.type().ordinal() : 100 + entry.look().ordinal();
    }

    private Node item(Entry entry) {
        SeatNode sample = new SeatNode(
                new SeatId("sample"), "", new SeatNode.Voice(
                        id -> "", id -> false, id -> {}));
        field.sample(entry.look(), entry.type()).ifPresent(sample::paint);
        sample.setId(null);
        sample.setMouseTransparent(true);
        sample.resize(SeatNode.SIZE, SeatNode.SIZE);
        double scale = SWATCH / SeatNode.SIZE;
        sample.getTransforms().add(new Scale(scale, scale));
        Pane swatch = new Pane(sample);
        swatch.setMinSize(SWATCH, SWATCH);
        swatch.setMaxSize(SWATCH, SWATCH);
        Label label = new Label(text(entry));
        label.getStyleClass().add(Style.CAPTION);
        HBox item = new HBox(8, swatch, label);
        item.setAlignment(Pos.CENTER_LEFT);
        item.setAccessibleRole(AccessibleRole.TEXT);
        item.setAccessibleText(label.getText());
        return item;
    }

    private String text(Entry entry) {
        if (entry.look() != SeatLook.AVAILABLE) {
            return model.messages().text(switch (entry.look()) {
                case SELECTED -> "legend.selected";
                case HELD -> "legend.held";
                case BOOKED -> "legend.booked";
                case AVAILABLE, BLOCKED -> "legend.blocked";
            });
        }
        String name = model.messages().text(switch (entry.type()) {
            case REGULAR -> "legend.available";
            case PREMIUM -> "legend.premium";
            case VIP -> "legend.vip";
            case WHEELCHAIR -> "legend.wheelchair";
            case COMPANION -> "legend.companion";
        });
        return price(entry.type())
                .map(price -> model.messages().text("legend.priced", "name", name, "price", price))
                .orElse(name);
    }

    private Optional<String> price(SeatType type) {
        List<Money> prices = model.house()
                .stream()
                .flatMap(
                        house -> house.map()
                                .seats()
                                .stream()
                                .filter(seat -> seat.type() == type)
                                .map((ShowSeat seat) -> SeatNames.price(house, seat)))
                .distinct()
                .toList();
        return prices.size() == 1 ? Optional.of(model.formats().money(prices.getFirst())) : Optional.empty();
    }
}
