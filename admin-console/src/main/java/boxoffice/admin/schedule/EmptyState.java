package boxoffice.admin.schedule;

import boxoffice.admin.frame.Failure;
import boxoffice.fx.Messages;
import boxoffice.fx.Paragraph;
import boxoffice.fx.Style;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.VBox;

/// What stands in the middle while there is no timeline to show, or no shows on it yet: what is going on, and what to
/// do about it.
final class EmptyState extends VBox {
    private final Messages messages;
    private final Runnable retry;

    EmptyState(Messages messages, Runnable retry) {
        this.messages = messages;
        this.retry = retry;
        getStyleClass().add("empty-state");
        setPickOnBounds(false);
    }

    /// @param keyboard whether the keyboard is free to go to what can be done
    void show(Day day, boolean keyboard) {
        getChildren().clear();
        switch (day) {
            case Day.Opening() -> wait("schedule.opening");
            case Day.Loading loading -> wait("schedule.loading");
            case Day.Shown shown -> {}
            case Day.NoTheaters() -> say(
                    messages.text("schedule.no-theaters"), messages.text("schedule.no-theaters.hint"));
            case Day.Failed(Failure why) -> {
                say(messages.text("schedule.failed"), why.words(messages));
                offerRetry(keyboard);
            }
        }
    }

    /// Whether the keyboard is on the button that asks again.
    boolean hasFocus() {
        return getChildren().stream().anyMatch(Node::isFocused);
    }

    private void wait(String key) {
        ProgressIndicator wheel = new ProgressIndicator();
        wheel.setMaxSize(32, 32);
        Label label = new Label(messages.text(key));
        label.getStyleClass().add(Style.MUTED);
        VBox box = new VBox(wheel, label);
        box.getStyleClass().addAll(Style.CARD, "waiting");
        getChildren().add(box);
    }

    private void say(String what, String hint) {
        Label title = new Label(what);
        title.getStyleClass().add(Style.TITLE);
        Paragraph more = new Paragraph(hint, Style.MUTED);
        more.setMaxWidth(USE_PREF_SIZE);
        getChildren().addAll(title, more);
    }

    private void offerRetry(boolean keyboard) {
        Button button = new Button(messages.text("schedule.retry"));
        button.setId("retry");
        button.getStyleClass().add(Style.PRIMARY);
        button.setOnAction(pressed -> retry.run());
        getChildren().add(button);
        if (keyboard) {
            button.requestFocus();
        }
    }
}
