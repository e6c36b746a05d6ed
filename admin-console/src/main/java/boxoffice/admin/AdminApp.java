package boxoffice.admin;

import boxoffice.admin.access.SignInModel;
import boxoffice.admin.access.SignInPage;
import boxoffice.admin.access.SignedIn;
import boxoffice.admin.frame.Failure;
import boxoffice.admin.frame.Frame;
import boxoffice.admin.monitor.MonitorModel;
import boxoffice.admin.monitor.MonitorPage;
import boxoffice.admin.schedule.ScheduleModel;
import boxoffice.admin.schedule.SchedulePage;
import boxoffice.client.BoxOfficeClient;
import boxoffice.fx.Messages;
import boxoffice.fx.Tasks;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// The console as an application, and the only place where its parts are wired together.
///
/// One window: the sign-in page, then the schedule, over which a show's seats can be watched.
public final class AdminApp extends Application {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;

    private final Messages messages = Messages.of("boxoffice.admin.messages", Locale.ENGLISH);
    private final Clock clock;
    private final Frame frame = new Frame(messages);
    private URI server = URI.create("");
    private Optional<SignedIn> signedIn = Optional.empty();
    private Optional<SchedulePage> schedule = Optional.empty();
    private Optional<MonitorPage> monitor = Optional.empty();

    /// The console by the machine's clock.
    public AdminApp() {
        this(Clock.systemUTC());
    }

    AdminApp(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void start(Stage stage) {
        switch (Options.parse(getParameters().getRaw())) {
            case Options.Outcome.Run(Options options) -> open(stage, options);
            case Options.Outcome.Help help -> stage.close();
            case Options.Outcome.Wrong(String line) -> throw new IllegalArgumentException(line);
        }
    }

    /// Shows the console on a stage.
    void open(Stage stage, Options options) {
        server = options.server();
        frame.onSignOut(this::signOut);
        Scene scene = new Scene(frame, WIDTH, HEIGHT);
        frame.dress(scene, options.theme());
        stage.setTitle(messages.text("app.name"));
        stage.setMinWidth(WIDTH);
        stage.setMinHeight(HEIGHT);
        stage.setScene(scene);
        showSignIn(Optional.empty());
        stage.show();
    }

    @Override
    public void stop() {
        closePages();
    }

    private void showSignIn(Optional<String> why) {
        closePages();
        SignInPage page = new SignInPage(new SignInModel(server, messages, this::welcome), messages);
        why.ifPresent(page::explain);
        frame.showSignedOut();
        frame.show(page);
        page.requestFocus();
    }

    private void welcome(SignedIn who) {
        signedIn = Optional.of(who);
        server = who.client().server();
        frame.showSignedIn(who.name(), who.user().role(), server);
        BoxOfficeClient client = who.client();
        ScheduleModel model = new ScheduleModel(client, who.user(), clock, this::sessionEnded);
        SchedulePage page = new SchedulePage(model, messages, (show, theater) -> {
            MonitorModel watched = new MonitorModel(client, show, clock, this::sessionEnded);
            watch(new MonitorPage(watched, theater, messages, this::backToSchedule));
        });
        schedule = Optional.of(page);
        frame.show(page);
    }

    private void watch(MonitorPage page) {
        schedule.ifPresent(SchedulePage::rest);
        monitor = Optional.of(page);
        frame.show(page);
        page.requestFocus();
    }

    private void backToSchedule() {
        monitor.ifPresent(MonitorPage::close);
        monitor = Optional.empty();
        schedule.ifPresent(page -> {
            frame.show(page);
            page.comeBack();
        });
    }

    private void signOut() {
        signedIn.ifPresent(
                who -> Tasks.run(() -> who.client().signOut(who.session()))
                        .onError(Failure::of)
                        .start());
        showSignIn(Optional.empty());
    }

    private void sessionEnded() {
        showSignIn(Optional.of(messages.text("sign-in.session-ended")));
    }

    private void closePages() {
        signedIn = Optional.empty();
        monitor.ifPresent(MonitorPage::close);
        monitor = Optional.empty();
        schedule.ifPresent(SchedulePage::close);
        schedule = Optional.empty();
    }
}
