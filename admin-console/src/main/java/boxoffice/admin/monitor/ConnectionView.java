package boxoffice.admin.monitor;

import boxoffice.admin.monitor.MonitorModel.Connection;
import boxoffice.fx.Formats;
import boxoffice.fx.Messages;
import boxoffice.fx.Style;
import java.time.Instant;
import java.time.ZoneId;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.shape.Circle;

/// Whether the seats are up to date: a dot, filled or hollow, and words.
final class ConnectionView extends Label {
    private static final PseudoClass LIVE = PseudoClass.getPseudoClass("live");
    private static final PseudoClass LOST = PseudoClass.getPseudoClass("lost");

    private final Messages messages;
    private final Formats formats;
    private final ZoneId zone;

    ConnectionView(Messages messages, Formats formats, ZoneId zone) {
        this.messages = messages;
        this.formats = formats;
        this.zone = zone;
        setId("connection");
        Circle dot = new Circle(5);
        dot.getStyleClass().add("dot");
        setGraphic(dot);
        setMinWidth(USE_PREF_SIZE);
        getStyleClass().addAll(Style.STRONG, "connection");
    }

    void show(Connection connection) {
        pseudoClassStateChanged(LIVE, connection instanceof Connection.Live);
        pseudoClassStateChanged(LOST, connection instanceof Connection.Lost);
        setText(switch (connection) {
            case Connection.Connecting() -> messages.text("monitor.connecting");
            case Connection.Live() -> messages.text("monitor.live");
            case Connection.Lost(var why, Instant since) -> messages.text(
                    "monitor.lost", "time", formats.time(since.atZone(zone).toOffsetDateTime(), zone));
        });
    }
}
