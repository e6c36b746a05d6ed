package boxoffice.fx;

import boxoffice.fx.testing.Pictures;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;

/// Keeps pictures of scenes under `target/snapshots`, for people to look at.
public final class Snapshots {
    private Snapshots() {}

    /// Draws a scene as it is. On the FX thread.
    public static WritableImage keep(Scene scene, String name) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        WritableImage image = scene.snapshot(null);
        Pictures.keep(image, name);
        return image;
    }
}
