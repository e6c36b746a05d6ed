package boxoffice.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a newcomer runs it, in processes of its own.
class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @TempDir private Path folder;

    @Test
    void sellsARealTicketAndLeavesNothingRunning() throws Exception {
        try (Run demo = Run.start(folder, "--once")) {
            assertThat(demo.status()).as(demo.output()).isZero();
            assertThat(demo.output()).contains("Reference", "Total", "Confirmed", "Tickets");
            try (var tickets = Files.list(folder.resolve("data/kiosk/tickets"))) {
                assertThat(tickets).hasSize(1).allSatisfy(file -> assertThat(Files.size(file)).isGreaterThan(5_000));
            }
            assertThat(demo.leftOver()).isEmpty();
        }
    }

    @Test
    void aKilledServerEndsTheDemoWithOneLineAndNothingLeftRunning() throws Exception {
        try (Run demo = Run.start(folder)) {
            ProcessHandle server = await().atMost(PATIENCE)
                    .until(() -> demo.child("-Dpart=Server"), found -> found.size() == 1)
                    .getFirst();
            server.destroyForcibly();

            assertThat(demo.status()).as(demo.output()).isEqualTo(1);
            assertThat(demo.output()).contains("boxoffice: Server was killed (signal 9)");
            assertThat(demo.leftOver()).isEmpty();
        }
    }

    @Test
    void aPortInUseIsSaidInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Run demo = Run.start(folder, "--once", "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(demo.status()).isEqualTo(1);
            assertThat(demo.output()).contains("port " + taken.getLocalPort() + " is in use").contains("--port");
        }
    }

    /// One run of the demo.
    private record Run(Process process, Path log, List<ProcessHandle> seen) implements AutoCloseable {
        static Run start(Path folder, String... options) throws IOException {
            List<String> command = new ArrayList<>(
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "boxoffice.launcher.Launcher",
                            "demo",
                            "--data",
                            folder.resolve("data").toString(),
                            "--gateway-port",
                            freePort()));
            if (!List.of(options).contains("--port")) {
                command.addAll(List.of("--port", freePort()));
            }
            command.addAll(List.of(options));
            Path log = folder.resolve("demo.log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY"));
            return new Run(builder.start(), log, new ArrayList<>());
        }

        int status() throws Exception {
            await().atMost(PATIENCE).until(() -> {
                remember();
                return !process.isAlive();
            });
            process.waitFor(1, TimeUnit.SECONDS);
            return process.exitValue();
        }

        /// Ends what a failed test has left running.
        @Override
        public void close() {
            process.destroy();
            await().atMost(PATIENCE).until(() -> !process.isAlive());
            seen.forEach(ProcessHandle::destroyForcibly);
        }

        List<ProcessHandle> child(String option) {
            remember();
            return process.descendants()
                    .filter(child -> child.info().commandLine().orElse("").contains(option))
                    .toList();
        }

        String output() throws IOException {
            return Files.readString(log);
        }

        /// What the demo started and did not end.
        List<ProcessHandle> leftOver() {
            return await().atMost(Duration.ofSeconds(10))
                    .until(() -> seen.stream().filter(ProcessHandle::isAlive).toList(), List::isEmpty);
        }

        private void remember() {
            process.descendants().filter(child -> !seen.contains(child)).forEach(seen::add);
        }

        private static String freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return Integer.toString(socket.getLocalPort());
            }
        }
    }
}
