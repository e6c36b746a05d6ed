package boxoffice.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.kiosk.testing.RealBoxOffice;
import boxoffice.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The kiosk as a program of its own: what it says on its standard outputs and with its exit code.
final class SelfDriveIT {
    @TempDir(cleanup = CleanupMode.NEVER) Path data;

    private record Ended(int exitCode, List<String> out, List<String> err) {}

    @Test
    void itEnrolsBuysTwoSeatsAndTellsEachStep() throws Exception {
        RealBoxOffice boxOffice = RealBoxOffice.shared();

        Ended ended = kiosk(
                "--server", boxOffice.uri().toString(), "--data", data.toString(), "--enrol",
                boxOffice.enrolmentCode(), "--windowed", "--self-drive", "--exit-after-sale");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out())
                .filteredOn(line -> line.startsWith("step "))
                .extracting(line -> line.split(" ")[1])
                .containsExactly("start", "film", "show", "seats", "lock", "payment", "confirmed", "print");
        assertThat(ended.out()).filteredOn(line -> line.startsWith("step "))
                .allMatch(
                        line -> line.matches("step [a-z]+ \\d+ ms .+"));
        JsonNode result = Json.lenient().readTree(ended.out().getLast().substring("result ".length()));
        // Which show comes first depends on the time of day, and so does whether its house has sections.
        assertThat(result.get("seats").asText()).matches("(Row|[^,]+, row) \\w+, seats \\d+ and \\d+");
        assertThat(result.get("currency").asText()).isEqualTo("INR");
        assertThat(result.get("total").decimalValue()).isPositive();
        assertThat(result.get("steps")).hasSize(8);
        Path ticket = Path.of(result.get("ticketFiles").get(0).asText());
        assertThat(ticket).isEqualTo(data.resolve("tickets").resolve(result.get("reference").asText() + ".pdf"));
        assertThat(Files.readAllBytes(ticket)).startsWith('%', 'P', 'D', 'F');

        Ended again = kiosk("--data", data.toString(), "--windowed", "--self-drive", "--exit-after-sale");
        assertThat(again.exitCode()).as("the key is kept: %s", again).isZero();
    }

    @Test
    void aMachineThatWasNeverEnrolledCannotBuy() throws Exception {
        Ended ended = kiosk("--data", data.toString(), "--windowed", "--self-drive");

        assertThat(ended.exitCode()).isOne();
        assertThat(ended.out()).containsExactly("failed this kiosk is not enrolled");
    }

    @Test
    void aWrongOptionIsOneLineAndExitCodeTwo() throws Exception {
        Ended ended = kiosk("--theme", "blue");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).containsExactly("--theme is \"blue\"; allowed: light or dark");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void aCodeThatTheServerDoesNotKnowIsOneLineAndExitCodeTwo() throws Exception {
        Ended ended = kiosk(
                "--server", RealBoxOffice.shared().uri().toString(), "--data", data.toString(), "--enrol",
                "WRONGCODE2");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .singleElement()
                .asString()
                .startsWith("--enrol is \"WRONGCODE2\"")
                .contains("allowed: a fresh one-time code from the console");
        assertThat(data.resolve("device.properties")).doesNotExist();
    }

    @Test
    void aServerThatGivesNoAnswerIsOneLineAndExitCodeOne() throws Exception {
        Ended ended = kiosk("--server", "http://127.0.0.1:1", "--data", data.toString(), "--enrol", "ABCDEFGH23");

        assertThat(ended.exitCode()).isOne();
        assertThat(ended.err()).singleElement().asString().startsWith("--server is http://127.0.0.1:1");
    }

    @Test
    void helpIsTextAndExitCodeZero() throws Exception {
        Ended ended = kiosk("--help");

        assertThat(ended.exitCode()).isZero();
        assertThat(String.join("\n", ended.out())).isEqualTo(Options.USAGE);
    }

    private Ended kiosk(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Dglass.platform=Headless",
                        "-Dprism.order=sw",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(data, "kiosk-out", ".txt");
        Path err = Files.createTempFile(data, "kiosk-err", ".txt");
        Process kiosk = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean ended = kiosk.waitFor(120, TimeUnit.SECONDS);
        if (!ended) {
            kiosk.destroyForcibly().waitFor();
        }
        assertThat(ended).as("the kiosk ended by itself").isTrue();
        return new Ended(kiosk.exitValue(), lines(out), lines(err));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    }
}
