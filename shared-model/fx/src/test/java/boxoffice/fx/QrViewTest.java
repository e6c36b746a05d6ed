package boxoffice.fx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class QrViewTest {
    private static final String PAYMENT =
            "https://pay.example/checkout/0198f2c4-7a10-7c3e-9f51-2d1c64e0b7aa?lang=नमस्ते";

    private Stage stage;

    @Start
    void open(Stage stage) {
        this.stage = stage;
        stage.setScene(new Scene(new StackPane(), 320, 320));
        stage.show();
    }

    @Test
    void aScannerReadsItFromTheDarkScreen(FxRobot robot) {
        robot.interact(() -> {
            QrView view = new QrView(PAYMENT, 260, "Scan to pay");
            StackPane root = new StackPane(view);
            root.getStyleClass().add(Style.KIOSK);
            stage.getScene().setRoot(root);
            Theme.DARK.apply(stage.getScene());
            WritableImage image = Snapshots.keep(stage.getScene(), "qr-dark");
            assertThat(read(image)).isEqualTo(PAYMENT);
            assertThat(view.getAccessibleText()).isEqualTo("Scan to pay");
        });
    }

    private static String read(WritableImage image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = image.getPixelReader().getArgb(i % width, i / width);
        }
        try {
            return new MultiFormatReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                    .getText();
        } catch (NotFoundException none) {
            throw new AssertionError("no code found", none);
        }
    }
}
