package boxoffice.admin.monitor;

import boxoffice.admin.monitor.MonitorModel.Connection;
import boxoffice.fx.Formats;
import boxoffice.fx.Messages;
import boxoffice.fx.Paragraph;
import boxoffice.fx.Speaker;
import boxoffice.fx.Style;
import boxoffice.fx.seatmap.SeatMapModel;
import boxoffice.fx.seatmap.SeatMapView;
import boxoffice.model.SeatMap;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import boxoffice.model.Theaters.Theater;
import java.time.ZoneId;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The page on which a show's seats are watched while they sell.
public final class MonitorPage extends BorderPane implements AutoCloseable {
    private final MonitorModel model;
    private final Messages messages;
    private final Formats formats;
    private final ZoneId zone;
    private final Button back;
    private final CountsView counts;
    private final ConnectionView connection;
    private final SeatMapModel seats;
    private final SeatMapView map;
    private final StackPane middle = new StackPane();

    /// A page over a model, which it closes.
    ///
    /// @param leave back to where this page was opened
    public MonitorPage(MonitorModel model, Theater theater, Messages messages, Runnable leave) {
        this.model = model;
        this.messages = messages;
        this.formats = Formats.of(Locale.of(messages.locale().getLanguage(), theater.country()));
        this.zone = ZoneId.of(theater.zone());
        this.connection = new ConnectionView(messages, formats, zone);
        this.counts = new CountsView(messages, formats);
        this.seats = SeatMapModel.viewOnly(formats, Speaker.silent());
        this.map = new SeatMapView(seats);
        this.back = new Button(messages.text("monitor.back"));
        getStyleClass().add("monitor");
        back.setId("back");
        back.setMinWidth(USE_PREF_SIZE);
        back.setOnAction(pressed -> leave.run());
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                leave.run();
            }
        });
        middle.getStyleClass().add("monitor-map");
        middle.getChildren().setAll(waiting());
        setTop(header(theater));
        setCenter(middle);
        setRight(counts);
        model.connection().subscribe(this::showConnection);
        model.seats().subscribe(newer -> newer.ifPresent(this::showSeats));
    }

    private Node header(Theater theater) {
        ScheduledShow show = model.show();
        Label title = new Label(show.title());
        title.getStyleClass().add(Style.TITLE);
        String screen = theater.screens()
                .stream()
                .filter(one -> one.id().equals(show.screenId()))
                .map(Screen::name)
                .findFirst()
                .orElse("");
        Label facts = new Label(
                messages.text(
                        "monitor.show",
                        "theater",
                        theater.name(),
                        "screen",
                        screen,
                        "start",
                        formats.dateTime(show.starts(), zone),
                        "format",
                        show.format()));
        facts.getStyleClass().addAll(Style.CAPTION, Style.MUTED);
        VBox words = new VBox(title, facts);
        words.setMinWidth(USE_PREF_SIZE);
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox header = new HBox(back, words, spring, connection);
        header.getStyleClass().add("schedule-bar");
        return header;
    }

    private Node waiting() {
        ProgressIndicator wheel = new ProgressIndicator();
        wheel.setMaxSize(32, 32);
        Label label = new Label(messages.text("monitor.loading"));
        label.getStyleClass().add(Style.MUTED);
        VBox box = new VBox(wheel, label);
        box.getStyleClass().add("empty-state");
        return box;
    }

    private Node lost(String why) {
        Label title = new Label(messages.text("monitor.none"));
        title.getStyleClass().add(Style.TITLE);
        Paragraph reason = new Paragraph(why, Style.MUTED);
        reason.setMaxWidth(USE_PREF_SIZE);
        VBox box = new VBox(title, reason);
        box.getStyleClass().add("empty-state");
        return box;
    }

    private void showSeats(SeatMap newer) {
        seats.show(newer);
        counts.show(SeatCounts.of(newer));
        if (!middle.getChildren().contains(map)) {
            middle.getChildren().setAll(map);
        }
    }

    private void showConnection(Connection now) {
        connection.show(now);
        if (now instanceof Connection.Lost(var why, var since) && model.seats().get().isEmpty()) {
            middle.getChildren().setAll(lost(why.words(messages)));
        }
    }

    @Override
    public void close() {
        model.close();
    }

    @Override
    public void requestFocus() {
        back.requestFocus();
    }
}
