package boxoffice.admin.access;

import boxoffice.admin.frame.Failure;
import boxoffice.admin.frame.FieldErrors;
import boxoffice.client.BoxOfficeClient;
import boxoffice.fx.Messages;
import boxoffice.fx.Tasks;
import boxoffice.model.Accounts.LoginRequest;
import boxoffice.model.Accounts.Role;
import boxoffice.model.Accounts.Session;
import boxoffice.model.InvalidField;
import boxoffice.model.ProblemCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Signing in: what was typed, what is wrong with it, and whether the server is being asked (USER-1).
///
/// The password is kept only until the server has answered.
public final class SignInModel {
    private static final Set<Role> WELCOME = EnumSet.of(Role.STAFF, Role.MANAGER, Role.ADMIN);

    /// The fields, from top to bottom.
    public enum Field {
        EMAIL,
        PASSWORD,
        SERVER
    }

    private final Messages messages;
    private final Consumer<SignedIn> welcome;
    private final StringProperty email = new SimpleStringProperty("");
    private final StringProperty password = new SimpleStringProperty("");
    private final StringProperty server;
    private final FieldErrors<Field> errors = new FieldErrors<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

    /// A form for one sign-in.
    ///
    /// @param welcome who goes on when the server has let somebody in
    public SignInModel(URI server, Messages messages, Consumer<SignedIn> welcome) {
        this.server = new SimpleStringProperty(server.toString());
        this.messages = messages;
        this.welcome = welcome;
        email.subscribe(typed -> errors.clear(Field.EMAIL));
        password.subscribe(typed -> errors.clear(Field.PASSWORD));
        this.server.subscribe(typed -> errors.clear(Field.SERVER));
    }

    StringProperty email() {
        return email;
    }

    StringProperty password() {
        return password;
    }

    StringProperty server() {
        return server;
    }

    FieldErrors<Field> errors() {
        return errors;
    }

    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /// Asks the server unless something is missing or the answer to an earlier question is still awaited.
    void submit() {
        if (busy.get()) {
            return;
        }
        errors.clear();
        Optional<URI> address = address(server.get());
        if (email.get().isBlank()) {
            errors.put(Field.EMAIL, messages.text("sign-in.email.missing"));
        }
        if (password.get().isEmpty()) {
            errors.put(Field.PASSWORD, messages.text("sign-in.password.missing"));
        }
        if (address.isEmpty()) {
            errors.put(Field.SERVER, messages.text("sign-in.server.wrong"));
        }
        if (errors.isEmpty()) {
            ask(BoxOfficeClient.at(address.orElseThrow()));
        }
    }

    private void ask(BoxOfficeClient client) {
        LoginRequest request;
        try {
            request = new LoginRequest(email.get(), password.get());
        } catch (InvalidField invalid) {
            errors.put(fieldNamed(invalid.field()), messages.text("sign-in.mismatch"));
            return;
        }
        busy.set(true);
        Tasks.run(() -> client.signIn(request))
                .onSuccess(session -> answered(client, session))
                .onError(thrown -> refused(Failure.of(thrown)))
                .always(() -> busy.set(false))
                .start();
    }

    private void answered(BoxOfficeClient client, Session session) {
        if (WELCOME.contains(session.user().role())) {
            password.set("");
            welcome.accept(new SignedIn(client.with(session), session));
            return;
        }
        errors.put(Field.EMAIL, messages.text("sign-in.role"));
        Tasks.run(() -> client.with(session).signOut(session))
                .onError(Failure::of)
                .start();
    }

    private void refused(Failure failure) {
        switch (failure) {
            case Failure.Offline offline ->
                errors.put(Field.SERVER, messages.text("sign-in.server.unreachable"));
            case Failure.Refused refused when refused.is(ProblemCode.CREDENTIALS_INVALID) -> {
                password.set("");
                errors.put(Field.PASSWORD, messages.text("sign-in.mismatch"));
            }
            case Failure.Refused refused -> errors.put(Field.PASSWORD, refused.words(messages));
            case Failure.SessionEnded ended -> errors.put(Field.PASSWORD, messages.text("sign-in.mismatch"));
            case Failure.Broken broken -> errors.put(Field.PASSWORD, broken.words(messages));
        }
    }

    private static Field fieldNamed(String name) {
        return name.equals("email") ? Field.EMAIL : Field.PASSWORD;
    }

    /// Reads an address such as `http://127.0.0.1:8080`; empty when it is none.
    public static Optional<URI> address(String text) {
        try {
            URI address = new URI(text.strip());
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            boolean bare = address.getPath().isEmpty() || address.getPath().equals("/");
            return web && address.getHost() != null && bare ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }
}
