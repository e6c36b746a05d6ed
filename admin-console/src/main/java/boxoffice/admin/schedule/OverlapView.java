package boxoffice.admin.schedule;

import boxoffice.fx.Messages;
import boxoffice.fx.Notice;
import boxoffice.fx.Paragraph;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/// Says that the screen is taken, by what, and offers the nearest time at which it is free.
final class OverlapView extends VBox {
    private final Messages messages;
    private final Runnable accept;
    private Optional<Button> proposal = Optional.empty();

    OverlapView(Messages messages, Runnable accept) {
        this.messages = messages;
        this.accept = accept;
        getStyleClass().add("overlap");
        setVisible(false);
        managedProperty().bind(visibleProperty());
    }

    void show(Optional<Overlap> overlap, String screen, ShowWords words) {
        getChildren().clear();
        proposal = Optional.empty();
        setVisible(overlap.isPresent());
        overlap.ifPresent(refused -> {
            List<String> conflicts =
                    refused.conflicts().stream().map(words::period).toList();
            String reason = messages.text("overlap.title", "screen", screen);
            getChildren()
                    .add(
                            new Notice(
                                    Notice.Kind.DANGER,
                                    Stream.concat(Stream.of(reason), conflicts.stream())
                                            .collect(Collectors.joining("\n"))));
            refused.nearestStart()
                    .ifPresentOrElse(
                            start -> offer(words.time(start.toLocalTime())),
                            () -> getChildren().add(new Paragraph(messages.text("overlap.none"))));
        });
    }

    private void offer(String time) {
        Button button = new Button(messages.text("overlap.use", "time", time));
        button.setId("use-proposal");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(pressed -> accept.run());
        proposal = Optional.of(button);
        getChildren().add(button);
    }

    /// Moves the keyboard to what can be done about it.
    void enter() {
        proposal.ifPresent(Button::requestFocus);
    }
}
