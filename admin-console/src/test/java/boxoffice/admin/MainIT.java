package boxoffice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The console as a process.
class MainIT {
    private record Ended(int status, String output, String errors) {}

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends by itself").isTrue();
            return new Ended(
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aWrongArgumentEndsItWithOneLineAndStatusTwo() throws IOException, InterruptedException {
        assertThat(run("--theme", "pink"))
                .isEqualTo(
                        new Ended(
                                2,
                                "",
                                "admin-console: --theme pink is not a theme; allowed: light or dark"
                                        + System.lineSeparator()));
    }

    @Test
    void helpGoesToStandardOutput() throws IOException, InterruptedException {
        assertThat(run("--help")).isEqualTo(new Ended(0, Options.USAGE, ""));
    }
}
