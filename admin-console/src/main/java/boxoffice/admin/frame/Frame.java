package boxoffice.admin.frame;

import boxoffice.fx.Messages;
import boxoffice.fx.Style;
import boxoffice.fx.Theme;
import boxoffice.model.Accounts.Role;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The window's content: a bar that is always there, with who is signed in and the look, and below it one page.
public final class Frame extends BorderPane {
    private static final String RULES =
            Objects.requireNonNull(Frame.class.getResource("/boxoffice/admin/console.css")).toExternalForm();

    private final Messages messages;
    private final Button theme = new Button();
    private final Label who = new Label();
    private final Label where = new Label();
    private final Button signOut = new Button();
    private Theme look = Theme.LIGHT;

    public Frame(Messages messages) {
        this.messages = messages;
        getStyleClass().addAll(Style.CONSOLE, "frame");
        Label name = new Label(messages.text("app.name"));
        name.getStyleClass().addAll(Style.STRONG, "brand");
        where.getStyleClass().addAll(Style.CAPTION, Style.MUTED);
        who.getStyleClass().add(Style.CAPTION);
        theme.setId("theme");
        theme.getStyleClass().add(Style.QUIET);
        theme.setOnAction(pressed -> toggleTheme());
        signOut.setId("sign-out");
        signOut.setText(messages.text("frame.sign-out"));
        signOut.getStyleClass().add(Style.QUIET);
        who.managedProperty().bind(who.visibleProperty());
        signOut.managedProperty().bind(signOut.visibleProperty());
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox bar = new HBox(name, where, spring, theme, who, signOut);
        bar.getStyleClass().add("frame-bar");
        List.of(name, where, theme, who, signOut).forEach(one -> one.setMinWidth(USE_PREF_SIZE));
        setTop(bar);
    }

    public void onSignOut(Runnable leave) {
        signOut.setOnAction(pressed -> leave.run());
    }

    /// Gives the scene its look and F6 its meaning.
    public void dress(Scene scene, Theme first) {
        scene.getStylesheets().add(RULES);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.F6) {
                event.consume();
                toggleTheme();
            }
        });
        use(scene, first);
    }

    private void toggleTheme() {
        use(getScene(), look == Theme.LIGHT ? Theme.DARK : Theme.LIGHT);
    }

    private void use(Scene scene, Theme next) {
        look = next;
        next.apply(scene);
        theme.setText(messages.text(next == Theme.LIGHT ? "frame.theme.dark" : "frame.theme.light"));
    }

    public void show(Node page) {
        setCenter(page);
    }

    public void showSignedIn(String name, Role role, URI server) {
        who.setText(messages.text("frame.who", "name", name, "role", role.name()));
        where.setText(server.getAuthority());
        who.setVisible(true);
        signOut.setVisible(true);
    }

    public void showSignedOut() {
        who.setText("");
        where.setText("");
        who.setVisible(false);
        signOut.setVisible(false);
    }
}
