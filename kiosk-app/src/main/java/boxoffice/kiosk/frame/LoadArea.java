package boxoffice.kiosk.frame;

import boxoffice.fx.Speaker;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/// Shows what a [Loader] brings, and until then, or instead, what is the matter and what to do.
public final class LoadArea<T> extends StackPane {
    private final Frame frame;
    private final Texts texts;
    private final Loader<T> loader;
    private final String waiting;
    private final Function<T, Content> content;
    private final Subscription following;
    private Runnable focus = this::requestFocus;

    /// What stands here once all is well.
    ///
    /// @param focus gives the focus to what wants it first
    /// @param spoken what is said when it has come; may be empty
    public record Content(Node node, Runnable focus, String spoken) {
        /// A state, such as that there is nothing.
        public static Content of(StatePane pane) {
            return new Content(pane, pane::focus, pane.spoken());
        }
    }

    /// @param waiting what is being waited for, in words
    public LoadArea(Frame frame, Texts texts, Loader<T> loader, String waiting, Function<T, Content> content) {
        this.frame = frame;
        this.texts = texts;
        this.loader = loader;
        this.waiting = waiting;
        this.content = content;
        this.following = loader.state().subscribe(this::show);
    }

    /// Gives the focus to what wants it first in what is shown now.
    public void focus() {
        focus.run();
    }

    /// Ends following the loader, and what it waits for.
    public void end() {
        following.unsubscribe();
        loader.cancel();
    }

    private void show(Loader.Loaded<T> state) {
        Content shown = switch (state) {
            case Loader.Loaded.Waiting<T> _ -> Content.of(StatePane.waiting(waiting));
            case Loader.Loaded.Here<T>(T value) -> content.apply(value);
            case Loader.Loaded.Offline<T> _ -> Content.of(
                    StatePane.saying(Feather.CLOUD_OFF, texts.text("offline.title"), texts.text("offline.text"))
                            .with("try-again", texts.text("offline.again"), loader::retry));
            case Loader.Loaded.Failed<T>(String code) -> Content.of(
                    StatePane.saying(
                            Feather.ALERT_TRIANGLE,
                            texts.text("failed.title"),
                            texts.text("failed.text", "code", code))
                            .with("try-again", texts.text("failed.again"), loader::retry));
        };
        getChildren().setAll(shown.node());
        // what stands in a scroll pane gets into the scene, where it can have the focus, with the pane's skin
        shown.node().applyCss();
        focus = shown.focus();
        if (getScene() != null) {
            frame.refocus();
            if (!shown.spoken().isEmpty()) {
                frame.say(shown.spoken(), Speaker.Priority.NORMAL);
            }
        }
    }
}
