package boxoffice.admin.testing;

import static org.awaitility.Awaitility.await;

import boxoffice.fx.Paragraph;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.awaitility.core.ConditionFactory;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// Somebody at the console who has a keyboard and eyes.
public final class Desk {
    private final FxRobot robot;
    private final Scene scene;

    public Desk(FxRobot robot, Scene scene) {
        this.robot = robot;
        this.scene = scene;
    }

    /// Types keys one after the other.
    public Desk press(KeyCode... keys) {
        for (KeyCode key : keys) {
            robot.type(key);
        }
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    /// Types keys at the same time.
    public Desk chord(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    /// Types a text where the keyboard stands, faster than anybody can: the robot would pause after each letter.
    public Desk write(String text) {
        robot.interact(() -> text.chars().mapToObj(Character::toString).forEach(this::type));
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    private void type(String letter) {
        Event.fireEvent(
                scene.getFocusOwner(),
                new KeyEvent(
                        KeyEvent.KEY_TYPED, letter, letter, KeyCode.UNDEFINED, false, false, false, false));
    }

    public Desk signIn(String email, String password) {
        return write(email).press(KeyCode.TAB).write(password).press(KeyCode.ENTER);
    }

    /// Waits until a text is on the screen.
    public Desk see(String text) {
        soon("“" + text + "” on the screen").until(() -> sees(text));
        return this;
    }

    /// Waits until a text is gone from the screen.
    public Desk seeNoMore(String text) {
        soon("no “" + text + "” on the screen").until(() -> !sees(text));
        return this;
    }

    /// Looks at once, and then often: most of what is waited for is there within a frame or two.
    private static ConditionFactory soon(String what) {
        return await(what).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(15));
    }

    public boolean sees(String text) {
        return ask(() -> shows(scene.getRoot(), text));
    }

    /// Waits until the keyboard stands on something whose accessible text, or else its text, has this in it.
    public Desk stand(String text) {
        soon("keyboard on “" + text + "”").until(() -> standsOn().contains(text));
        return this;
    }

    /// What the keyboard stands on, in words.
    public String standsOn() {
        return ask(() -> Optional.ofNullable(scene.getFocusOwner()).map(Desk::words).orElse("nothing"));
    }

    private static String words(Node node) {
        if (node.getAccessibleText() != null && !node.getAccessibleText().isEmpty()) {
            return node.getAccessibleText();
        }
        return node instanceof Labeled labeled ? labeled.getText() : String.valueOf(node.getId());
    }

    /// The text of what has an id.
    public String text(String id) {
        return ask(() -> ((Labeled) scene.getRoot().lookup("#" + id)).getText());
    }

    /// What has an id, or nothing.
    public Optional<Node> node(String id) {
        return ask(() -> Optional.ofNullable(scene.getRoot().lookup("#" + id)));
    }

    /// Asks for something on the FX thread.
    public <T> T ask(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, question);
    }

    /// Whether a text is shown by `node` or anything below it; on the FX thread.
    public static boolean shows(Node node, String text) {
        if (!node.isVisible()) {
            return false;
        }
        boolean here = switch (node) {
            case Labeled labeled -> labeled.getText() != null && labeled.getText().contains(text);
            case Paragraph paragraph -> paragraph.text().contains(text);
            case Node other -> false;
        };
        return here
                || (node instanceof Parent parent
                        && parent.getChildrenUnmodifiable().stream().anyMatch(child -> shows(child, text)));
    }
}
