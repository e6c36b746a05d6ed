package boxoffice.admin.monitor;

import boxoffice.fx.Formats;
import boxoffice.fx.Messages;
import boxoffice.fx.Style;
import boxoffice.model.SeatStatus;
import java.util.Locale;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// How many seats stand how, and what the booked ones bring.
final class CountsView extends VBox {
    private final Messages messages;
    private final Formats formats;
    private final Label percent = new Label();
    private final GridPane table = new GridPane();

    CountsView(Messages messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
        getStyleClass().addAll("side", "counts");
        Label title = new Label(messages.text("monitor.counts"));
        title.getStyleClass().add(Style.TITLE);
        percent.setId("sold-percent");
        percent.getStyleClass().addAll(Style.HEADLINE);
        Label hint = new Label(messages.text("monitor.sold.hint"));
        hint.getStyleClass().addAll(Style.CAPTION, Style.MUTED);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setHalignment(HPos.RIGHT);
        table.getColumnConstraints().addAll(new ColumnConstraints(), values);
        table.getStyleClass().add("facts");
        getChildren().addAll(title, new VBox(percent, hint), table);
        percent.setText(messages.text("monitor.unknown"));
    }

    void show(SeatCounts counts) {
        percent.setText(formats.percent(counts.sold()));
        table.getChildren().clear();
        for (SeatStatus status : SeatStatus.values()) {
            row(status.name().toLowerCase(Locale.ROOT), name(status), formats.number(counts.of(status)));
        }
        row("all", messages.text("monitor.all"), formats.number(counts.all()));
        row("revenue", messages.text("monitor.revenue"), formats.money(counts.revenue()));
    }

    private String name(SeatStatus status) {
        return switch (status) {
            case AVAILABLE -> messages.text("monitor.available");
            case LOCKED -> messages.text("monitor.locked");
            case BOOKED -> messages.text("monitor.booked");
            case BLOCKED -> messages.text("monitor.blocked");
        };
    }

    private void row(String id, String name, String value) {
        Label label = new Label(name);
        label.getStyleClass().add(Style.MUTED);
        label.setMinWidth(USE_PREF_SIZE);
        Label figure = new Label(value);
        figure.setId("count-" + id);
        figure.getStyleClass().addAll(Style.STRONG);
        figure.setMinWidth(USE_PREF_SIZE);
        figure.setAccessibleText(messages.text("monitor.figure", "name", name, "value", value));
        table.addRow(table.getRowCount(), label, figure);
    }
}
