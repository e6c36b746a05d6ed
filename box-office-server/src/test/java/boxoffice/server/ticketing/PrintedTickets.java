package boxoffice.server.ticketing;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.Result;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDMarkedContent;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFMarkedContentExtractor;
import org.apache.pdfbox.text.PDFTextStripper;

/// A PDF as a printer, a scanner and a screen reader find it.
final class PrintedTickets implements AutoCloseable {
    private static final int DOTS_PER_INCH = 150;

    private final PDDocument document;

    PrintedTickets(byte[] pdf) throws IOException {
        document = Loader.loadPDF(pdf);
    }

    PDDocument document() {
        return document;
    }

    String text() throws IOException {
        return new PDFTextStripper().getText(document);
    }

    /// The letters of a page one after the other, as its tags enclose them.
    String spoken(int index) throws IOException {
        PDFMarkedContentExtractor extractor = new PDFMarkedContentExtractor();
        extractor.processPage(document.getPage(index));
        StringBuilder spoken = new StringBuilder();
        for (PDMarkedContent content : extractor.getMarkedContents()) {
            for (Object letter : content.getContents()) {
                spoken.append(letter);
            }
        }
        return spoken.toString();
    }

    BufferedImage page(int index) throws IOException {
        return new PDFRenderer(document).renderImageWithDPI(index, DOTS_PER_INCH, ImageType.GRAY);
    }

    /// The texts of all codes, page by page from top to bottom.
    List<String> codes() throws IOException, NotFoundException {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < document.getNumberOfPages(); i++) {
            for (Result code : scan(page(i))) {
                codes.add(code.getText());
            }
        }
        return codes;
    }

    static List<Result> scan(BufferedImage image) throws NotFoundException {
        BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
        Result[] found = new QRCodeMultiReader().decodeMultiple(bitmap, Map.of(DecodeHintType.TRY_HARDER, true));
        return List.of(found)
                .stream()
                .sorted(Comparator.comparingDouble(code -> code.getResultPoints()[0].getY()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
