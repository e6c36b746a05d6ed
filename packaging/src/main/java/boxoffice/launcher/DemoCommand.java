package boxoffice.launcher;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException;
import boxoffice.model.Accounts.LoginRequest;
import boxoffice.model.Accounts.NewDevice;
import boxoffice.model.Theaters.Theater;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts a whole box office and sells one real ticket: the kiosk's own screens are driven by keyboard, and the sandbox's
/// hosted page is paid as a guest's phone would.
@Command(name = "demo", description = {
        "Starts everything and sells a real ticket at the kiosk.",
        "Stays up until Ctrl-C. Without a display the kiosk's screens are drawn in memory."
})
final class DemoCommand implements Callable<Integer> {
    private static final Pattern STEP = Pattern.compile("step (\\S+) (\\d+) ms (.*)");
    private static final String CITY = "Berlin";

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help") private boolean unusedHelp;

    @Option(names = "--data", paramLabel = "DIR", description = "where data is kept (default: ${DEFAULT-VALUE})") private Path data =
            DataFolder.of("demo");

    @Option(names = "--once", description = "end after the sale: 0 when it went well") private boolean once;

    @Option(names = "--port", description = "the server's port (default: ${DEFAULT-VALUE})") private int port = 8080;

    @Option(names = "--gateway-port", description = "the payment sandbox's port (default: ${DEFAULT-VALUE})") private int gatewayPort =
            8090;

    private final Progress progress = new Progress(System.out);

    @Override
    public Integer call() {
        long begun = System.nanoTime();
        data = data.toAbsolutePath().normalize();
        progress.say("Box office demo. Data is kept in " + data);
        AtomicReference<Optional<Stack>> running = new AtomicReference<>(Optional.empty());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> running.get().ifPresent(Stack::close), "stop"));
        try {
            Stack stack = Stack.start(new Stack.Choice(data, port, gatewayPort, true, Map.of()), progress);
            running.set(Optional.of(stack));
            Sale sale = sell(stack);
            if (sale.receipt().isEmpty()) {
                return failed(sale.failure());
            }
            sale.receipt().get().print(progress, (System.nanoTime() - begun) / 1_000_000);
            if (once) {
                return 0;
            }
            addresses();
            return failed(
                    CompletableFuture.anyOf(stack.broken(), sale.kioskClosed())
                            .thenApply(String.class::cast)
                            .join());
        } catch (Stack.StartFailed | BoxOfficeException failed) {
            return failed(Objects.toString(failed.getMessage()));
        }
    }

    /// What came of it.
    ///
    /// @param failure why there is no receipt
    /// @param kioskClosed completes when a kiosk that stays open has ended by itself
    private record Sale(Optional<Receipt> receipt, String failure, CompletableFuture<String> kioskClosed) {}

    private Sale sell(Stack stack) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        AtomicReference<String> failure = new AtomicReference<>("");
        Child kiosk = stack.add("Kiosk", kiosk(), line -> {
            Matcher step = STEP.matcher(line);
            if (step.matches()) {
                progress.step(capitalized(step.group(1)), Long.parseLong(step.group(2)), step.group(3));
            } else if (line.startsWith("result ")) {
                receipt.complete(Receipt.read(line.substring("result ".length())));
            } else if (line.startsWith("failed ")) {
                failure.set("the sale failed: " + line.substring("failed ".length()));
            }
        });
        CompletableFuture<String> over = kiosk.ended().thenApply(why -> failure.get().isEmpty() ? why : failure.get());
        CompletableFuture.anyOf(receipt, over, stack.broken()).join();
        if (receipt.isDone()) {
            CompletableFuture<String> closed = Display.isThere() ? over : new CompletableFuture<>();
            return new Sale(Optional.of(receipt.join()), "", closed);
        }
        String why = over.isDone() ? over.join() : stack.broken().join();
        return new Sale(Optional.empty(), why, over);
    }

    private Child.Program kiosk() {
        URI server = URI.create("http://127.0.0.1:" + port);
        Path folder = data.resolve("kiosk");
        List<String> arguments = new ArrayList<>(
                List.of("--server", server.toString(), "--data", folder.toString(), "--self-drive"));
        if (!Files.exists(folder.resolve("device.properties"))) {
            arguments.addAll(List.of("--enrol", enrolmentCode(server)));
        }
        List<String> jvm = new ArrayList<>(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + data.resolve("cache").resolve("kiosk.jsa"),
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr",
                        "--enable-native-access=ALL-UNNAMED"));
        if (Display.isThere()) {
            arguments.add("--windowed");
        } else {
            jvm.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw"));
        }
        if (once || !Display.isThere()) {
            arguments.add("--exit-after-sale");
        }
        return new Child.Program("boxoffice.kiosk.Main", jvm, arguments, Map.of());
    }

    /// A code for the kiosk to enrol with, made as an administrator makes one in the console.
    private static String enrolmentCode(URI server) {
        BoxOfficeClient anyone = BoxOfficeClient.at(server);
        BoxOfficeClient admin =
                anyone.with(anyone.signIn(new LoginRequest("admin@demo.example", "demo-admin-pass")));
        Theater theater = admin.theaters()
                .theaters()
                .stream()
                .filter(candidate -> candidate.city().equals(CITY))
                .findFirst()
                .orElseThrow();
        return admin.createDevice(new NewDevice("Demo kiosk", theater.id())).code();
    }

    private void addresses() {
        progress.say("");
        progress.say("Everything stays up until Ctrl-C:");
        progress.say("  Server            http://127.0.0.1:" + port + "/api/v1/movies");
        progress.say("  Payment sandbox   http://127.0.0.1:" + gatewayPort);
        progress.say("  Another kiosk     packaging/boxoffice kiosk --data " + data.resolve("kiosk"));
        progress.say("  Console           packaging/boxoffice admin --server http://127.0.0.1:" + port);
        progress.say("                    sign in as admin@demo.example, password demo-admin-pass");
    }

    private int failed(String why) {
        System.err.println("boxoffice: " + why);
        return 1;
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }
}
