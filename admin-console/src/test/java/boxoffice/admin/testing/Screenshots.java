package boxoffice.admin.testing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/// Pictures of scenes under `target/snapshots`, for people to look at.
public final class Screenshots {
    private static final Path FOLDER = Path.of("target", "snapshots");

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
        write(root.snapshot(null, null), (int) width, (int) height, name);
        root.resize(scene.getWidth(), scene.getHeight());
        root.layout();
    }

    private static void write(WritableImage image, int width, int height, String name) {
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        try {
            Files.createDirectories(FOLDER);
            ImageIO.write(picture, "png", FOLDER.resolve(name + ".png").toFile());
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
    }
}
