package boxoffice.kiosk.ticket;

import boxoffice.fx.Notice;
import boxoffice.fx.Speaker;
import boxoffice.fx.Style;
import boxoffice.kiosk.frame.Frame;
import boxoffice.kiosk.frame.NextAction;
import boxoffice.kiosk.frame.Screen;
import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.ticket.LookupModel.Result;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Asks for a booking's reference, by keyboard or on the screen's own keys.
public final class LookupScreen implements Screen {
    private static final String KEYS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int KEY_COLUMNS = 8;

    private final Texts texts;
    private final LookupModel model;
    private final Frame frame;
    private final Runnable back;
    private final TextField reference = new TextField();
    private final Notice notice;
    private final NextAction find;
    private final VBox content = new VBox();
    private Subscription following = Subscription.EMPTY;

    public LookupScreen(Frame frame, Texts texts, LookupModel model, Runnable back) {
        this.frame = frame;
        this.texts = texts;
        this.model = model;
        this.back = back;
        this.notice = new Notice(Notice.Kind.INFO, texts.text("lookup.hint"));
        this.find = new NextAction(texts.text("lookup.find"), model::find);
        content.setId("lookup");
        content.getStyleClass().addAll("screen", "lookup");
        content.setAlignment(Pos.TOP_CENTER);
        Label title = new Label(texts.text("lookup.title"));
        title.getStyleClass().add(Style.HEADLINE);
        title.setWrapText(true);
        content.getChildren().addAll(title, notice, entry(), keys());
    }

    @Override
    public Parent content() {
        return content;
    }

    @Override
    public String title() {
        return texts.text("lookup.title");
    }

    @Override
    public void focus() {
        reference.requestFocus();
    }

    @Override
    public Optional<Runnable> back() {
        return Optional.of(back);
    }

    @Override
    public Optional<NextAction> next() {
        return Optional.of(find);
    }

    @Override
    public void shown() {
        following = Subscription.combine(
                model.complete().subscribe(complete -> find.possible().set(complete)),
                model.result().subscribe(this::show));
    }

    @Override
    public void hidden() {
        following.unsubscribe();
    }

    private HBox entry() {
        reference.setId("reference-field");
        reference.getStyleClass().addAll(Style.TITLE, Style.FIGURES);
        reference.setAccessibleText(texts.text("lookup.field"));
        reference.setPrefColumnCount(LookupModel.LENGTH + 2);
        reference.setTextFormatter(new TextFormatter<>(LookupScreen::fitting));
        reference.textProperty().subscribe(model::enter);
        reference.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                model.find();
                event.consume();
            }
        });
        Button erase = new Button(texts.text("lookup.erase"), new FontIcon(Feather.DELETE));
        erase.setId("erase");
        erase.setOnAction(_ -> erase());
        HBox entry = new HBox(reference, erase);
        entry.getStyleClass().add("lookup-entry");
        entry.setAlignment(Pos.CENTER);
        return entry;
    }

    /// What may stand in a reference of what is entered, and as much of it as there is room for.
    private static TextFormatter.Change fitting(TextFormatter.Change change) {
        int kept = change.getControlText().length() - (change.getRangeEnd() - change.getRangeStart());
        String entered = LookupModel.plain(change.getText());
        String fitting = entered.substring(0, Math.clamp(LookupModel.LENGTH - kept, 0, entered.length()));
        if (!fitting.equals(change.getText())) {
            int end = change.getRangeStart() + fitting.length();
            change.setText(fitting);
            change.selectRange(end, end);
        }
        return change;
    }

    private TilePane keys() {
        TilePane keys = new TilePane();
        keys.getStyleClass().add("lookup-keys");
        keys.setPrefColumns(KEY_COLUMNS);
        keys.setMaxWidth(TilePane.USE_PREF_SIZE);
        for (String key : KEYS.split("")) {
            Button button = new Button(key);
            button.setId("key-" + key);
            button.setFocusTraversable(false);
            button.setMaxWidth(Double.MAX_VALUE);
            button.setOnAction(_ -> reference.appendText(key));
            keys.getChildren().add(button);
        }
        return keys;
    }

    private void erase() {
        int length = reference.getLength();
        if (length > 0) {
            reference.deleteText(length - 1, length);
        }
    }

    private void show(Result result) {
        switch (result) {
            case Result.Asking _ -> notice.show(Notice.Kind.INFO, texts.text("lookup.hint"));
            case Result.Unknown _ -> tell(texts.text("lookup.unknown"));
            case Result.Fault _ -> tell(texts.text("lookup.fault"));
        }
    }

    private void tell(String text) {
        notice.show(Notice.Kind.DANGER, text);
        frame.say(text, Speaker.Priority.IMPORTANT);
        reference.requestFocus();
    }
}
