package boxoffice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.admin.Options.Outcome;
import boxoffice.fx.Theme;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static Outcome parse(String... arguments) {
        return Options.parse(List.of(arguments));
    }

    private static String wrong(String... arguments) {
        return parse(arguments) instanceof Outcome.Wrong(String line) ? line : "not refused";
    }

    @Test
    void nothingGivenIsTheServerOnThisMachine() {
        assertThat(parse())
                .isEqualTo(new Outcome.Run(new Options(URI.create("http://127.0.0.1:8080"), Theme.LIGHT)));
    }

    @Test
    void serverAndThemeAreTaken() {
        assertThat(parse("--theme", "dark", "--server", "https://box.example:8443"))
                .isEqualTo(new Outcome.Run(new Options(URI.create("https://box.example:8443"), Theme.DARK)));
    }

    @Test
    void whatIsWrongIsSaidInOneLineWithWhatIsAllowed() {
        assertThat(wrong("--theme", "pink"))
                .isEqualTo("admin-console: --theme pink is not a theme; allowed: light or dark");
        assertThat(wrong("--server", "box.example"))
                .isEqualTo(
                        "admin-console: --server box.example is not a server's address; allowed: a URL such as "
                                + "http://127.0.0.1:8080");
        assertThat(wrong("--server", "http://box.example/api"))
                .startsWith("admin-console: --server http://box.example/api is not a server's address;");
        assertThat(wrong("--colour", "dark"))
                .isEqualTo(
                        "admin-console: --colour is not an option; allowed: --server URL, --theme light|dark, "
                                + "--help");
        assertThat(wrong("--theme")).isEqualTo("admin-console: --theme has no value; allowed: light or dark");
    }

    @Test
    void helpIsGiven() {
        assertThat(parse("--help")).isEqualTo(new Outcome.Help());
        assertThat(Options.USAGE).contains("--server", "--theme", "--help");
    }
}
