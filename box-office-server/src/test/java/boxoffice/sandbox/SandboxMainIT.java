package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.server.testing.Program;
import com.stripe.model.checkout.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gateway as a program of its own (PAY-2).
class SandboxMainIT {
    @TempDir private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(String... arguments) throws IOException {
        Process process = new ProcessBuilder(Program.command(SandboxMain.class, arguments))
                .redirectError(folder.resolve("errors").toFile())
                .start();
        started.add(process);
        return process;
    }

    private static URI readyAt(BufferedReader output) throws IOException {
        String line = output.readLine();
        assertThat(line).matches("sandbox gateway ready at http://127\\.0\\.0\\.1:\\d+");
        return URI.create(line.substring(line.indexOf("http")));
    }

    @Test
    void itSaysWhereItIsAndSurvivesBeingKilled() throws Exception {
        String data = "--data-dir=" + folder.resolve("data");
        Session paid;
        Process first = start("--secret-key=sk_test_main", data);
        try (BufferedReader output = first.inputReader(); Customer customer = new Customer()) {
            var shop = new Shop(readyAt(output), "sk_test_main");
            Session session = shop.open();
            assertThat(customer.pay(Shop.page(session), Customer.GOOD_CARD).statusCode()).isEqualTo(303);
            paid = shop.session(session.getId());
        }
        first.destroyForcibly().waitFor();

        Process second = start("--secret-key=sk_test_main", data);
        try (BufferedReader output = second.inputReader()) {
            assertThat(new Shop(readyAt(output), "sk_test_main").session(paid.getId())).isEqualTo(paid);
        }
    }

    @Test
    void itEndsWhenItIsToldTo() throws Exception {
        Process process = start();
        try (BufferedReader output = process.inputReader()) {
            readyAt(output);
            process.toHandle().destroy();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(output.readLine()).isNull();
        }
    }

    @Test
    void itCanBeReachedFromElsewhereIfItIsToldTo() throws Exception {
        try (SandboxGateway gateway = SandboxGateway.start(SandboxConfig.builder().host("0.0.0.0").build());
                Customer customer = new Customer()) {
            assertThat(gateway.uri()).hasHost("127.0.0.1");
            assertThat(customer.look(URI.create("http://127.0.0.2:" + gateway.port() + "/health")).statusCode())
                    .isEqualTo(200);
        }
        try (SandboxGateway gateway = SandboxGateway.start(SandboxConfig.builder().host("127.0.0.3").build());
                Customer customer = new Customer()) {
            assertThat(gateway.uri()).hasHost("127.0.0.3");
            assertThat(customer.look(gateway.uri()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aWrongSettingEndsItWithOneLine() throws Exception {
        Process process = start("--port=web");

        try (BufferedReader output = process.inputReader()) {
            assertThat(process.waitFor()).isEqualTo(2);
            assertThat(output.readLine()).isNull();
        }
        assertThat(folder.resolve("errors")).content()
                .isEqualTo(
                        "sandbox gateway not started: setting --port is \"web\"; allowed: 0 to 65535, where 0 is any free port"
                                + System.lineSeparator());
    }

    @Test
    void aPortThatIsTakenEndsItWithOneLine() throws Exception {
        try (SandboxGateway other = SandboxGateway.start(SandboxConfig.builder().build())) {
            Process process = start("--port=" + other.port());

            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(folder.resolve("errors")).content()
                    .startsWith("sandbox gateway not started: cannot listen on 127.0.0.1 port " + other.port())
                    .hasLineCount(1);
        }
    }
}
