package boxoffice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Accounts.LoginRequest;
import boxoffice.model.Accounts.RegisterRequest;
import boxoffice.server.testing.Program;
import boxoffice.server.testing.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The server as a program of its own: how it starts, and how it ends.
class MainIT {
    private static final LoginRequest ADA = new LoginRequest("ada@example.org", "correct horse battery");

    /// One for all, since the first start of a database takes long.
    @TempDir private static Path data;

    @TempDir private Path folder;

    private final List<Process> started = new ArrayList<>();
    private final List<ProcessHandle> children = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SERVER_PORT    | web        | server.port is 'web'; allowed: a whole number from 0 to 65535
            DATABASE_URL   | mysql://x  | database.url is not a PostgreSQL address; allowed: postgresql://user:password@host:5432/name
            DEMO_CATALOGUE | yes        | demo.catalogue is 'yes'; allowed: true or false
            """)
    void aSettingThatCannotBeUsedEndsItWithOneLine(String name, String value, String line) throws Exception {
        Process process = start(Map.of(name, value));

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors()).isEqualTo("box office not started: setting " + line + System.lineSeparator());
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aDatabaseThatIsNotThereEndsItWithOneLineThatKeepsThePassword() throws Exception {
        Process process = start(
                Map.of(
                        "DATABASE_URL", "postgresql://box:secret@127.0.0.1:1/office",
                        "REDIS_URL", "redis://127.0.0.1:1",
                        "SECURITY_MASTERKEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(errors().lines().filter(line -> line.startsWith("box office not started: "))).hasSize(1);
        assertThat(errors()).doesNotContain("secret");
    }

    @Test
    void aPortThatIsTakenEndsItAndAllItHasStarted() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start(Map.of("SERVER_PORT", Integer.toString(taken.getLocalPort())));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                process.toHandle().descendants().filter(child -> !children.contains(child)).forEach(children::add);
                return !process.isAlive();
            });

            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(errors()).contains("box office not started: ").contains(Integer.toString(taken.getLocalPort()));
        }
        awaitNoChildren();
    }

    @Test
    void beingKilledLeavesNothingRunningAndBeingToldToEndFinishesWhatHasBegun() throws Exception {
        Process killed = start(Map.of());
        BoxOfficeClient client = BoxOfficeClient.at(readyAt(killed));
        client.register(new RegisterRequest(ADA.email(), ADA.password(), "Ada Guest", null));
        noteChildren(killed);
        killed.toHandle().destroyForcibly();
        killed.waitFor();
        awaitNoChildren();

        Process told = start(Map.of());
        URI server = readyAt(told);
        noteChildren(told);
        assertThat(BoxOfficeClient.at(server).signIn(ADA).user().name()).isEqualTo("Ada Guest");
        String body = "{\"email\":\"ada@example.org\",\"password\":\"correct horse battery\"}";
        Instant before;
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("""
                    POST /api/v1/auth/login HTTP/1.1\r
                    Host: x\r
                    Content-Type: application/json\r
                    Content-Length: %d\r
                    \r
                    %s""".formatted(body.length(), body.substring(0, 20)).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            // Two requests: the second answer shows that the server had time to see the first.
            assertThat(Wire.to(server).get("/health/live").status()).isEqualTo(200);

            before = Instant.now();
            told.toHandle().destroy();
            await().until(() -> refused(server));
            socket.getOutputStream().write(body.substring(20).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 200 OK".length());

            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
            // A connection that its client would use again holds nothing up.
            assertThat(told.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(9));
        }
        awaitNoChildren();
    }

    private Process start(Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Program.command(Main.class));
        builder.environment().putAll(environment(settings));
        Process process = builder.redirectError(folder.resolve("errors").toFile()).start();
        started.add(process);
        return process;
    }

    private Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> all = new java.util.HashMap<>(
                Map.of(
                        "SERVER_PORT", "0",
                        "DATA_DIR", data.toString(),
                        "PAYMENT_GATEWAY_URL", "http://127.0.0.1:1",
                        "PAYMENT_GATEWAY_KEY", "sk_test",
                        "PAYMENT_GATEWAY_WEBHOOK_SECRET", "whsec_test"));
        all.putAll(settings);
        return all;
    }

    private String errors() throws IOException {
        return java.nio.file.Files.readString(folder.resolve("errors"));
    }

    private void noteChildren(Process process) {
        process.toHandle().descendants().forEach(children::add);
        assertThat(children).isNotEmpty();
    }

    private void awaitNoChildren() {
        await().atMost(Duration.ofSeconds(20)).until(() -> children.stream().noneMatch(MainIT::runs));
        children.clear();
    }

    /// A process that has ended but was not asked for its status still has an id.
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static boolean refused(URI server) {
        try (Socket probe = new Socket(server.getHost(), server.getPort())) {
            return !probe.isConnected();
        } catch (IOException closed) {
            return true;
        }
    }

    private static URI readyAt(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        assertThat(line).isNotNull().matches("box office ready at http://127\\.0\\.0\\.1:\\d+");
        return URI.create(line.substring(line.indexOf("http")));
    }
}
