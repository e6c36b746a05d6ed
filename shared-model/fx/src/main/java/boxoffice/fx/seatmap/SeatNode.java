package boxoffice.fx.seatmap;

import boxoffice.fx.Fonts;
import boxoffice.model.SeatId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.Border;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.transform.Scale;
import org.jspecify.annotations.Nullable;

/// One seat as drawn: a target of 44 by 44 at full size.
///
/// Painted from code instead of by style rules: a hall has thousands of these, and applying rules to each takes longer
/// than drawing it. Its accessible name is made when somebody asks, for the same reason.
final class SeatNode extends Region {
    static final double SIZE = 44;

    static final Font LABEL = Fonts.bold(16);

    private final SeatId seat;
    private final Text number;
    private final List<SVGPath> marks = new ArrayList<>();
    private final Voice voice;
    private final ObjectProperty<Border> edge = new SimpleObjectProperty<>(Border.EMPTY);
    private @Nullable SeatPaint painted;

    /// What a screen reader is told of a seat, and can do with it.
    record Voice(Function<SeatId, String> name, Predicate<SeatId> selected, Consumer<SeatId> toggle) {}

    SeatNode(SeatId seat, String label, Voice voice) {
        this.seat = seat;
        this.voice = voice;
        number = new Text(label);
        number.setFont(LABEL);
        number.setManaged(false);
        number.setMouseTransparent(true);
        setId("seat-" + seat.value());
        setManaged(false);
        setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
        // bound, so that the style rule for whatever has the focus leaves it alone: the field draws the ring
        borderProperty().bind(edge);
        getChildren().add(number);
    }

    SeatId seat() {
        return seat;
    }

    /// Draws the seat like this, unless it is so already.
    void paint(SeatPaint paint) {
        if (paint.equals(painted)) {
            return;
        }
        painted = paint;
        setBackground(paint.background());
        edge.set(paint.border());
        number.setVisible(paint.number());
        number.setFill(paint.ink());
        getChildren().removeAll(marks);
        marks.clear();
        paint.state().ifPresent(mark -> addMark(mark, paint.ink()));
        paint.kind().ifPresent(mark -> addMark(mark, paint.ink()));
        place(paint);
    }

    private void addMark(SeatMark mark, Color color) {
        SVGPath shape = mark.draw(color);
        marks.add(shape);
        getChildren().add(shape);
    }

    /// The number in the middle, or below the marks.
    private void place(SeatPaint paint) {
        boolean both = number.isVisible() && !number.getText().isEmpty() && !marks.isEmpty();
        double size = !both ? 20 : paint.state().isPresent() ? 11 : 16;
        number.setX((SIZE - number.getLayoutBounds().getWidth()) / 2);
        number.setY(both ? 37 : 28);
        double gap = 4;
        double x = (SIZE - marks.size() * size - (marks.size() - 1) * gap) / 2;
        double y = both ? size < 16 ? 12 : 7 : (SIZE - size) / 2;
        for (SVGPath mark : marks) {
            mark.getTransforms().setAll(new Scale(size / SeatMark.SIZE, size / SeatMark.SIZE));
            mark.setLayoutX(x);
            mark.setLayoutY(y);
            x += size + gap;
        }
    }

    /// The seat that was hit, if the target is one or is within one.
    static Optional<SeatNode> at(Object target) {
        for (Node node = target instanceof Node hit ? hit : null; node != null; node = node.getParent()) {
            if (node instanceof SeatNode seat) {
                return Optional.of(seat);
            }
        }
        return Optional.empty();
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case TEXT -> voice.name().apply(seat);
            case SELECTED -> voice.selected().test(seat);
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    @Override
    public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
        if (action == AccessibleAction.FIRE) {
            voice.toggle().accept(seat);
        } else {
            super.executeAccessibleAction(action, parameters);
        }
    }
}
