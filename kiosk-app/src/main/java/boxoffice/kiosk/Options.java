package boxoffice.kiosk;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// What the command line says.
///
/// @param server the server to sell for; absent when the one the kiosk was enrolled at is meant
/// @param data the folder that keeps the device's key, the stored tickets and the printed files
/// @param enrol a one-time code from the console (USER-2)
/// @param selfDrive whether the kiosk buys a ticket by itself, to be watched
/// @param exitAfterSale whether it ends once that ticket is bought
record Options(
        Optional<URI> server,
        Path data,
        Optional<String> enrol,
        Look look,
        boolean windowed,
        boolean selfDrive,
        boolean exitAfterSale) {
    static final String USAGE = """
            Usage: kiosk [options]
              --server URL            the server, such as http://127.0.0.1:8080
                                      (default: the one it was enrolled at, else http://127.0.0.1:8080)
              --data DIR              the folder with the device's key, tickets and printed files
                                      (default: boxoffice/kiosk under $XDG_DATA_HOME or ~/.local/share)
              --enrol CODE            makes this machine a kiosk, with a one-time code from the console
              --theme light|dark      the look to begin with (default: light)
              --windowed              a window of 1280 by 800 instead of the full screen
              --self-drive            buys a ticket by itself, to be watched
              --exit-after-sale       with --self-drive: ends once the ticket is bought
              --help                  shows this text""";

    /// The two looks.
    enum Look {
        LIGHT,
        DARK
    }

    /// An option that cannot be followed; the message names it, what it was and what is allowed.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String option, String was, String allowed) {
            super("%s %s; allowed: %s".formatted(option, was, allowed));
        }
    }

    static boolean asksForHelp(List<String> arguments) {
        return arguments.contains("--help");
    }

    /// Reads the command line.
    ///
    /// @throws Wrong at the first option that cannot be followed
    static Options parse(List<String> arguments) throws Wrong {
        Optional<URI> server = Optional.empty();
        Path data = usualData();
        Optional<String> enrol = Optional.empty();
        Look look = Look.LIGHT;
        boolean windowed = false;
        boolean selfDrive = false;
        boolean exitAfterSale = false;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--server" -> server = Optional.of(server(value(option, rest, "an address")));
                case "--data" -> data = folder(value(option, rest, "a folder"));
                case "--enrol" -> enrol = Optional.of(value(option, rest, "a one-time code"));
                case "--theme" -> look = look(value(option, rest, "light or dark"));
                case "--windowed" -> windowed = true;
                case "--self-drive" -> selfDrive = true;
                case "--exit-after-sale" -> exitAfterSale = true;
                default -> throw new Wrong(option, "is not an option", "those that --help shows");
            }
        }
        if (exitAfterSale && !selfDrive) {
            throw new Wrong("--exit-after-sale", "stands alone", "together with --self-drive");
        }
        return new Options(server, data, enrol, look, windowed, selfDrive, exitAfterSale);
    }

    private static Path usualData() {
        String home = System.getProperty("user.home");
        return Path.of(Optional.ofNullable(System.getenv("XDG_DATA_HOME")).orElse(home + "/.local/share"))
                .resolve("boxoffice")
                .resolve("kiosk");
    }

    private static String value(String option, Iterator<String> rest, String allowed) throws Wrong {
        String value = rest.hasNext() ? rest.next().strip() : "";
        if (value.isEmpty() || value.startsWith("--")) {
            throw new Wrong(option, "has no value", allowed);
        }
        return value;
    }

    private static URI server(String text) throws Wrong {
        String allowed = "http or https, a host and perhaps a port, such as http://127.0.0.1:8080";
        try {
            URI server = new URI(text);
            boolean web = "http".equalsIgnoreCase(server.getScheme()) || "https".equalsIgnoreCase(server.getScheme());
            boolean bare = server.getRawPath() == null || server.getRawPath().matches("/?");
            boolean alone = server.getRawQuery() == null && server.getRawFragment() == null;
            if (web && bare && alone && server.getHost() != null && server.getRawUserInfo() == null) {
                return server;
            }
        } catch (URISyntaxException notAnAddress) {
            // told below, with the same words as for an address of another kind
        }
        throw new Wrong("--server", "is \"" + text + "\", which is no server's address", allowed);
    }

    private static Path folder(String text) throws Wrong {
        try {
            Path folder = Path.of(text).toAbsolutePath().normalize();
            if (!Files.exists(folder) || Files.isDirectory(folder)) {
                return folder;
            }
        } catch (InvalidPathException notAPath) {
            // told below
        }
        throw new Wrong("--data", "is \"" + text + "\", which is not a folder", "a folder, or one that can be made");
    }

    private static Look look(String text) throws Wrong {
        return switch (text) {
            case "light" -> Look.LIGHT;
            case "dark" -> Look.DARK;
            default -> throw new Wrong("--theme", "is \"" + text + "\"", "light or dark");
        };
    }
}
