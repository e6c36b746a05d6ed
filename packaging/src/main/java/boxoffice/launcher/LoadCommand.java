package boxoffice.launcher;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Movies.Show;
import boxoffice.server.storage.Lifeline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Puts a running server under the load of a scenario, and leaves a report with charts. Gatling runs as a process of its
/// own, from a class path of its own.
@Command(name = "load", description = {
        "Loads a server as a normal evening, a premiere or a rush for the same seats does.",
        "Ends with 0 when the promised response times were kept, and leaves a report to look at."
})
final class LoadCommand implements Callable<Integer> {
    private static final String CITY = "Berlin";
    private static final int LONGEST_MINUTES = 15;
    /// One machine stands for many people here.
    private static final Map<String, String> UNLIMITED = Stream.of(
            "LIMITS_USER_REQUESTS",
            "LIMITS_USER_LOCKS",
            "LIMITS_USER_PAYMENTS",
            "LIMITS_ADDRESS_REQUESTS",
            "LIMITS_DEVICE_LOCKS",
            "LIMITS_DEVICE_PAYMENTS",
            "SEATING_CEILING_SELECTIONS",
            "SEATING_CEILING_SELECTIONRATE",
            "SEATING_CEILING_BOOKINGRATE").collect(Collectors.toMap(limit -> limit, _ -> "0"));

    /// What can be put on, and at how many shows.
    enum Scenario {
        NORMAL("NormalEvening", 100), PREMIERE("Premiere", 5), CONTENTION("Contention", 1);

        private final String simulation;
        private final int shows;

        Scenario(String simulation, int shows) {
            this.simulation = simulation;
            this.shows = shows;
        }
    }

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help") private boolean unusedHelp;

    @Parameters(index = "0", paramLabel = "scenario", description = "normal, premiere or contention") private Scenario scenario =
            Scenario.NORMAL;

    @Option(names = "--server", paramLabel = "URL", description = "a server that runs (default: one of its own, without limits of requests)") private @Nullable URI server;

    @Option(names = "--scale", description = "how long, of the nine minutes of a normal evening or the five of a premiere: above 0, up to 1 (default: ${DEFAULT-VALUE})") private double scale =
            0.2;

    @Option(names = "--report", paramLabel = "DIR", description = "where the report is put (default: ${DEFAULT-VALUE})") private Path report =
            DataFolder.of("load").resolve("reports");

    @Option(names = "--port", description = "its own server's port (default: ${DEFAULT-VALUE})") private int port =
            8080;

    @Option(names = "--gateway-port", description = "its own payment sandbox's port (default: ${DEFAULT-VALUE})") private int gatewayPort =
            8090;

    @Spec private picocli.CommandLine.Model.@Nullable CommandSpec command;

    private final Progress progress = new Progress(System.out);

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (command != null && !(scale > 0 && scale <= 1)) {
            throw new ParameterException(command.commandLine(), "--scale is " + scale + "; allowed: above 0, up to 1");
        }
        if (server != null) {
            return load(server);
        }
        progress.say("Load scenario " + scenario.name().toLowerCase(Locale.ROOT) + ". A server for it starts");
        try (ScratchFolder data = ScratchFolder.make("boxoffice-load");
                Stack stack =
                        Stack.start(new Stack.Choice(data.path(), port, gatewayPort, true, UNLIMITED), progress)) {
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
            return load(URI.create("http://127.0.0.1:" + port));
        }
    }

    private int load(URI loaded) throws IOException, InterruptedException {
        Path gatling = Path.of(System.getProperty("boxoffice.load.lib", ""));
        if (!Files.isDirectory(gatling)) {
            throw new IllegalStateException("the load scenarios are not built; start them by packaging/boxoffice load");
        }
        Files.createDirectories(report);
        List<String> arguments = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseParallelGC",
                        "-Xmx1g",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dload.server=" + loaded,
                        "-Dload.shows=" + shows(loaded),
                        "-Dload.scale=" + scale,
                        "-cp", gatling + "/*",
                        "io.gatling.app.Gatling",
                        "--simulation", "boxoffice.load." + scenario.simulation,
                        "--results-folder", report.toAbsolutePath().toString()));
        Process process = new ProcessBuilder(arguments).inheritIO().start();
        try (Lifeline _ = Lifeline.of(process.pid(), "TERM")) {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the scenario did not end within " + LONGEST_MINUTES + " minutes");
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /// Shows of the next days, the largest first.
    private String shows(URI loaded) {
        BoxOfficeClient client = BoxOfficeClient.at(loaded);
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        String shows = tomorrow.datesUntil(tomorrow.plusDays(7))
                .flatMap(
                        date -> client.movies(CITY, date)
                                .movies()
                                .stream()
                                .flatMap(movie -> client.shows(movie.id(), CITY, date).theaters().stream()))
                .flatMap(theater -> theater.shows().stream())
                .sorted(Comparator.comparingInt(Show::seatsAvailable).reversed())
                .limit(scenario.shows)
                .map(show -> show.id().toString())
                .collect(Collectors.joining(","));
        return Optional.of(shows)
                .filter(list -> !list.isEmpty())
                .orElseThrow(() -> new IllegalStateException("no show in " + CITY + " is for sale at " + loaded));
    }
}
