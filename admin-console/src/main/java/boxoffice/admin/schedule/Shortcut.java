package boxoffice.admin.schedule;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// Every key that the timeline listens to, in one place.
enum Shortcut {
    EARLIER(KeyCode.LEFT),
    LATER(KeyCode.RIGHT),
    SCREEN_ABOVE(KeyCode.UP),
    SCREEN_BELOW(KeyCode.DOWN),
    FIRST(KeyCode.HOME),
    LAST(KeyCode.END),
    TOP_SCREEN(KeyCode.HOME, KeyCombination.CONTROL_DOWN),
    BOTTOM_SCREEN(KeyCode.END, KeyCombination.CONTROL_DOWN),
    PREVIOUS_DAY(KeyCode.PAGE_UP),
    NEXT_DAY(KeyCode.PAGE_DOWN),
    TODAY('t'),
    DETAILS(KeyCode.ENTER),
    NEW_SHOW('n'),
    PUBLISH('p'),
    WATCH('w'),
    DELETE(KeyCode.DELETE),
    REFRESH(KeyCode.F5);

    private final Predicate<KeyEvent> matches;

    Shortcut(KeyCode code, KeyCombination.Modifier... modifiers) {
        this.matches = new KeyCodeCombination(code, modifiers)::match;
    }

    /// A letter counts when it is typed, not when its key goes down: the letter would otherwise be typed into the field
    /// that its own shortcut leads to.
    Shortcut(char letter) {
        String typed = String.valueOf(letter);
        this.matches = event -> event.getCharacter().equalsIgnoreCase(typed)
                && !event.isControlDown()
                && !event.isAltDown()
                && !event.isMetaDown();
    }

    static Optional<Shortcut> of(KeyEvent event) {
        return Arrays.stream(values()).filter(one -> one.matches.test(event)).findFirst();
    }
}
