package boxoffice.fx;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextBoundsType;

/// Sets a title in lines, breaking where its script allows: at spaces, or between two ideographs.
///
/// Done here rather than by a wrapping [Text], which breaks a word that is too long and, in JavaFX 26, fails on
/// right-to-left text when a line ends in a space.
final class TitleLines {
    private final String title;
    private final Text ruler = new Text();

    TitleLines(String title) {
        this.title = title.strip();
        ruler.setBoundsType(TextBoundsType.LOGICAL);
    }

    /// The lines at a font's size, or nothing where a word is wider than the room.
    Optional<List<String>> set(Font font, double room) {
        return set(font, room, BreakIterator.getLineInstance(ULocale.ROOT));
    }

    /// The lines at a font's size, with words broken where nothing else helps.
    List<String> force(Font font, double room) {
        return set(font, room, BreakIterator.getCharacterInstance(ULocale.ROOT)).orElseGet(() -> List.of(title));
    }

    private Optional<List<String>> set(Font font, double room, BreakIterator breaks) {
        ruler.setFont(font);
        breaks.setText(title);
        List<String> lines = new ArrayList<>();
        int lineStart = 0;
        int fitting = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (width(lineStart, end) > room) {
                if (fitting == lineStart) {
                    return Optional.empty();
                }
                lines.add(title.substring(lineStart, fitting).strip());
                lineStart = fitting;
                if (width(lineStart, end) > room) {
                    return Optional.empty();
                }
            }
            fitting = end;
        }
        lines.add(title.substring(lineStart).strip());
        return Optional.of(lines);
    }

    private double width(int from, int to) {
        ruler.setText(title.substring(from, to).strip());
        return ruler.getLayoutBounds().getWidth();
    }
}
