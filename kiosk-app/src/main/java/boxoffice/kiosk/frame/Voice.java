package boxoffice.kiosk.frame;

import boxoffice.fx.Speaker;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import org.jspecify.annotations.Nullable;

/// Says what is shown: each screen when it comes, then whatever has the focus (A11Y-3).
///
/// Nodes that speak for themselves, as the seats of the map do, carry [#SPEAKS_ITSELF] among their properties, or an
/// ancestor does; buttons among them are said all the same.
public final class Voice {
    /// The key of the property by which a node, or its ancestor, says that it speaks for itself.
    public static final String SPEAKS_ITSELF = "boxoffice.speaks-itself";

    private final Speaker speaker;
    private final Scene scene;
    private boolean quiet;

    Voice(Speaker speaker, Scene scene) {
        this.speaker = speaker;
        this.scene = scene;
        scene.focusOwnerProperty().subscribe(this::focused);
    }

    void say(String text, Speaker.Priority priority) {
        speaker.say(text, priority);
    }

    /// Does something whose moves of the focus are not said: what it leads to is said as a whole.
    void hush(Runnable moves) {
        quiet = true;
        try {
            moves.run();
        } finally {
            Platform.runLater(() -> quiet = false);
        }
    }

    /// Says a screen that has just come, with what has the focus on it, as one text.
    void screen(Screen screen, Header header) {
        say((header.spoken(screen) + " " + focusName()).strip());
    }

    /// Says a question that has just come.
    void sheet(Sheet sheet) {
        speaker.say((sheet.title() + " " + sheet.text() + " " + focusName()).strip(), Speaker.Priority.IMPORTANT);
    }

    private void say(String text) {
        speaker.say(text);
    }

    private String focusName() {
        Node owner = scene.getFocusOwner();
        return owner == null ? "" : Names.of(owner);
    }

    private void focused(@Nullable Node owner) {
        if (owner == null || quiet || speaksItself(owner)) {
            return;
        }
        String name = Names.of(owner);
        if (!name.isEmpty()) {
            say(name);
        }
    }

    private static boolean speaksItself(Node owner) {
        if (owner instanceof ButtonBase) {
            return false;
        }
        for (Node node = owner; node != null; node = node.getParent()) {
            if (node.hasProperties() && node.getProperties().containsKey(SPEAKS_ITSELF)) {
                return true;
            }
        }
        return false;
    }
}
