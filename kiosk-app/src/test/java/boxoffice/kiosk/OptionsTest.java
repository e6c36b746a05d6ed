package boxoffice.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
    @TempDir Path folder;

    @Test
    void withoutOptionsItIsALightFullScreen() throws Exception {
        Options options = Options.parse(List.of());

        assertThat(options.server()).isEmpty();
        assertThat(options.enrol()).isEmpty();
        assertThat(options.look()).isEqualTo(Options.Look.LIGHT);
        assertThat(options.windowed()).isFalse();
        assertThat(options.selfDrive()).isFalse();
        assertThat(options.data()).isAbsolute().endsWithRaw(Path.of("boxoffice", "kiosk"));
    }

    @Test
    void everyOptionIsRead() throws Exception {
        Options options = Options.parse(
                List.of(
                        "--server", "https://tickets.example.org", "--data", folder.toString(), "--enrol", "ABC23",
                        "--theme", "dark", "--windowed", "--self-drive", "--exit-after-sale"));

        assertThat(options.server()).contains(URI.create("https://tickets.example.org"));
        assertThat(options.data()).isEqualTo(folder);
        assertThat(options.enrol()).contains("ABC23");
        assertThat(options.look()).isEqualTo(Options.Look.DARK);
        assertThat(options.windowed()).isTrue();
        assertThat(options.selfDrive()).isTrue();
        assertThat(options.exitAfterSale()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "localhost:8080",
            "ftp://example.org",
            "http://",
            "http://example.org/api",
            "http://example.org?a=b",
            "http://user:secret@example.org",
            "not an address"})
    void aServerThatIsNoServersAddressIsRefused(String server) {
        assertThatThrownBy(() -> Options.parse(List.of("--server", server)))
                .isInstanceOf(Options.Wrong.class)
                .hasMessageStartingWith("--server is \"" + server + "\"")
                .hasMessageContaining("allowed: http or https");
    }

    @ParameterizedTest
    @CsvSource({"--server", "--data", "--enrol", "--theme"})
    void anOptionWithoutItsValueIsRefused(String option) {
        assertThatThrownBy(() -> Options.parse(List.of(option)))
                .hasMessageStartingWith(option + " has no value; allowed: ");
        assertThatThrownBy(() -> Options.parse(List.of(option, "--windowed")))
                .hasMessageStartingWith(option + " has no value; allowed: ");
    }

    @Test
    void aThemeThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> Options.parse(List.of("--theme", "blue")))
                .hasMessage("--theme is \"blue\"; allowed: light or dark");
    }

    @Test
    void aFileIsNoDataFolder() throws Exception {
        Path file = Files.createFile(folder.resolve("a-file"));

        assertThatThrownBy(() -> Options.parse(List.of("--data", file.toString())))
                .hasMessageStartingWith("--data is \"" + file + "\"")
                .hasMessageContaining("allowed: a folder");
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThatThrownBy(() -> Options.parse(List.of("--fast")))
                .hasMessage("--fast is not an option; allowed: those that --help shows");
    }

    @Test
    void exitAfterSaleNeedsASelfDrive() {
        assertThatThrownBy(() -> Options.parse(List.of("--exit-after-sale")))
                .hasMessage("--exit-after-sale stands alone; allowed: together with --self-drive");
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(Options.USAGE)
                .contains(
                        "--server", "--data", "--enrol", "--theme", "--windowed", "--self-drive", "--exit-after-sale");
    }
}
