package boxoffice.fx;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows a countdown as a clock face and figures, and keeps it going while it is part of a scene. Takes no room while
/// nothing is counted. Its style tells how pressing it is: none, `warn`, `danger`.
public final class CountdownLabel extends Label {
    private static final Duration BEAT = Duration.millis(250);

    private final Countdown countdown;
    private final Timeline beat;

    /// A label for a countdown.
    public CountdownLabel(Countdown countdown) {
        this.countdown = countdown;
        beat = new Timeline(new KeyFrame(BEAT, event -> countdown.tick()));
        beat.setCycleCount(Animation.INDEFINITE);
        getStyleClass().addAll("countdown", Style.STRONG);
        setGraphic(new FontIcon(Feather.CLOCK));
        setMinWidth(USE_PREF_SIZE);
        setAccessibleRole(AccessibleRole.TEXT);
        countdown.left().addListener(observable -> update());
        sceneProperty().addListener(observable -> {
            if (getScene() == null) {
                beat.stop();
            } else {
                beat.play();
            }
        });
        update();
    }

    private void update() {
        setText(countdown.text());
        setAccessibleText(countdown.inWords());
        boolean counting = countdown.left().get().isPresent();
        setVisible(counting);
        setManaged(counting);
        getStyleClass().removeAll(Style.WARN, Style.DANGER);
        switch (countdown.urgency()) {
            case CALM -> {}
            case SHORT -> getStyleClass().add(Style.WARN);
            case LAST -> getStyleClass().add(Style.DANGER);
        }
    }
}
