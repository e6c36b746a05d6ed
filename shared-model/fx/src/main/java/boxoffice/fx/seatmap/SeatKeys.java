package boxoffice.fx.seatmap;

import java.util.Map;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;

/// The keys of the seat map (A11Y-1). Those it does not know are left to the screen around it.
///
/// | key | does |
/// |---|---|
/// | arrows | next seat in that direction, over gaps and aisles |
/// | Home, End | ends of the row; with Ctrl, of the plan |
/// | Page up, page down | five rows |
/// | letters, digits | jump to a row, to a seat such as C7, to a number in the row |
/// | Space, Enter | choose or give back |
/// | Escape | give everything back, if there is anything |
/// | `*`, Ctrl+F | next filter |
/// | Ctrl with +, -, 0 | larger, smaller, fit |
///
/// There is no single letter for the filters: nearly every house has a row F.
final class SeatKeys {
    private static final Map<KeyCode, Move> MOVES = Map.of(
            KeyCode.LEFT,
            Move.LEFT,
            KeyCode.RIGHT,
            Move.RIGHT,
            KeyCode.UP,
            Move.UP,
            KeyCode.DOWN,
            Move.DOWN,
            KeyCode.HOME,
            Move.ROW_START,
            KeyCode.END,
            Move.ROW_END,
            KeyCode.PAGE_UP,
            Move.PAGE_UP,
            KeyCode.PAGE_DOWN,
            Move.PAGE_DOWN);
    /// After this long without a key, typing begins anew.
    private static final Duration PAUSE = Duration.seconds(1.5);

    private final SeatMapModel model;
    private final SeatScroller scroller;
    private final PauseTransition pause = new PauseTransition(PAUSE);

    SeatKeys(SeatMapModel model, SeatScroller scroller) {
        this.model = model;
        this.scroller = scroller;
        pause.setOnFinished(event -> model.forgetTyped());
    }

    void pressed(KeyEvent event) {
        if (event.isAltDown() || event.isMetaDown()) {
            return;
        }
        Optional<Move> move = Optional.ofNullable(MOVES.get(event.getCode()));
        if (move.isPresent()) {
            model.move(event.isControlDown() ? toEnd(move.get()) : move.get());
        } else if (event.isControlDown() ? !control(event.getCode()) : !plain(event.getCode())) {
            return;
        }
        event.consume();
    }

    private static Move toEnd(Move move) {
        return switch (move) {
            case ROW_START -> Move.PLAN_START;
            case ROW_END -> Move.PLAN_END;
            case LEFT, RIGHT, UP, DOWN, PLAN_START, PLAN_END, PAGE_UP, PAGE_DOWN -> move;
        };
    }

    private boolean plain(KeyCode code) {
        switch (code) {
            case SPACE, ENTER -> model.focused().get().ifPresent(model::toggle);
            case ESCAPE -> {
                if (model.selected().isEmpty()) {
                    return false;
                }
                model.clear();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean control(KeyCode code) {
        switch (code) {
            case F -> model.nextFilter();
            case PLUS, ADD, EQUALS -> scroller.zoomIn();
            case MINUS, SUBTRACT -> scroller.zoomOut();
            case DIGIT0, NUMPAD0 -> scroller.fit();
            default -> {
                return false;
            }
        }
        return true;
    }

    void typed(KeyEvent event) {
        String character = event.getCharacter();
        if (event.isControlDown() || event.isAltDown() || event.isMetaDown() || character.isEmpty()) {
            return;
        }
        if (character.equals("*")) {
            model.nextFilter();
            event.consume();
        } else if (Character.isLetterOrDigit(character.codePointAt(0)) || character.equals("-")) {
            model.type(character);
            pause.playFromStart();
            event.consume();
        }
    }
}
