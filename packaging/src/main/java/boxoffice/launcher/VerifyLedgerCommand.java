package boxoffice.launcher;

import boxoffice.server.seating.LedgerCheck;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.EmbeddedPostgres;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Walks the seat ledger (SEAT-13), of a box office that runs or one that has ended.
@Command(name = "verify-ledger", description = {
        "Proves from the seat ledger that no seat was owned twice and that nobody rewrote it.",
        "Ends with 0 when all is well, 1 when something is broken, 2 when the ledger cannot be read."
})
final class VerifyLedgerCommand implements Callable<Integer> {
    private static final int BROKEN = 1;
    private static final int UNREADABLE = 2;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help") private boolean unusedHelp;

    @Option(names = "--database", paramLabel = "URL", description = "a database that runs, such as postgresql://user:password@host:5432/name") private String database =
            "";

    @Option(names = "--data", paramLabel = "DIR", description = "or the data of a demo or server with its own database, running or not (default: ${DEFAULT-VALUE})") private Path data =
            DataFolder.of("demo");

    @Override
    public Integer call() {
        try {
            if (!database.isEmpty()) {
                return check(database);
            }
            Optional<Path> folder = folder();
            if (folder.isEmpty()) {
                return unreadable("there is no database under " + data + "; name another --data, or a --database");
            }
            Optional<String> running = EmbeddedPostgres.running(folder.get());
            if (running.isPresent()) {
                return check(running.get());
            }
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.get())) {
                return check(postgres.url());
            }
        } catch (SQLException | UncheckedIOException | IllegalArgumentException failed) {
            return unreadable("the ledger cannot be read: " + failed.getMessage());
        }
    }

    /// Where the database is: the demo keeps the server's data beside that of others.
    private Optional<Path> folder() {
        return Stream.of(data.resolve("server").resolve("postgres"), data.resolve("postgres"))
                .map(Path::toAbsolutePath)
                .filter(folder -> Files.exists(folder.resolve("data").resolve("PG_VERSION")))
                .findFirst();
    }

    private static int check(String url) throws SQLException {
        long begun = System.nanoTime();
        try (Connection connection = Database.connect(url)) {
            LedgerCheck.Report report = LedgerCheck.run(connection, line -> System.out.println("  " + line));
            System.out.printf(
                    Locale.ROOT,
                    "%d rows (%d sealed), %d seals, %d seats, %d shows in %.1f s%n",
                    report.rows(),
                    report.sealed(),
                    report.seals(),
                    report.seats(),
                    report.shows(),
                    (System.nanoTime() - begun) / 1e9);
            if (report.broken().isPresent()) {
                System.out.println("BROKEN " + report.broken().get());
                return BROKEN;
            }
            System.out.println("The chain is whole, and no seat was owned twice. Last seal " + report.head());
            return 0;
        }
    }

    private static int unreadable(String why) {
        System.err.println("boxoffice: " + why.lines().findFirst().orElse(why));
        return UNREADABLE;
    }
}
