package boxoffice.admin;

import boxoffice.admin.access.SignInModel;
import boxoffice.fx.Theme;
import java.net.URI;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the command line asks for.
///
/// @param server where sign-in is offered
record Options(URI server, Theme theme) {
    static final String USAGE = """
            Usage: admin-console [--server URL] [--theme light|dark]

              --server URL          the box office server; http://127.0.0.1:8080 unless given
              --theme light|dark    the look to begin with; light unless given
              --help                shows this and ends
            """;

    private static final URI LOCAL = URI.create("http://127.0.0.1:8080");

    /// What a command line comes to.
    sealed interface Outcome {
        /// Start with these options.
        record Run(Options options) implements Outcome {}

        /// Show the usage and end.
        record Help() implements Outcome {}

        /// Say this line and end with status 2.
        record Wrong(String line) implements Outcome {}
    }

    static Outcome parse(List<String> arguments) {
        URI server = LOCAL;
        Theme theme = Theme.LIGHT;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (option.equals("--help")) {
                return new Outcome.Help();
            }
            if (!option.equals("--server") && !option.equals("--theme")) {
                return wrong(option, "is not an option", "--server URL, --theme light|dark, --help");
            }
            if (!rest.hasNext()) {
                return wrong(option, "has no value", option.equals("--server") ? "a URL" : themes());
            }
            String value = rest.next();
            if (option.equals("--server")) {
                Optional<URI> address = SignInModel.address(value);
                if (address.isEmpty()) {
                    return wrong("--server " + value, "is not a server's address", "a URL such as " + LOCAL);
                }
                server = address.get();
            } else {
                Optional<Theme> named = theme(value);
                if (named.isEmpty()) {
                    return wrong("--theme " + value, "is not a theme", themes());
                }
                theme = named.get();
            }
        }
        return new Outcome.Run(new Options(server, theme));
    }

    private static Outcome wrong(String what, String isWrong, String allowed) {
        return new Outcome.Wrong("admin-console: " + what + " " + isWrong + "; allowed: " + allowed);
    }

    private static Optional<Theme> theme(String name) {
        return Arrays.stream(Theme.values())
                .filter(theme -> theme.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private static String themes() {
        return Arrays.stream(Theme.values())
                .map(theme -> theme.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
    }
}
