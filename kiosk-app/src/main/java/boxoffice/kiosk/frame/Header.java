package boxoffice.kiosk.frame;

import boxoffice.fx.Notice;
import boxoffice.fx.Style;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The top of every screen: the theater, the steps, how long seats are held, and what to do here.
public final class Header extends VBox {
    private final Texts texts;
    private final Steps steps;
    private final Label theater = new Label();
    private final StackPane corner = new StackPane();
    private final Label title = new Label();
    private final Label subtitle = new Label();
    private final FlowPane heading = new FlowPane(title, subtitle);
    private final HBox call = new HBox();

    Header(Texts texts) {
        this.texts = texts;
        this.steps = new Steps(texts);
        getStyleClass().add("header");
        theater.setWrapText(true);
        theater.getStyleClass().addAll(Style.STRONG, "theater");
        title.getStyleClass().add(Style.TITLE);
        title.setWrapText(true);
        subtitle.getStyleClass().add(Style.MUTED);
        subtitle.setWrapText(true);
        heading.getStyleClass().add("heading");
        heading.setRowValignment(VPos.BASELINE);
        getChildren().addAll(call, bar(), heading);
        call.setVisible(false);
        call.setManaged(false);
    }

    /// Names the theater where the kiosk stands.
    public void theater(String name) {
        theater.setText(name);
    }

    /// Puts something into the right-hand corner, where it stays.
    public void corner(Node content) {
        corner.getChildren().setAll(content);
    }

    void show(Screen screen) {
        steps.show(screen.step());
        title.setText(screen.title());
        retitle(screen);
        boolean plain = screen.step().isEmpty();
        heading.setVisible(!plain);
        heading.setManaged(!plain);
    }

    /// Takes over a subtitle that has changed.
    public void retitle(Screen screen) {
        subtitle.setText(screen.subtitle());
        subtitle.setVisible(!screen.subtitle().isEmpty());
        subtitle.setManaged(!screen.subtitle().isEmpty());
    }

    /// Where the guest is and what to do, in words.
    String spoken(Screen screen) {
        String where = screen.step().map(steps::spoken).orElse("");
        return texts.text("screen.spoken", "step", where, "title", screen.title(), "more", screen.subtitle())
                .strip();
    }

    /// Shows that the guest wants staff, until the guest takes it back.
    void callStaff() {
        Notice notice = new Notice(Notice.Kind.WARN, texts.text("help.called"));
        HBox.setHgrow(notice, Priority.ALWAYS);
        Button done = new Button(texts.text("help.called.done"));
        done.setId("call-done");
        done.setOnAction(_ -> {
            call.setVisible(false);
            call.setManaged(false);
        });
        call.getChildren().setAll(notice, done);
        call.getStyleClass().setAll("staff-call");
        call.setAlignment(Pos.CENTER);
        call.setVisible(true);
        call.setManaged(true);
    }

    private Region bar() {
        StackPane left = side(theater, Pos.CENTER_LEFT);
        StackPane right = side(corner, Pos.CENTER_RIGHT);
        HBox bar = new HBox(left, steps, right);
        bar.setAlignment(Pos.CENTER);
        bar.getStyleClass().add("header-bar");
        return bar;
    }

    /// Both sides are equally wide, so that the steps stand in the middle.
    private static StackPane side(Node content, Pos place) {
        StackPane side = content instanceof StackPane pane ? pane : new StackPane(content);
        side.setAlignment(place);
        side.setMinWidth(0);
        side.setPrefWidth(260);
        HBox.setHgrow(side, Priority.ALWAYS);
        return side;
    }
}
