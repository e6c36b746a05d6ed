package boxoffice.admin.schedule;

import boxoffice.fx.Style;
import boxoffice.model.ScreenId;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/// Where the show that is being entered would stand.
final class GhostBlock extends StackPane {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private final Label label = new Label();
    private Optional<Ghost> plan = Optional.empty();

    /// A show that is being entered.
    ///
    /// @param refused whether the server has said that the screen is taken then
    record Ghost(ScreenId screen, NewShowModel.Times times, String text, boolean refused) {}

    GhostBlock() {
        getStyleClass().add("ghost-block");
        setMouseTransparent(true);
        label.getStyleClass().addAll(Style.CAPTION, Style.STRONG);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        getChildren().add(label);
    }

    void show(Optional<Ghost> newer) {
        plan = newer;
        setVisible(newer.isPresent());
        newer.ifPresent(ghost -> {
            label.setText(ghost.text());
            pseudoClassStateChanged(REFUSED, ghost.refused());
        });
    }

    Optional<Ghost> plan() {
        return plan;
    }
}
