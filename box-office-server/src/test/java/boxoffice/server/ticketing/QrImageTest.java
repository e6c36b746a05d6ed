package boxoffice.server.ticketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrImageTest {
    private static final String TOKEN = SampleBooking.ofThree().booking().tickets().getFirst().token();

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 300, 301, 1000})
    void itScansAtEverySize(int minPixels) throws Exception {
        BufferedImage image = image(TOKEN, minPixels);
        assertThat(image.getWidth()).isEqualTo(image.getHeight()).isGreaterThanOrEqualTo(minPixels);
        assertThat(PrintedTickets.scan(enlarged(image))).singleElement()
                .satisfies(code -> assertThat(code.getText()).isEqualTo(TOKEN));
    }

    @Test
    void everyModuleIsTheSameNumberOfPixels() throws IOException {
        var modules = QrImage.modules(TOKEN, QrImage.QUIET_ZONE);
        BufferedImage image = image(TOKEN, 300);
        int scale = image.getWidth() / modules.getWidth();
        assertThat(image.getWidth()).isEqualTo(scale * modules.getWidth());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean black = (image.getRGB(x, y) & 0xFFFFFF) == 0;
                assertThat(black).isEqualTo(modules.get(x / scale, y / scale));
            }
        }
    }

    @Test
    void fourModulesAroundItAreWhite() {
        var modules = QrImage.modules(TOKEN, QrImage.QUIET_ZONE);
        assertThat(modules.getEnclosingRectangle())
                .containsExactly(4, 4, modules.getWidth() - 8, modules.getHeight() - 8);
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        String text = "x".repeat(3000);
        assertThatIllegalArgumentException().isThrownBy(() -> QrImage.png(text, 100));
    }

    private static BufferedImage image(String token, int minPixels) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(QrImage.png(token, minPixels)));
    }

    /// What a camera sees; the scanner needs some pixels for each module.
    private static BufferedImage enlarged(BufferedImage image) {
        int scale = 4;
        BufferedImage large =
                new BufferedImage(image.getWidth() * scale, image.getHeight() * scale, BufferedImage.TYPE_BYTE_GRAY);
        var graphics = large.createGraphics();
        graphics.drawImage(image, 0, 0, large.getWidth(), large.getHeight(), null);
        graphics.dispose();
        return large;
    }
}
