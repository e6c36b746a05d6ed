package boxoffice.server.ticketing;

import boxoffice.server.ticketing.Lettering.Block;
import com.google.zxing.common.BitMatrix;
import java.awt.Color;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;

/// Draws A4 pages on which everything is tagged: what it is to a screen reader, in the order in which it was drawn, or
/// that it is mere decoration.
///
/// All lengths are in points; `x` grows to the right and `y` downwards from the top of the page.
final class TaggedPages implements AutoCloseable {
    static final PDRectangle SIZE = PDRectangle.A4;

    private final PDDocument document;
    private final Lettering lettering;
    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final PDStructureElement whole = new PDStructureElement(StandardStructureTypes.DOCUMENT, root);
    private final Map<Integer, COSArray> elementsByPage = new TreeMap<>();
    private PDPage page;
    private PDPageContentStream content;
    private COSArray elements;
    private PDStructureElement part;

    TaggedPages(PDDocument document, Lettering lettering) throws IOException {
        this.document = document;
        this.lettering = lettering;
        root.appendKid(whole);
        part = whole;
        elements = new COSArray();
        page = new PDPage(SIZE);
        content = begin();
    }

    /// Goes on on a new page.
    void turn() throws IOException {
        content.close();
        elements = new COSArray();
        page = new PDPage(SIZE);
        content = begin();
    }

    /// Begins a part of the document, which all that follows belongs to.
    ///
    /// @param title names it in outlines
    void part(String title) {
        part = new PDStructureElement(StandardStructureTypes.SECT, whole);
        part.setTitle(title);
        whole.appendKid(part);
    }

    /// One thing that is read as a whole.
    interface Drawing {
        void draw() throws IOException;
    }

    void heading(Drawing drawing) throws IOException {
        element(StandardStructureTypes.H1, drawing);
    }

    void paragraph(Drawing drawing) throws IOException {
        element(StandardStructureTypes.P, drawing);
    }

    /// Draws lines; to be used within a heading or a paragraph.
    ///
    /// @param y the top of the first line
    void write(Block block, float x, float y, Color color) throws IOException {
        content.beginText();
        content.setNonStrokingColor(color);
        content.setFont(lettering.font(block.weight()), block.size());
        content.setLeading(block.size() * Lettering.LEADING);
        content.newLineAtOffset(x, up(y + block.size() * Lettering.ASCENT));
        for (int i = 0; i < block.lines().size(); i++) {
            if (i > 0) {
                content.newLine();
            }
            // The blank keeps words apart for those who hear the lines one after the other.
            content.showText(block.lines().get(i) + " ");
        }
        content.endText();
    }

    /// Draws a code as black squares, sharp at any size. Its quiet zone is the caller's to keep free.
    ///
    /// @param spoken what is read instead of it
    void code(BitMatrix modules, float x, float y, float size, String spoken) throws IOException {
        PDStructureElement figure = element(StandardStructureTypes.Figure, () -> {
            float module = size / modules.getWidth();
            content.setNonStrokingColor(Color.BLACK);
            for (int row = 0; row < modules.getHeight(); row++) {
                drawRow(modules, row, x, y + row * module, module);
            }
            content.fill();
        });
        figure.setAlternateDescription(spoken);
    }

    /// Fills a rectangle that means nothing.
    void band(float x, float y, float width, float height, Color color) throws IOException {
        decoration(() -> {
            content.setNonStrokingColor(color);
            content.addRect(x, up(y + height), width, height);
            content.fill();
        });
    }

    /// Draws a frame that means nothing.
    void frame(float x, float y, float width, float height, Color color) throws IOException {
        decoration(() -> {
            content.setStrokingColor(color);
            content.setLineWidth(0.75f);
            content.setLineDashPattern(new float[0], 0);
            content.addRect(x, up(y + height), width, height);
            content.stroke();
        });
    }

    /// Draws a dashed line across the page, to cut along.
    void cut(float y, Color color) throws IOException {
        decoration(() -> {
            content.setStrokingColor(color);
            content.setLineWidth(0.75f);
            content.setLineDashPattern(new float[] {5, 4}, 0);
            content.moveTo(0, up(y));
            content.lineTo(SIZE.getWidth(), up(y));
            content.stroke();
        });
    }

    /// Ends the last page and the tags.
    @Override
    public void close() throws IOException {
        content.close();
        PDNumberTreeNode parents = new PDNumberTreeNode(COSArray.class);
        parents.setNumbers(elementsByPage);
        root.setParentTree(parents);
        root.setParentTreeNextKey(elementsByPage.size());
        PDMarkInfo marked = new PDMarkInfo();
        marked.setMarked(true);
        document.getDocumentCatalog().setMarkInfo(marked);
        document.getDocumentCatalog().setStructureTreeRoot(root);
    }

    private PDPageContentStream begin() throws IOException {
        document.addPage(page);
        int number = elementsByPage.size();
        elementsByPage.put(number, elements);
        page.setStructParents(number);
        page.getCOSObject().setItem(COSName.getPDFName("Tabs"), COSName.S);
        return new PDPageContentStream(document, page);
    }

    private PDStructureElement element(String type, Drawing drawing) throws IOException {
        PDStructureElement element = new PDStructureElement(type, part);
        element.setPage(page);
        int id = elements.size();
        elements.add(element.getCOSObject());
        element.appendKid(id);
        part.appendKid(element);
        content.beginMarkedContent(COSName.getPDFName(type), id);
        drawing.draw();
        content.endMarkedContent();
        return element;
    }

    private void decoration(Drawing drawing) throws IOException {
        content.beginMarkedContent(COSName.ARTIFACT);
        drawing.draw();
        content.endMarkedContent();
    }

    /// Neighbouring modules are one rectangle, so that no hairline shows between them.
    private void drawRow(BitMatrix modules, int row, float x, float y, float module) throws IOException {
        int column = 0;
        while (column < modules.getWidth()) {
            int end = column;
            while (end < modules.getWidth() && modules.get(end, row)) {
                end++;
            }
            if (end > column) {
                content.addRect(x + column * module, up(y + module), (end - column) * module, module);
            }
            column = Math.max(end, column + 1);
        }
    }

    private static float up(float y) {
        return SIZE.getHeight() - y;
    }
}
