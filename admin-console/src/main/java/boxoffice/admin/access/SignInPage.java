package boxoffice.admin.access;

import boxoffice.admin.access.SignInModel.Field;
import boxoffice.admin.frame.FieldView;
import boxoffice.fx.Messages;
import boxoffice.fx.Notice;
import boxoffice.fx.Style;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The page on which somebody signs in.
public final class SignInPage extends StackPane {
    private final SignInModel model;
    private final Messages messages;
    private final TextField email = new TextField();
    private final PasswordField password = new PasswordField();
    private final TextField server = new TextField();

    public SignInPage(SignInModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        getStyleClass().add("sign-in");
        email.setId("email");
        email.setPromptText(messages.text("sign-in.email.prompt"));
        email.textProperty().bindBidirectional(model.email());
        password.setId("password");
        password.textProperty().bindBidirectional(model.password());
        server.setId("server");
        server.textProperty().bindBidirectional(model.server());
        VBox card = new VBox(
                heading(),
                field(Field.EMAIL, "sign-in.email", email),
                field(Field.PASSWORD, "sign-in.password", password),
                field(Field.SERVER, "sign-in.server", server),
                button());
        card.getStyleClass().addAll(Style.CARD, "sign-in-card");
        card.setMaxHeight(USE_PREF_SIZE);
        getChildren().add(card);
        model.busy().subscribe(this::goToError);
    }

    /// Explains above the form why it is shown again, as when a session ended.
    public void explain(String why) {
        VBox card = (VBox) getChildren().getFirst();
        card.getChildren().add(1, new Notice(Notice.Kind.INFO, why));
    }

    @Override
    public void requestFocus() {
        email.requestFocus();
    }

    private Node heading() {
        Label name = new Label(messages.text("app.name"));
        name.getStyleClass().addAll(Style.CAPTION, Style.MUTED);
        Label title = new Label(messages.text("sign-in.title"));
        title.getStyleClass().add(Style.HEADLINE);
        VBox heading = new VBox(name, title);
        heading.getStyleClass().add("sign-in-heading");
        return heading;
    }

    private Node field(Field field, String key, TextField control) {
        control.setOnAction(enter -> submit());
        control.disableProperty().bind(model.busy());
        return new FieldView(messages.text(key), control, model.errors().of(field));
    }

    private Button button() {
        Button button = new Button();
        button.setId("sign-in");
        button.getStyleClass().add(Style.PRIMARY);
        button.setMaxWidth(Double.MAX_VALUE);
        button.textProperty()
                .bind(
                        Bindings.when(model.busy())
                                .then(messages.text("sign-in.busy"))
                                .otherwise(messages.text("sign-in.go")));
        button.setOnAction(pressed -> submit());
        return button;
    }

    private void submit() {
        model.submit();
        goToError(model.busy().get());
    }

    /// After an answer, the keyboard stands where something has to be mended.
    private void goToError(boolean busy) {
        if (!busy) {
            model.errors().first().ifPresent(field -> control(field).requestFocus());
        }
    }

    private TextField control(Field field) {
        return switch (field) {
            case EMAIL -> email;
            case PASSWORD -> password;
            case SERVER -> server;
        };
    }
}
