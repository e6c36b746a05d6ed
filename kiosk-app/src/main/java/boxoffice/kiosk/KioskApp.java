package boxoffice.kiosk;

import boxoffice.client.BoxOfficeClient;
import boxoffice.fx.Countdown;
import boxoffice.fx.CountdownLabel;
import boxoffice.fx.Speaker;
import boxoffice.fx.Theme;
import boxoffice.kiosk.device.Device;
import boxoffice.kiosk.device.DeviceFile;
import boxoffice.kiosk.device.DeviceScreen;
import boxoffice.kiosk.frame.Frame;
import boxoffice.kiosk.frame.Screen;
import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.offline.TicketStore;
import boxoffice.kiosk.printing.TicketPrinter;
import boxoffice.kiosk.sale.Sale;
import boxoffice.kiosk.selfdrive.SelfDrive;
import boxoffice.model.Accounts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Scene;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// The kiosk in a scene: the one place where its parts are wired together. Belongs to the FX thread.
final class KioskApp implements AutoCloseable {
    private final Texts texts = new Texts(Locale.ENGLISH);
    private final Clock clock;
    private final Frame frame;
    private final Timeline seconds;
    private final TicketStore store;
    private Theme theme;
    private @Nullable Journey journey;
    private @Nullable Sale sale;

    /// What a kiosk needs from outside.
    ///
    /// @param store is closed together with the kiosk
    /// @param identity who the machine is; absent when it was never enrolled
    /// @param clock for everything but how long things take
    record Setting(
            Path data,
            TicketStore store,
            Optional<DeviceFile.Enrolled> identity,
            Theme theme,
            Speaker speaker,
            Clock clock) {}

    KioskApp(Setting setting) {
        this.clock = setting.clock();
        this.theme = setting.theme();
        this.store = setting.store();
        this.frame = new Frame(texts, setting.speaker(), setting.clock(), this::switchTheme, this::startOver);
        theme.apply(frame.scene());
        setting.identity()
                .ifPresentOrElse(
                        enrolled -> sell(setting, enrolled),
                        () -> frame.show(new DeviceScreen(texts, DeviceScreen.Reason.NOT_ENROLLED)));
        this.seconds = new Timeline(new KeyFrame(Duration.seconds(1), _ -> tick()));
        seconds.setCycleCount(Animation.INDEFINITE);
        seconds.play();
    }

    Scene scene() {
        return frame.scene();
    }

    /// The screen that is shown.
    Optional<Screen> current() {
        return frame.current();
    }

    /// Begins to buy a ticket by itself; to be called once the scene is shown.
    ///
    /// @param ended gets the program's exit code once it is over
    void driveItself(PrintStream out, IntConsumer ended) {
        if (sale == null) {
            out.println("failed this kiosk is not enrolled");
            ended.accept(1);
            return;
        }
        frame.waitForEver();
        new SelfDrive(frame, texts, sale, clock, out, ended).start();
    }

    /// Lets go of all that was begun.
    @Override
    public void close() {
        seconds.stop();
        if (sale != null) {
            sale.leave();
        }
        store.close();
    }

    private void sell(Setting setting, DeviceFile.Enrolled enrolled) {
        Device device = new Device(BoxOfficeClient.at(enrolled.server()), enrolled.key());
        Countdown countdown = new Countdown(setting.clock(), texts.formats(), setting.speaker());
        frame.header().corner(new CountdownLabel(countdown));
        Sale selling = new Sale(() -> walkin(device), store, setting.clock());
        sale = selling;
        journey = new Journey(
                frame,
                new Journey.Parts(
                        texts,
                        setting.speaker(),
                        device,
                        selling,
                        store,
                        new TicketPrinter(setting.data()),
                        countdown,
                        setting.clock()));
        startOver();
    }

    private static Sale.Walkin walkin(Device device) {
        Accounts.Session session = device.guest();
        BoxOfficeClient client = device.speaking(session);
        return new Sale.Walkin(client, () -> client.signOut(session));
    }

    private void startOver() {
        if (journey != null) {
            journey.welcome();
        }
    }

    private void switchTheme() {
        theme = switch (theme) {
            case LIGHT -> Theme.DARK;
            case DARK -> Theme.LIGHT;
        };
        theme.apply(frame.scene());
    }

    private void tick() {
        if (sale != null) {
            sale.tick();
        }
        frame.tick();
    }
}
