package boxoffice.server.ticketing;

import com.ibm.icu.text.CaseMap;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/// Sets one document's text in Roboto, which has the Latin, Greek and Cyrillic letters and the signs of all currencies.
///
/// Other scripts are beyond it, and most would need shaping, which PDFBox does not do. Text in them is spelled in Latin
/// letters instead, so that no ticket shows boxes or question marks.
final class Lettering implements AutoCloseable {
    /// From baseline to baseline, in font sizes.
    static final float LEADING = 1.18f;
    /// From the top of a line to its baseline, in font sizes.
    static final float ASCENT = 0.93f;

    private static final String FONTS = "/com/formdev/flatlaf/fonts/roboto/Roboto-";
    private static final float SIZE_STEP = 0.5f;
    private static final String ELLIPSIS = "…";
    private static final Transliterator LATIN = Transliterator.getInstance(
            "Any-Latin; NFC; [:Nonspacing Mark:] Remove");

    private final List<TrueTypeFont> files = new ArrayList<>();
    private final CmapLookup letters;
    private final PDFont regular;
    private final PDFont bold;

    Lettering(PDDocument document) throws IOException {
        TrueTypeFont file = open("Regular");
        letters = file.getUnicodeCmapLookup();
        regular = PDType0Font.load(document, file, true);
        bold = PDType0Font.load(document, open("Bold"), true);
    }

    enum Weight {
        REGULAR,
        BOLD
    }

    /// Lines of text of one size.
    record Block(List<String> lines, Weight weight, float size) {
        float height() {
            return lines.size() * size * LEADING;
        }
    }

    PDFont font(Weight weight) {
        return switch (weight) {
            case REGULAR -> regular;
            case BOLD -> bold;
        };
    }

    /// Whether the text can be set as it is.
    boolean covers(String text) {
        return plain(text).codePoints().allMatch(this::covers);
    }

    /// The text as it will be set.
    String spelled(String text) {
        String plain = plain(text);
        if (plain.codePoints().allMatch(this::covers)) {
            return plain;
        }
        String latin = LATIN.transliterate(plain)
                .codePoints()
                .mapToObj(this::nearest)
                .collect(Collectors.joining())
                .strip();
        // Most other scripts know no capitals.
        return CaseMap.toTitle().wholeString().noLowercase().apply(Locale.ROOT, null, latin);
    }

    /// Breaks text into lines in the largest size between `largest` and `least` in which it fits. A word is broken only
    /// when it would have to be set in half the largest size or less to stay whole. What does not fit even in the least
    /// size ends with an ellipsis.
    ///
    /// @param width in points, like `height` and the sizes
    Block fit(String text, Weight weight, float largest, float least, float width, float height) {
        String spelled = spelled(text);
        for (float size = largest; size > Math.max(least, largest / 2); size -= SIZE_STEP) {
            Block block = new Block(lines(spelled, weight, size, width), weight, size);
            if (block.height() <= height && wholeWords(spelled, block, width)) {
                return block;
            }
        }
        for (float size = largest; size > least; size -= SIZE_STEP) {
            Block block = new Block(lines(spelled, weight, size, width), weight, size);
            if (block.height() <= height) {
                return block;
            }
        }
        List<String> lines = lines(spelled, weight, least, width);
        int room = Math.max(1, (int) (height / (least * LEADING)));
        if (lines.size() > room) {
            lines = new ArrayList<>(lines.subList(0, room));
            lines.set(room - 1, shortened(lines.getLast(), weight, least, width));
        }
        return new Block(lines, weight, least);
    }

    private boolean wholeWords(String text, Block block, float width) {
        return Stream.of(text.split(" ")).allMatch(word -> width(word, block.weight(), block.size()) <= width);
    }

    @Override
    public void close() throws IOException {
        for (TrueTypeFont file : files) {
            file.close();
        }
    }

    private List<String> lines(String text, Weight weight, float size, float width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (width(longer, weight, size) <= width) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = word;
            while (width(line, weight, size) > width) {
                int end = longestStart(line, weight, size, width);
                lines.add(line.substring(0, end));
                line = line.substring(end);
            }
        }
        lines.add(line);
        return lines;
    }

    /// How much of a word that is wider than a line stands on one; at least a letter.
    private int longestStart(String word, Weight weight, float size, float width) {
        int end = word.offsetByCodePoints(0, 1);
        while (end < word.length()) {
            int next = word.offsetByCodePoints(end, 1);
            if (width(word.substring(0, next), weight, size) > width) {
                break;
            }
            end = next;
        }
        return end;
    }

    private String shortened(String line, Weight weight, float size, float width) {
        String kept = line;
        while (!kept.isEmpty() && width(kept + ELLIPSIS, weight, size) > width) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept.stripTrailing() + ELLIPSIS;
    }

    private float width(String text, Weight weight, float size) {
        try {
            return font(weight).getStringWidth(text) / 1000 * size;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private boolean covers(int codePoint) {
        return codePoint == ' ' || letters.getGlyphId(codePoint) != 0;
    }

    /// The letter itself, else without its accents, else nothing.
    private String nearest(int codePoint) {
        String letter = Character.toString(codePoint);
        return covers(codePoint)
                ? letter
                : Normalizer2.getNFDInstance()
                        .normalize(letter)
                        .codePoints()
                        .filter(this::covers)
                        .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
    }

    /// Composed letters, one kind of space, and nothing invisible.
    private static String plain(String text) {
        return Normalizer2.getNFCInstance()
                .normalize(text)
                .replaceAll("[\\p{Z}\\s]+", " ")
                .replaceAll("[\\p{Cc}\\p{Cf}]", "")
                .strip();
    }

    private TrueTypeFont open(String style) throws IOException {
        try (InputStream in = Lettering.class.getResourceAsStream(FONTS + style + ".ttf")) {
            if (in == null) {
                throw new IllegalStateException("the typeface of tickets is not on the class path");
            }
            TrueTypeFont file = new TTFParser().parse(new RandomAccessReadBuffer(in));
            files.add(file);
            return file;
        }
    }
}
