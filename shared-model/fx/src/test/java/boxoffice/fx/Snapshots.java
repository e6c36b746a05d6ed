package boxoffice.fx;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.awt.image.BufferedImage;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/// Keeps pictures of scenes under `target/snapshots`, for people to look at.
public final class Snapshots {
    private static final Path FOLDER = Path.of("target", "snapshots");

    private Snapshots() {}

    /// Draws a scene as it is. On the FX thread.
    public static WritableImage keep(Scene scene, String name) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        WritableImage image = scene.snapshot(null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, image.getPixelReader().getArgb(x, y));
            }
        }
        try {
            Files.createDirectories(FOLDER);
            File file = FOLDER.resolve(name + ".png").toFile();
            ImageIO.write(picture, "png", file);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
        return image;
    }
}
