package boxoffice.kiosk.frame;

import java.util.List;
import javafx.scene.Node;

/// A question or explanation that lies over a screen until it is answered.
///
/// @param body what stands between the text and the answers; may be empty
/// @param answers from left to right; the last one is the recommended one and has the focus first
/// @param escape what Escape means: one of the answers
public record Sheet(String id, String title, String text, List<Node> body, List<Answer> answers, Answer escape) {

    /// One way to answer; the sheet closes and then `action` runs.
    public record Answer(String text, Kind kind, Runnable action) {}

    /// How an answer looks.
    public enum Kind {
        RECOMMENDED,
        PLAIN,
        /// Takes something away.
        DANGER
    }
}
