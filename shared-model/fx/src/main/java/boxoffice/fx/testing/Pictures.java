package boxoffice.fx.testing;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/// What a scene looks like, kept under `target/snapshots` for people, or given to what reads pictures.
public final class Pictures {
    private static final Path FOLDER = Path.of("target", "snapshots");

    private Pictures() {}

    /// The same picture for programs that know nothing of JavaFX.
    public static BufferedImage of(WritableImage image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return picture;
    }

    /// Keeps a picture.
    ///
    /// @param name of its file, without the ending
    public static void keep(WritableImage image, String name) {
        try {
            Files.createDirectories(FOLDER);
            ImageIO.write(of(image), "png", FOLDER.resolve(name + ".png").toFile());
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
    }
}
