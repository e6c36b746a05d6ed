package boxoffice.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.admin.access.SignInModel.Field;
import boxoffice.admin.testing.FxThread;
import boxoffice.admin.testing.SampleHouse;
import boxoffice.admin.testing.ScriptedServer;
import boxoffice.admin.testing.ScriptedServer.Answer;
import boxoffice.admin.testing.ScriptedServer.Request;
import boxoffice.fx.Messages;
import boxoffice.model.Accounts.LoginRequest;
import boxoffice.model.Accounts.Role;
import boxoffice.model.ProblemCode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInModelTest {
    private final ScriptedServer server = ScriptedServer.start();
    private final List<SignedIn> welcomed = new ArrayList<>();
    private final SignInModel model = FxThread.get(
            () -> new SignInModel(
                    server.address(), Messages.of("boxoffice.admin.messages", Locale.ENGLISH), welcomed::add));

    @AfterEach
    void close() {
        server.close();
    }

    private void letIn(Role role) {
        server.on("POST", "/auth/login", request -> Answer.ok(SampleHouse.session(role)));
        server.on("POST", "/auth/logout", request -> new Answer(204, ""));
    }

    private void submit(String email, String password) {
        FxThread.run(() -> {
            model.email().set(email);
            model.password().set(password);
            model.submit();
        });
        FxThread.until(() -> !model.busy().get());
    }

    private String error(Field field) {
        return FxThread.get(() -> model.errors().now(field));
    }

    @Test
    void whatIsMissingIsSaidBesideItsFieldAndNobodyIsAsked() {
        submit(" ", "");
        assertThat(error(Field.EMAIL)).isEqualTo("Enter your e-mail address.");
        assertThat(error(Field.PASSWORD)).isEqualTo("Enter your password.");
        assertThat(error(Field.SERVER)).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = {"STAFF", "MANAGER", "ADMIN"})
    void whoWorksHereComesIn(Role role) {
        letIn(role);
        submit("grace@example.org", "secret");
        assertThat(welcomed).extracting(who -> who.user().role()).containsExactly(role);
        assertThat(welcomed.getFirst().name()).isEqualTo("Grace Hopper");
        assertThat(server.requests().getFirst().body(LoginRequest.class))
                .isEqualTo(new LoginRequest("grace@example.org", "secret"));
        assertThat(FxThread.get(() -> model.password().get())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = {"GUEST", "CUSTOMER", "DEVICE"})
    void whoDoesNotWorkHereStaysOutAndIsSignedOut(Role role) {
        letIn(role);
        submit("asha@example.org", "secret");
        assertThat(welcomed).isEmpty();
        assertThat(error(Field.EMAIL)).isEqualTo("This account may not use the console.");
        FxThread.until(() -> server.requests().stream().map(Request::path).anyMatch("/auth/logout"::equals));
    }

    @Test
    void aWrongPasswordIsSaidAndForgotten() {
        server.on("POST", "/auth/login", request -> Answer.problem(ProblemCode.CREDENTIALS_INVALID, "No."));
        submit("grace@example.org", "guess");
        assertThat(error(Field.PASSWORD)).isEqualTo("E-mail and password do not match an account.");
        assertThat(FxThread.get(() -> model.password().get())).isEmpty();
        assertThat(FxThread.get(() -> model.email().get())).isEqualTo("grace@example.org");
    }

    @Test
    void anotherRefusalIsPassedOn() {
        server.on(
                "POST", "/auth/login", request -> Answer.problem(
                        ProblemCode.SERVICE_TEMPORARILY_UNAVAILABLE, "Wait a minute."));
        submit("grace@example.org", "secret");
        assertThat(error(Field.PASSWORD)).isEqualTo("Wait a minute.");
    }

    @Test
    void aServerThatDoesNotAnswerIsSaidBesideItsAddress() {
        server.close();
        submit("grace@example.org", "secret");
        assertThat(error(Field.SERVER)).isEqualTo("No answer from this server. Is it running?");
        assertThat(welcomed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "box.example", "ftp://box.example", "http://", "http://box example", "http://a/b"})
    void whatIsNoAddressIsNotAsked(String address) {
        FxThread.run(() -> model.server().set(address));
        submit("grace@example.org", "secret");
        assertThat(error(Field.SERVER)).isEqualTo("Enter an address such as http://127.0.0.1:8080.");
    }

    @Test
    void addressesOfServersAreRead() {
        assertThat(SignInModel.address(" http://127.0.0.1:8080 ")).contains(URI.create("http://127.0.0.1:8080"));
        assertThat(SignInModel.address("https://box.example/")).contains(URI.create("https://box.example/"));
    }

    @Test
    void typingTakesTheErrorAway() {
        submit("", "");
        FxThread.run(() -> model.email().set("g"));
        assertThat(error(Field.EMAIL)).isEmpty();
        assertThat(error(Field.PASSWORD)).isNotEmpty();
    }

    @Test
    void askingTwiceAsksOnce() {
        letIn(Role.MANAGER);
        server.holdBack();
        FxThread.run(() -> {
            model.email().set("grace@example.org");
            model.password().set("secret");
            model.submit();
            model.submit();
        });
        server.letGo();
        FxThread.until(() -> !model.busy().get());
        assertThat(welcomed).hasSize(1);
        assertThat(server.requests()).hasSize(1);
    }
}
