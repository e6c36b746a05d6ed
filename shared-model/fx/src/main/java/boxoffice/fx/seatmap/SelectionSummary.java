package boxoffice.fx.seatmap;

import boxoffice.fx.Countdown;
import boxoffice.fx.CountdownLabel;
import boxoffice.fx.Formats;
import boxoffice.fx.Messages;
import boxoffice.fx.Paragraph;
import boxoffice.fx.Style;
import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What was chosen: the seats with their prices, each to be given back, the lines of the bill, the total, and the time
/// that is left.
///
/// Before the seats are held the bill is what they cost; [#bill] shows the server's, with its fees and taxes.
public final class SelectionSummary extends VBox {
    private final SeatMapModel model;
    private final Messages messages;
    private final Formats formats;
    private final Label title = new Label();
    private final VBox seats = new VBox();
    private final VBox lines = new VBox(4);
    private final Label total = new Label();
    private Optional<SeatLock> bill = Optional.empty();

    /// A summary of what is chosen in a model.
    public SelectionSummary(SeatMapModel model, Countdown countdown) {
        this.model = model;
        this.messages = model.messages();
        this.formats = model.formats();
        getStyleClass().addAll("selection-summary", Style.CARD);
        setSpacing(16);
        title.getStyleClass().add(Style.LEAD);
        total.getStyleClass().add(Style.TITLE);
        total.setId("total");
        ScrollPane list = new ScrollPane(seats);
        list.setFitToWidth(true);
        list.setFocusTraversable(false);
        list.setMinHeight(0);
        list.getStyleClass().add("selection-list");
        setVgrow(list, Priority.ALWAYS);
        Label totalName = new Label(messages.text("summary.total"));
        totalName.getStyleClass().add(Style.LEAD);
        getChildren().addAll(
                row(title, new CountdownLabel(countdown)), list, lines, row(totalName, total));
        model.revision().addListener(observable -> update());
        update();
    }

    /// Shows the bill of seats that are held. They can no longer be given back one by one.
    public void bill(SeatLock lock) {
        bill = Optional.of(lock);
        update();
    }

    /// Shows what the chosen seats cost, without fees; to be called when they are no longer held.
    public void noBill() {
        bill = Optional.empty();
        update();
    }

    private void update() {
        List<ShowSeat> chosen = model.selectedSeats();
        title.setText(messages.text("summary.title", "count", chosen.size()));
        int focused = focusedRow();
        seats.getChildren().setAll(chosen.stream().map(this::seat).toList());
        if (chosen.isEmpty()) {
            seats.getChildren().add(new Paragraph(messages.text("summary.empty"), Style.MUTED));
        }
        lines.getChildren().setAll(bill.map(lock -> lines(lock)).orElseGet(() -> lines(chosen)));
        total.setText(
                bill.map(lock -> formats.money(lock.totalAmount(), lock.currency()))
                        .or(() -> model.total().map(formats::money))
                        .orElse(""));
        if (focused >= 0 && !chosen.isEmpty()) {
            removeButton(Math.min(focused, chosen.size() - 1)).ifPresent(Node::requestFocus);
        }
    }

    private Node seat(ShowSeat seat) {
        Label name = new Label(model.names().shortName(seat));
        name.getStyleClass().add(Style.STRONG);
        Label type = new Label(model.names().type(seat.type()));
        type.getStyleClass().addAll(Style.CAPTION, Style.MUTED);
        Label price = new Label(formats.money(SeatNames.price(model.house().orElseThrow(), seat)));
        price.setMinWidth(USE_PREF_SIZE);
        VBox what = new VBox(name, type);
        what.setMinWidth(0);
        what.setAlignment(Pos.CENTER_LEFT);
        name.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(what, Priority.ALWAYS);
        HBox row = new HBox(12, what, price);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("selection-seat");
        if (bill.isEmpty()) {
            row.getChildren().add(remove(seat));
        }
        return row;
    }

    private Button remove(ShowSeat seat) {
        Button remove = new Button();
        remove.setId("remove-" + seat.id());
        remove.setGraphic(new FontIcon(Feather.X));
        remove.getStyleClass().addAll(Style.QUIET, "tool");
        String place = model.house().map(house -> model.names().place(house, seat)).orElse("");
        remove.setAccessibleText(messages.text("summary.remove", "seat", place));
        remove.setOnAction(event -> giveBack(seat.id()));
        return remove;
    }

    private void giveBack(SeatId seat) {
        if (model.selected().contains(seat)) {
            model.toggle(seat);
        }
    }

    private int focusedRow() {
        for (int i = 0; i < seats.getChildren().size(); i++) {
            if (removeButton(i).map(Node::isFocused).orElse(false)) {
                return i;
            }
        }
        return -1;
    }

    private Optional<Node> removeButton(int row) {
        return Optional.of(seats.getChildren().get(row))
                .filter(HBox.class::isInstance)
                .map(node -> ((HBox) node).getChildren().getLast())
                .filter(Button.class::isInstance);
    }

    private List<Node> lines(List<ShowSeat> chosen) {
        List<Node> shown = new ArrayList<>();
        for (SeatType type : SeatType.values()) {
            List<ShowSeat> its = chosen.stream().filter(seat -> seat.type() == type).toList();
            if (!its.isEmpty()) {
                BigDecimal amount = its.stream().map(ShowSeat::price).reduce(BigDecimal.ZERO, BigDecimal::add);
                shown.add(line(seatLine(type, its.size()), amount, model.map().orElseThrow().currency()));
            }
        }
        return shown;
    }

    private List<Node> lines(SeatLock lock) {
        return lock.lines().stream().map(line -> line(name(line), line.amount(), lock.currency())).toList();
    }

    private String name(PriceLine line) {
        if (line.kind() == PriceLine.Kind.SEAT) {
            return seatType(line.label()).map(type -> seatLine(type, line.quantity())).orElse(line.label());
        }
        return line.included() ? messages.text("summary.included", "name", line.label()) : line.label();
    }

    private static Optional<SeatType> seatType(String label) {
        return List.of(SeatType.values()).stream().filter(type -> type.name().equals(label)).findFirst();
    }

    private String seatLine(SeatType type, int count) {
        return messages.text(switch (type) {
            case REGULAR -> "summary.line.regular";
            case PREMIUM -> "summary.line.premium";
            case VIP -> "summary.line.vip";
            case WHEELCHAIR -> "summary.line.wheelchair";
            case COMPANION -> "summary.line.companion";
        }, "count", count);
    }

    private Node line(String name, BigDecimal amount, String currency) {
        Label label = new Label(name);
        Label price = new Label(formats.money(amount, currency));
        label.getStyleClass().add(Style.MUTED);
        price.getStyleClass().add(Style.MUTED);
        return row(label, price);
    }

    private static HBox row(Label name, Label value) {
        name.setMinWidth(0);
        value.setMinWidth(USE_PREF_SIZE);
        HBox row = new HBox(12, name, space(), value);
        row.setAlignment(Pos.BASELINE_LEFT);
        return row;
    }

    private static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }
}
