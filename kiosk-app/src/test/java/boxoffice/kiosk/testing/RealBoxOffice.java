package boxoffice.kiosk.testing;

import static java.util.Map.entry;

import boxoffice.client.BoxOfficeClient;
import boxoffice.kiosk.device.DeviceFile;
import boxoffice.model.Accounts;
import boxoffice.model.Theaters;
import boxoffice.sandbox.SandboxConfig;
import boxoffice.sandbox.SandboxGateway;
import boxoffice.server.BoxOffice;
import boxoffice.server.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The real server with the demo catalogue, real PostgreSQL and Redis, and the sandbox gateway, on free ports.
public final class RealBoxOffice implements AutoCloseable {
    /// The theater where tests put their kiosks.
    public static final String THEATER = "Mayura Multiplex";

    private static final String GATEWAY_KEY = "sk_test_of_kiosk";
    private static final String WEBHOOK_SECRET = "whsec_of_kiosk";

    private static Optional<RealBoxOffice> shared = Optional.empty();

    private final Path folder;
    private final int gatewayPort;
    private SandboxGateway gateway;
    private final BoxOffice server;

    private RealBoxOffice() {
        try {
            folder = Files.createTempDirectory("boxoffice-kiosk-test");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        gateway = gateway(0);
        gatewayPort = gateway.port();
        server = BoxOffice.start(
                Settings.read(
                        Map.ofEntries(
                                entry("server.port", "0"),
                                entry("data.dir", folder.toString()),
                                entry("payment.gateway.url", gateway.uri().toString()),
                                entry("payment.gateway.key", GATEWAY_KEY),
                                entry("payment.gateway.webhook.secret", WEBHOOK_SECRET),
                                entry("demo.catalogue", "true"),
                                entry("jobs.pause", "PT0.1S"),
                                // Tests press faster than people.
                                entry("limits.user.requests", "0"),
                                entry("limits.user.locks", "0"),
                                entry("limits.user.payments", "0"),
                                entry("limits.device.locks", "0"),
                                entry("limits.device.payments", "0"),
                                entry("limits.address.requests", "0"))));
        gateway.sendWebhooksTo(List.of(webhook()));
    }

    private static SandboxGateway gateway(int port) {
        return SandboxGateway.start(
                SandboxConfig.builder()
                        .port(port)
                        .secretKey(GATEWAY_KEY)
                        .webhookSecret(WEBHOOK_SECRET)
                        .webhookRetries(List.of(Duration.ofMillis(200), Duration.ofSeconds(1)))
                        .build());
    }

    private URI webhook() {
        return server.uri().resolve("/api/v1/payments/webhook");
    }

    /// Takes the payment gateway away.
    public void stopGateway() {
        gateway.close();
    }

    /// Brings the payment gateway back, at the same address and without a memory.
    public void startGateway() {
        gateway = gateway(gatewayPort);
        gateway.sendWebhooksTo(List.of(webhook()));
    }

    /// The one box office of this test process; started by the first who asks, and ended with the process.
    public static synchronized RealBoxOffice shared() {
        if (shared.isEmpty()) {
            RealBoxOffice started = new RealBoxOffice();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "kiosk-test-box-office"));
            shared = Optional.of(started);
        }
        return shared.get();
    }

    /// A box office of one's own, for tests that take it away.
    public static RealBoxOffice start() {
        return new RealBoxOffice();
    }

    public URI uri() {
        return server.uri();
    }

    /// A code that makes a machine a kiosk of the tests' theater.
    public String enrolmentCode() {
        BoxOfficeClient admin = client("admin@demo.example", "demo-admin-pass");
        Theaters.Theater theater = admin.theaters()
                .theaters()
                .stream()
                .filter(candidate -> candidate.name().equals(THEATER))
                .findFirst()
                .orElseThrow();
        return admin.createDevice(new Accounts.NewDevice("Kiosk under test", theater.id())).code();
    }

    /// A machine that was enrolled as a kiosk of the tests' theater.
    public DeviceFile.Enrolled enrolled() {
        Accounts.DeviceKey key = BoxOfficeClient.at(uri()).enrol(new Accounts.EnrolRequest(enrolmentCode()));
        return new DeviceFile.Enrolled(uri(), key);
    }

    /// Another customer, who buys elsewhere.
    public BoxOfficeClient customer() {
        return client("customer@demo.example", "demo-customer");
    }

    private BoxOfficeClient client(String email, String password) {
        BoxOfficeClient client = BoxOfficeClient.at(uri());
        return client.with(client.signIn(new Accounts.LoginRequest(email, password)));
    }

    @Override
    public void close() {
        server.close();
        gateway.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException failed) {
            System.err.println("left behind: " + folder);
        }
    }
}
