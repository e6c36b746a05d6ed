package boxoffice.admin.schedule;

import boxoffice.fx.Paragraph;
import boxoffice.fx.Style;
import boxoffice.model.ScreenId;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.layout.StackPane;

/// Where the show that is being entered would stand.
final class GhostBlock extends StackPane {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private final Paragraph label = new Paragraph("", Style.CAPTION, Style.STRONG);
    private Optional<Ghost> plan = Optional.empty();

    /// A show that is being entered.
    ///
    /// @param refused whether the server has said that the screen is taken then
    record Ghost(ScreenId screen, NewShowModel.Times times, String text, boolean refused) {}

    GhostBlock() {
        getStyleClass().add("ghost-block");
        setMouseTransparent(true);
        getChildren().add(label);
    }

    void show(Optional<Ghost> newer) {
        plan = newer;
        setVisible(newer.isPresent());
        newer.ifPresent(ghost -> {
            label.text(ghost.text());
            pseudoClassStateChanged(REFUSED, ghost.refused());
        });
    }

    Optional<Ghost> plan() {
        return plan;
    }
}
