package boxoffice.fx.seatmap;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// Hears from the style rules which colours the theme has, and so also when it changes.
///
/// A region without size whose background lists the colours: nothing of it is ever seen.
final class SeatColors extends Region {
    private final ReadOnlyObjectWrapper<Optional<SeatPalette>> palette = new ReadOnlyObjectWrapper<>(Optional.empty());

    SeatColors() {
        getStyleClass().add("seat-colors");
        setManaged(false);
        setMouseTransparent(true);
        backgroundProperty().addListener(observable -> palette.set(read(getBackground())));
    }

    /// The theme's colours; empty until style rules were applied.
    ReadOnlyObjectProperty<Optional<SeatPalette>> palette() {
        return palette.getReadOnlyProperty();
    }

    private static Optional<SeatPalette> read(Background background) {
        List<Color> colors = background == null
                ? Collections.emptyList()
                : background.getFills().stream().map(fill -> (Color) fill.getFill()).toList();
        return colors.size() == SeatPalette.SIZE ? Optional.of(SeatPalette.of(colors)) : Optional.empty();
    }
}
