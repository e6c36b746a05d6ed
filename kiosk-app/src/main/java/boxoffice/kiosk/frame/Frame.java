package boxoffice.kiosk.frame;

import boxoffice.fx.Speaker;
import boxoffice.fx.Style;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.TouchEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// All of the kiosk's window: one [Screen] in the middle, and around it where the guest is, what comes next, and help.
///
/// Keys that work everywhere: Enter presses what has the focus, Escape goes one step back, F1 helps, F6 changes the
/// look. Whatever is shown is also said. Belongs to the FX thread.
public final class Frame {
    private final Texts texts;
    private final Runnable switchLook;
    private final Runnable startOver;
    private final BorderPane page = new BorderPane();
    private final SheetLayer sheets = new SheetLayer();
    private final StackPane root = new StackPane();
    private final Header header;
    private final Footer footer;
    private final Voice voice;
    private final IdleWatch idle;
    private final Scene scene;
    private final Keys keys;
    private @Nullable Screen current;

    /// @param switchLook changes between light and dark
    /// @param startOver what is done when a guest has gone or wants to start over
    public Frame(Texts texts, Speaker speaker, Clock clock, Runnable switchLook, Runnable startOver) {
        this.texts = texts;
        this.switchLook = switchLook;
        this.startOver = startOver;
        page.getStyleClass().add("page");
        this.header = new Header(texts);
        this.footer = new Footer(texts, this);
        this.idle = new IdleWatch(clock, () -> {
            sheets.close();
            startOver.run();
        });
        page.setTop(header);
        page.setBottom(footer);
        StackPane layers = new StackPane(page, sheets);
        root.getChildren().add(new ScaledPane(layers));
        root.getStyleClass().add(Style.KIOSK);
        scene = new Scene(root, 1280, 800);
        scene.getStylesheets()
                .add(Objects.requireNonNull(Frame.class.getResource("kiosk.css")).toExternalForm());
        voice = new Voice(speaker, scene);
        keys = new Keys(this);
        watchInput();
    }

    public Scene scene() {
        return scene;
    }

    public Header header() {
        return header;
    }

    /// The screen that is shown.
    public Optional<Screen> current() {
        return Optional.ofNullable(current);
    }

    /// Shows a screen in place of the present one.
    public void show(Screen screen) {
        if (current != null) {
            current.hidden();
        }
        sheets.close();
        current = screen;
        voice.hush(() -> {
            header.show(screen);
            footer.show(screen);
            page.setCenter(screen.content());
            screen.shown();
            screen.focus();
        });
        idle.expect(screen.patience());
        voice.screen(screen, header);
    }

    /// Takes over what has changed of the present screen's subtitle and ways on.
    public void refresh() {
        if (current != null) {
            header.retitle(current);
            footer.show(current);
            refocus();
        }
    }

    /// How much larger things are shown than they are laid out.
    public double scale() {
        return ScaledPane.factor(scene.getWidth(), scene.getHeight());
    }

    /// The button of the main action.
    public Node nextButton() {
        return footer.next();
    }

    /// Moves the focus to where the present screen wants it first, as when its content has just arrived.
    public void refocus() {
        if (current != null && !sheets.isOpen()) {
            current.focus();
        }
    }

    /// Says something that is shown; `important` things are said in full.
    public void say(String text, Speaker.Priority priority) {
        voice.say(text, priority);
    }

    /// Lays a question over the screen.
    public void ask(Sheet sheet) {
        voice.hush(() -> sheets.open(sheet));
        voice.sheet(sheet);
    }

    public void closeSheet() {
        sheets.close();
    }

    /// Asks whether to let the present sale go, and does so if wanted.
    public void confirm(String id, String title, String text, String keep, String giveUp, Runnable action) {
        Sheet.Answer stay = new Sheet.Answer(keep, Sheet.Kind.RECOMMENDED, () -> {});
        Sheet.Answer go = new Sheet.Answer(giveUp, Sheet.Kind.DANGER, action);
        ask(new Sheet(id, title, text, List.of(), List.of(go, stay), stay));
    }

    /// No longer asks guests whether they are still there.
    public void waitForEver() {
        idle.retire();
    }

    /// Called about once a second.
    public void tick() {
        if (current != null) {
            current.tick();
        }
        idle.tick();
    }

    void back() {
        if (sheets.isOpen()) {
            sheets.escape();
        } else if (current != null) {
            current.back().ifPresent(Runnable::run);
        }
    }

    void next() {
        if (current != null) {
            current.next().ifPresent(NextAction::run);
        }
    }

    void unusedKey(KeyCode key) {
        if (current != null && !sheets.isOpen()) {
            current.unusedKey(key);
        }
    }

    void help() {
        if (!sheets.isOpen("help")) {
            ask(HelpSheet.of(texts, this::callStaff));
        }
    }

    void chooseLanguageAndLook() {
        ask(LookSheet.of(texts, switchLook));
    }

    void changeLook() {
        switchLook.run();
    }

    void repeat() {
        if (current != null) {
            voice.screen(current, header);
        }
    }

    private void callStaff() {
        System.getLogger(Frame.class.getName()).log(System.Logger.Level.WARNING, "a guest calls for staff");
        header.callStaff();
        say(texts.text("help.called"), Speaker.Priority.IMPORTANT);
    }

    private void watchInput() {
        keys.listen(scene);
        // not every mouse event: some come by themselves when something moves under a pointer that rests
        List.of(
                KeyEvent.KEY_PRESSED,
                MouseEvent.MOUSE_PRESSED,
                MouseEvent.MOUSE_MOVED,
                MouseEvent.MOUSE_DRAGGED,
                TouchEvent.ANY,
                ScrollEvent.ANY)
                .forEach(type -> scene.addEventFilter(type, _ -> {
                    if (!(idle.state().get() instanceof IdleWatch.State.Asking)) {
                        idle.input();
                    }
                }));
        idle.state().subscribe(this::askWhetherThere);
        scene.focusOwnerProperty().subscribe(this::keepFocus);
    }

    private void askWhetherThere(IdleWatch.State state) {
        switch (state) {
            case IdleWatch.State.Present _ -> {
                if (sheets.isOpen("still-there")) {
                    sheets.close();
                }
            }
            case IdleWatch.State.Asking asking -> {
                String text = texts.text("idle.text", "seconds", asking.left().toSeconds());
                if (sheets.isOpen("still-there")) {
                    sheets.retext(text);
                } else {
                    Sheet.Answer here =
                            new Sheet.Answer(texts.text("idle.here"), Sheet.Kind.RECOMMENDED, idle::input);
                    Sheet.Answer over = new Sheet.Answer(texts.text("idle.over"), Sheet.Kind.PLAIN, () -> {
                        idle.input();
                        startOver.run();
                    });
                    ask(new Sheet("still-there", texts.text("idle.title"), text, List.of(), List.of(over, here), here));
                }
            }
        }
    }

    /// The focus is never nowhere: keyboards would be lost.
    private void keepFocus(@Nullable Node owner) {
        if (owner == null) {
            Platform.runLater(() -> {
                if (scene.getFocusOwner() == null) {
                    sheets.focus();
                    refocus();
                }
            });
        }
    }
}
