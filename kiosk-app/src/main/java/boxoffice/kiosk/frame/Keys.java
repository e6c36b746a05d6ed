package boxoffice.kiosk.frame;

import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The keys that work on every screen.
///
/// | key | does |
/// |---|---|
/// | Enter | presses the button that has the focus |
/// | Escape | one step back, unless the screen has a nearer use for it |
/// | F1 | help |
/// | F5 | says the screen again |
/// | F6 | light or dark |
final class Keys {
    private final Frame frame;
    private boolean enterHeld;

    Keys(Frame frame) {
        this.frame = frame;
    }

    void listen(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::anywhere);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::unlessUsed);
        scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                enterHeld = false;
            }
        });
    }

    private void anywhere(KeyEvent event) {
        switch (event.getCode()) {
            case F1 -> {
                frame.help();
                event.consume();
            }
            case F5 -> {
                frame.repeat();
                event.consume();
            }
            case F6 -> {
                frame.changeLook();
                event.consume();
            }
            case ENTER -> {
                // a key that is held down repeats, and must not press what comes on the next screen
                if (enterHeld) {
                    event.consume();
                }
                enterHeld = true;
            }
            default -> {
                // all others are for what has the focus
            }
        }
    }

    private void unlessUsed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            frame.back();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && event.getTarget() instanceof ButtonBase button) {
            button.fire();
            event.consume();
        } else {
            frame.unusedKey(event.getCode());
        }
    }
}
