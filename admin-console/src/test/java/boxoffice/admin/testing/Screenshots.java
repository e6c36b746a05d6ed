package boxoffice.admin.testing;

import boxoffice.fx.testing.Pictures;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;

/// Pictures of scenes under `target/snapshots`, for people to look at.
public final class Screenshots {
    private Screenshots() {}

    /// Lays a scene out at a size, looks at it, and keeps a picture; on the FX thread. The size may be larger than the
    /// screen of a machine without one.
    ///
    /// @param look what to do while the scene has that size
    public static void keep(Scene scene, double width, double height, String name, Runnable look) {
        Parent root = scene.getRoot();
        root.resize(width, height);
        for (int pass = 0; pass < 3; pass++) {
            root.applyCss();
            root.layout();
        }
        look.run();
        SnapshotParameters window = new SnapshotParameters();
        window.setViewport(new Rectangle2D(0, 0, width, height));
        Pictures.keep(root.snapshot(window, null), name);
        root.resize(scene.getWidth(), scene.getHeight());
        root.layout();
    }
}
