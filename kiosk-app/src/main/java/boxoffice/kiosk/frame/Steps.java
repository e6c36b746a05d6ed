package boxoffice.kiosk.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;

/// The steps of a purchase in a row: what is done has a check mark, where the guest is stands out.
final class Steps extends HBox {
    private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final String CHECK = "M0 5 L4 9 L11 1 L9.6 0 L4 6.2 L1.4 3.6 Z";

    private final Texts texts;
    private final List<HBox> steps = new ArrayList<>();

    Steps(Texts texts) {
        this.texts = texts;
        getStyleClass().add("steps");
        setAlignment(Pos.CENTER);
        setAccessibleRole(AccessibleRole.TEXT);
        for (Step step : Step.values()) {
            if (step.ordinal() > 0) {
                Region line = new Region();
                line.getStyleClass().add("step-line");
                getChildren().add(line);
            }
            HBox mark = mark(step);
            steps.add(mark);
            getChildren().add(mark);
        }
    }

    void show(Optional<Step> current) {
        setVisible(current.isPresent());
        if (current.isEmpty()) {
            return;
        }
        int here = current.get().ordinal();
        for (int i = 0; i < steps.size(); i++) {
            HBox step = steps.get(i);
            step.pseudoClassStateChanged(DONE, i < here);
            step.pseudoClassStateChanged(CURRENT, i == here);
            StackPane disc = (StackPane) step.getChildren().getFirst();
            disc.getChildren().get(0).setVisible(i >= here);
            disc.getChildren().get(1).setVisible(i < here);
        }
        setAccessibleText(spoken(current.get()));
    }

    /// Where the guest is, in words.
    String spoken(Step step) {
        return texts.text(
                "step.spoken", "number", step.ordinal() + 1, "count", steps.size(), "name", step.name(texts));
    }

    private HBox mark(Step step) {
        Label number = new Label(texts.formats().number(step.ordinal() + 1));
        number.getStyleClass().add("step-number");
        SVGPath check = new SVGPath();
        check.setContent(CHECK);
        check.getStyleClass().add("step-check");
        Node disc = new StackPane(number, check);
        disc.getStyleClass().add("step-disc");
        Label name = new Label(step.name(texts));
        name.getStyleClass().add("step-name");
        name.setMinWidth(USE_PREF_SIZE);
        HBox mark = new HBox(disc, name);
        mark.getStyleClass().add("step");
        mark.setAlignment(Pos.CENTER_LEFT);
        return mark;
    }
}
