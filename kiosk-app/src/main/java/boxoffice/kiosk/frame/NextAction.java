package boxoffice.kiosk.frame;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The one main action of a screen, bottom right.
public final class NextAction {
    private final StringProperty text = new SimpleStringProperty();
    private final BooleanProperty possible = new SimpleBooleanProperty(true);
    private final Runnable action;

    public NextAction(String text, Runnable action) {
        this.text.set(text);
        this.action = action;
    }

    public StringProperty text() {
        return text;
    }

    /// Whether it can be done now.
    public BooleanProperty possible() {
        return possible;
    }

    void run() {
        if (possible.get()) {
            action.run();
        }
    }
}
