package boxoffice.kiosk.frame;

import java.time.Duration;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;

/// What fills the middle of the [Frame]. A screen is made for one visit and thrown away after it.
public interface Screen {
    /// What is shown; its id names the screen.
    Parent content();

    /// What the guest does here, as the screen's heading and the first thing that is said.
    String title();

    /// More about it in one line, or an empty text.
    default String subtitle() {
        return "";
    }

    /// Where in a purchase this is.
    default Optional<Step> step() {
        return Optional.empty();
    }

    /// The one main action.
    default Optional<NextAction> next() {
        return Optional.empty();
    }

    /// Gives the focus to what wants it first; called whenever nothing has it.
    void focus();

    /// One step back, as Escape and the back button do; empty where there is none.
    default Optional<Runnable> back() {
        return Optional.empty();
    }

    /// What the way back is called; an empty text for the usual name.
    default String backText() {
        return "";
    }

    /// How long a guest may do nothing before being asked whether they are still there.
    default Patience patience() {
        return Patience.USUAL;
    }

    /// Called once, when the screen is in the scene.
    default void shown() {}

    /// Called once, when it is taken out; ends all that it follows.
    default void hidden() {}

    /// A key was pressed that nothing on the screen had a use for.
    default void unusedKey(KeyCode key) {}

    /// Called about once a second while it is shown.
    default void tick() {}

    /// How long to wait for a guest who does nothing.
    enum Patience {
        /// Nobody has begun anything.
        ENDLESS(Duration.ZERO),
        USUAL(Duration.ofSeconds(60)),
        /// The guest is busy elsewhere, as with a phone.
        LONG(Duration.ofMinutes(4));

        private final Duration limit;

        Patience(Duration limit) {
            this.limit = limit;
        }

        Duration limit() {
            return limit;
        }
    }
}
