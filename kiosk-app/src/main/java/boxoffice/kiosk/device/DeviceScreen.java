package boxoffice.kiosk.device;

import boxoffice.kiosk.frame.Screen;
import boxoffice.kiosk.frame.StatePane;
import boxoffice.kiosk.frame.Texts;
import javafx.scene.Parent;
import org.kordamp.ikonli.feather.Feather;

/// Says why this machine sells nothing until somebody sets it up, and how that is done.
public final class DeviceScreen implements Screen {
    private final StatePane content;
    private final Texts texts;

    /// Why nothing is sold.
    public enum Reason {
        /// It never was enrolled.
        NOT_ENROLLED,
        /// The server no longer accepts its key.
        KEY_REFUSED
    }

    public DeviceScreen(Texts texts, Reason reason) {
        this.texts = texts;
        this.content = switch (reason) {
            case NOT_ENROLLED -> StatePane.saying(
                    Feather.LINK, texts.text("device.none.title"), texts.text("device.none.text"));
            case KEY_REFUSED -> StatePane.saying(
                    Feather.SLASH, texts.text("device.refused.title"), texts.text("device.refused.text"));
        };
        content.setId("device");
        content.getStyleClass().add("screen");
    }

    @Override
    public Parent content() {
        return content;
    }

    @Override
    public String title() {
        return texts.text("device.title");
    }

    @Override
    public void focus() {
        content.focus();
    }

    @Override
    public Patience patience() {
        return Patience.ENDLESS;
    }
}
