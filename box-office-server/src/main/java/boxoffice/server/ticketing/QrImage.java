package boxoffice.server.ticketing;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// A ticket's QR code: black on white, readable with 15 % of it spoiled (error correction level M).
public final class QrImage {
    /// White modules that the standard asks for on each side.
    static final int QUIET_ZONE = 4;

    private QrImage() {}

    /// Draws a token as a PNG. Every module is the same whole number of pixels, so its edges are crisp.
    ///
    /// @param token the QR's text
    /// @param minPixels the least width and height, quiet zone included; the picture is up to one pixel a module larger
    /// @throws IllegalArgumentException when the text is empty or too long for a QR code
    public static byte[] png(String token, int minPixels) {
        int modules = modules(token, QUIET_ZONE).getWidth();
        int scale = Math.max(1, Math.ceilDiv(minPixels, modules));
        BitMatrix pixels = encode(token, modules * scale, QUIET_ZONE);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            MatrixToImageWriter.writeToStream(pixels, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return png.toByteArray();
    }

    /// The code's modules: true is black.
    static BitMatrix modules(String token, int quietZone) {
        return encode(token, 0, quietZone);
    }

    private static BitMatrix encode(String token, int size, int quietZone) {
        Map<EncodeHintType, Object> hints =
                Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, quietZone);
        try {
            return new QRCodeWriter().encode(token, BarcodeFormat.QR_CODE, size, size, hints);
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("too long for a QR code", tooLong);
        }
    }
}
