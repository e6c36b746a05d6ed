package boxoffice.admin.testing;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Accounts.LoginRequest;
import boxoffice.server.BoxOffice;
import boxoffice.server.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// The real server with the demo catalogue, real PostgreSQL and real Redis, on free ports. Nobody pays here, so there is
/// no gateway behind it.
public final class RealBoxOffice implements AutoCloseable {
    private final Path folder;
    private final BoxOffice server;

    private RealBoxOffice(Path folder) {
        this.folder = folder;
        this.server = BoxOffice.start(
                Settings.read(
                        Map.of(
                                "server.port", "0",
                                "data.dir", folder.toString(),
                                "payment.gateway.url", "http://127.0.0.1:9",
                                "payment.gateway.key", "sk_test_of_console",
                                "payment.gateway.webhook.secret", "whsec_of_console",
                                "demo.catalogue", "true",
                                // Tests press faster than people.
                                "limits.user.requests", "0",
                                "limits.address.requests", "0")));
    }

    public static RealBoxOffice start() {
        try {
            return new RealBoxOffice(Files.createTempDirectory("boxoffice-console-test"));
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
    }

    public URI uri() {
        return server.uri();
    }

    /// Somebody who buys elsewhere.
    public BoxOfficeClient customer() {
        return client("customer@demo.example", "demo-customer");
    }

    /// What a manager may see.
    public BoxOfficeClient manager() {
        return client("manager@demo.example", "demo-manager");
    }

    private BoxOfficeClient client(String email, String password) {
        BoxOfficeClient client = BoxOfficeClient.at(uri());
        return client.with(client.signIn(new LoginRequest(email, password)));
    }

    @Override
    public void close() {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException disk) {
            System.err.println("left behind: " + folder);
        }
    }
}
