package boxoffice.kiosk;

import boxoffice.fx.Speaker;
import boxoffice.fx.Theme;
import boxoffice.kiosk.device.DeviceFile.Enrolled;
import boxoffice.kiosk.offline.TicketStore;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The kiosk's window; full screen unless told otherwise.
///
/// JavaFX makes it without arguments, so what it needs is put down with [#prepare] before.
public final class KioskWindow extends Application {
    private static final AtomicReference<Start> START = new AtomicReference<>();
    private static final AtomicInteger EXIT_CODE = new AtomicInteger();

    private @Nullable KioskApp app;

    private record Start(Options options, TicketStore store, Optional<Enrolled> identity) {}

    static void prepare(Options options, TicketStore store, Optional<Enrolled> identity) {
        START.set(new Start(options, store, identity));
    }

    /// What the program is to end with.
    static int exitCode() {
        return EXIT_CODE.get();
    }

    @Override
    public void start(Stage stage) {
        Start start = START.get();
        Options options = start.options();
        Theme theme = switch (options.look()) {
            case LIGHT -> Theme.LIGHT;
            case DARK -> Theme.DARK;
        };
        KioskApp kiosk = new KioskApp(
                new KioskApp.Setting(
                        options.data(), start.store(), start.identity(), theme, Speaker.silent(), Clock.systemUTC()));
        app = kiosk;
        stage.setTitle("Box office kiosk");
        stage.setScene(kiosk.scene());
        if (!options.windowed()) {
            stage.setFullScreenExitHint("");
            stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
            stage.setFullScreen(true);
        }
        stage.show();
        if (options.selfDrive()) {
            kiosk.driveItself(System.out, code -> ended(code, options.exitAfterSale()));
        }
    }

    /// After a sale that went well the ticket stays on the screen, unless told otherwise.
    private static void ended(int code, boolean exitAfterSale) {
        EXIT_CODE.set(code);
        if (code != 0 || exitAfterSale) {
            Platform.exit();
        }
    }

    @Override
    public void stop() {
        if (app != null) {
            app.close();
        }
    }
}
