package boxoffice.kiosk.welcome;

import boxoffice.fx.Notice;
import boxoffice.fx.Style;
import boxoffice.kiosk.film.FilmsModel;
import boxoffice.kiosk.frame.Frame;
import boxoffice.kiosk.frame.Loader.Loaded;
import boxoffice.kiosk.frame.Screen;
import boxoffice.kiosk.frame.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The invitation to start, with the posters of today's films; or, while the server is gone, what still works.
public final class WelcomeScreen implements Screen {
    private static final Duration REFRESH = Duration.ofMinutes(10);
    private static final Set<KeyCode> NOT_A_START = Set.of(
            KeyCode.TAB,
            KeyCode.SHIFT,
            KeyCode.CONTROL,
            KeyCode.ALT,
            KeyCode.META,
            KeyCode.ESCAPE,
            KeyCode.F1,
            KeyCode.F5,
            KeyCode.F6);

    private final Frame frame;
    private final Texts texts;
    private final FilmsModel today;
    private final Clock clock;
    private final Runnable start;
    private final VBox content = new VBox();
    private final PosterStrip posters = new PosterStrip();
    private final Label headline = new Label();
    private final Label theater = new Label();
    private final Notice offline;
    private final Button startButton;
    private final Button ticketButton;
    private Subscription following = Subscription.EMPTY;
    private Instant loadedAt;

    /// @param today the films whose posters are shown
    /// @param myTicket leads to the tickets bought here
    public WelcomeScreen(
            Frame frame, Texts texts, FilmsModel today, Clock clock, Runnable start, Runnable myTicket) {
        this.frame = frame;
        this.texts = texts;
        this.today = today;
        this.clock = clock;
        this.start = start;
        this.loadedAt = clock.instant();
        this.offline = new Notice(Notice.Kind.WARN, texts.text("welcome.offline"));
        this.startButton = new Button(texts.text("welcome.start"));
        this.ticketButton = new Button(texts.text("welcome.ticket"), new FontIcon(Feather.FILE_TEXT));
        startButton.setId("start");
        startButton.getStyleClass().addAll(Style.PRIMARY, "start");
        startButton.setOnAction(_ -> start.run());
        ticketButton.setId("my-ticket");
        ticketButton.setOnAction(_ -> myTicket.run());
        build();
    }

    @Override
    public Parent content() {
        return content;
    }

    @Override
    public String title() {
        return texts.text("welcome.start");
    }

    @Override
    public void focus() {
        (startButton.isManaged() ? startButton : ticketButton).requestFocus();
    }

    @Override
    public Patience patience() {
        return Patience.ENDLESS;
    }

    @Override
    public void shown() {
        following = today.programme().state().subscribe(this::show);
        today.load();
    }

    @Override
    public void hidden() {
        following.unsubscribe();
        today.programme().cancel();
        posters.stop();
    }

    @Override
    public void tick() {
        today.programme().tick();
        if (!clock.instant().isBefore(loadedAt.plus(REFRESH))) {
            loadedAt = clock.instant();
            today.load();
        }
    }

    @Override
    public void unusedKey(KeyCode key) {
        if (!NOT_A_START.contains(key)) {
            startIfPossible();
        }
    }

    private void build() {
        content.setId("welcome");
        content.getStyleClass().addAll("screen", "welcome");
        content.setAlignment(Pos.CENTER);
        headline.getStyleClass().addAll(Style.HEADLINE);
        headline.setWrapText(true);
        theater.getStyleClass().addAll(Style.TITLE, Style.MUTED);
        theater.setWrapText(true);
        VBox.setVgrow(posters, Priority.ALWAYS);
        HBox ticket = new HBox(ticketButton);
        ticket.setAlignment(Pos.CENTER);
        sell(true);
        content.getChildren().addAll(headline, theater, posters, offline, startButton, ticket);
        content.addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> startIfPossible());
    }

    private void startIfPossible() {
        if (startButton.isManaged()) {
            start.run();
        }
    }

    private void show(Loaded<FilmsModel.Programme> state) {
        switch (state) {
            case Loaded.Waiting<FilmsModel.Programme> _ -> {
                // what was shown before stays
            }
            case Loaded.Here<FilmsModel.Programme>(FilmsModel.Programme programme) -> {
                theater.setText(
                        texts.text(
                                "welcome.theater",
                                "city",
                                programme.theater().city(),
                                "count",
                                programme.films().size()));
                posters.show(programme.films());
                sell(true);
                frame.refocus();
            }
            case Loaded.Offline<FilmsModel.Programme> _,Loaded.Failed<FilmsModel.Programme> _ -> {
                sell(false);
                frame.refocus();
            }
        }
    }

    private void sell(boolean possible) {
        appear(offline, !possible);
        appear(startButton, possible);
        appear(posters, possible);
        appear(theater, possible);
        headline.setText(texts.text(possible ? "welcome.title" : "welcome.offline.title"));
    }

    private static void appear(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
