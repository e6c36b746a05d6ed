package boxoffice.fx;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;
import javafx.geometry.NodeOrientation;
import javafx.scene.AccessibleRole;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

/// A QR code to be scanned from the screen: black on white in every theme, with the quiet zone the standard asks for,
/// and each module a whole number of pixels.
public final class QrView extends Region {
    private static final int QUIET_ZONE = 4;
    /// Pixels of a module in the picture: enough that it is scaled down, which keeps edges sharp where scaling up blurs
    /// them, as the software pipeline does whatever `smooth` says.
    private static final int DRAWN_MODULE = 8;

    private final BitMatrix code;
    private final Rectangle paper = new Rectangle();
    private final ImageView modules = new ImageView();

    /// Shows `content` as a QR code.
    ///
    /// @param size the wanted edge in pixels, quiet zone included; the code never grows larger, and is up to one
    ///     module's share smaller
    /// @param accessibleText what those who cannot see the code need to know of it
    /// @throws IllegalArgumentException when the content is empty or too long for a QR code
    public QrView(String content, double size, String accessibleText) {
        code = encode(content);
        getStyleClass().add("qr");
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        paper.setFill(Color.WHITE);
        modules.setImage(draw(code));
        getChildren().addAll(paper, modules);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(accessibleText);
        // seen from the front in every language
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    }

    @Override
    protected void layoutChildren() {
        double edge = Math.min(getWidth(), getHeight());
        int count = code.getWidth();
        double module = Math.max(1, Math.floor(edge / count));
        double drawn = module * count;
        double x = snapPositionX((getWidth() - drawn) / 2);
        double y = snapPositionY((getHeight() - drawn) / 2);
        paper.setX(0);
        paper.setY(0);
        paper.setWidth(getWidth());
        paper.setHeight(getHeight());
        modules.setX(x);
        modules.setY(y);
        modules.setFitWidth(drawn);
        modules.setFitHeight(drawn);
    }

    private static BitMatrix encode(String content) {
        try {
            return new QRCodeWriter()
                    .encode(
                            content,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.MARGIN,
                                    QUIET_ZONE,
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.CHARACTER_SET,
                                    "UTF-8"));
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("too long for a QR code", tooLong);
        }
    }

    private static Image draw(BitMatrix code) {
        int edge = code.getWidth() * DRAWN_MODULE;
        int[] pixels = new int[edge * edge];
        for (int y = 0; y < edge; y++) {
            for (int x = 0; x < edge; x++) {
                pixels[y * edge + x] = code.get(x / DRAWN_MODULE, y / DRAWN_MODULE) ? 0xFF000000 : 0xFFFFFFFF;
            }
        }
        WritableImage image = new WritableImage(edge, edge);
        image.getPixelWriter().setPixels(0, 0, edge, edge, PixelFormat.getIntArgbInstance(), pixels, 0, edge);
        return image;
    }
}
