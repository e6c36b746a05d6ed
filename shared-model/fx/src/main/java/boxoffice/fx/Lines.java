package boxoffice.fx;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextBoundsType;

/// Sets a text in lines, breaking where its script allows: at spaces, or between two ideographs.
///
/// Done here rather than by a wrapping [Text]: JavaFX 26 fails on every right-to-left text that it wraps itself (the
/// glyphs of a run that was split point before the text's beginning), and breaks words that are too long without asking.
final class Lines {
    private final String text;
    private final Text ruler = new Text();

    Lines(String text) {
        this.text = text.strip();
        ruler.setBoundsType(TextBoundsType.LOGICAL);
    }

    /// The lines at a font's size, or nothing where a word is wider than the room.
    Optional<List<String>> set(Font font, double room) {
        return set(font, room, BreakIterator.getLineInstance(ULocale.ROOT));
    }

    /// The lines at a font's size, with words broken where one is wider than the room.
    List<String> force(Font font, double room) {
        return set(font, room).or(() -> set(font, room, BreakIterator.getCharacterInstance(ULocale.ROOT)))
                .orElseGet(() -> List.of(text));
    }

    /// The width of the whole text in one line.
    double width(Font font) {
        ruler.setFont(font);
        return width(0, text.length());
    }

    private Optional<List<String>> set(Font font, double room, BreakIterator breaks) {
        ruler.setFont(font);
        breaks.setText(text);
        List<String> lines = new ArrayList<>();
        int lineStart = 0;
        int fitting = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (width(lineStart, end) > room) {
                if (fitting == lineStart || width(fitting, end) > room) {
                    return Optional.empty();
                }
                lines.add(text.substring(lineStart, fitting).strip());
                lineStart = fitting;
            }
            fitting = end;
            if (text.charAt(end - 1) == '\n') {
                lines.add(text.substring(lineStart, end).strip());
                lineStart = end;
            }
        }
        lines.add(text.substring(lineStart).strip());
        return Optional.of(lines);
    }

    private double width(int from, int to) {
        ruler.setText(text.substring(from, to).strip());
        return ruler.getLayoutBounds().getWidth();
    }
}
