package boxoffice.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.fx.testing.Pictures;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;

/// Pictures of a kiosk's screens in both looks and all sizes, taken while a visitor goes through them. Each picture is
/// checked for what does not fit.
final class Album {
    private static final List<Size> SIZES = List.of(new Size(1280, 800), new Size(1920, 1080), new Size(1080, 1920));

    private final Visitor visitor;
    private final List<String> faults = new ArrayList<>();

    private record Size(int width, int height) {}

    Album(Visitor visitor) {
        this.visitor = visitor;
    }

    /// Takes pictures of what is shown, and leaves everything as it was. The window stays as it is, as the screen in
    /// memory is small; only its content is laid out for each size.
    ///
    /// @param name the pictures' names begin with it
    void take(String name) {
        for (String look : List.of("light", "dark")) {
            for (Size size : SIZES) {
                String full = "%s-%dx%d-%s".formatted(name, size.width(), size.height(), look);
                List<String> found = new ArrayList<>();
                WritableImage image = Visitor.onScreen(() -> {
                    layOut(size);
                    found.addAll(LayoutCheck.faults(root()));
                    SnapshotParameters window = new SnapshotParameters();
                    window.setViewport(new Rectangle2D(0, 0, size.width(), size.height()));
                    return root().snapshot(window, null);
                });
                found.forEach(fault -> faults.add(full + ": " + fault));
                Pictures.keep(image, full);
            }
            visitor.presses(KeyCode.F6);
        }
        Visitor.onScreen(() -> {
            layOut(new Size((int) visitor.scene().getWidth(), (int) visitor.scene().getHeight()));
            return true;
        });
    }

    /// Complains of all that did not fit.
    void check() {
        assertThat(faults).isEmpty();
    }

    private Region root() {
        return (Region) visitor.scene().getRoot();
    }

    private void layOut(Size size) {
        root().resize(size.width(), size.height());
        // as often as a pulse does: texts that wrap need more than one pass
        for (int pass = 0; pass < 3; pass++) {
            root().applyCss();
            root().layout();
        }
    }
}
