package boxoffice.launcher;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The server with all that it needs, as processes: the sandbox gateway unless PAYMENT_GATEWAY_KEY names another, and the
/// server, which starts its own PostgreSQL and Redis unless DATABASE_URL and REDIS_URL name others.
///
/// Closing it ends them all, last first.
final class Stack implements AutoCloseable {
    private static final long NEEDED_BYTES = 300L * 1024 * 1024;
    /// With less than this, stores begin to fail in ways that say little.
    private static final long LEAST_BYTES = 20L * 1024 * 1024;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Path data;
    private final Progress progress;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private volatile boolean closing;

    /// What can be chosen.
    ///
    /// @param port the server's
    /// @param gatewayPort the sandbox gateway's
    /// @param others settings of the server, as environment variables
    record Choice(Path data, int port, int gatewayPort, boolean demoCatalogue, Map<String, String> others) {}

    private Stack(Path data, Progress progress) {
        this.data = data;
        this.progress = progress;
    }

    /// Starts what is needed and comes back when it answers.
    ///
    /// @throws StartFailed with one line that says what is in the way; nothing is left running
    static Stack start(Choice choice, Progress progress) {
        Stack stack = new Stack(choice.data(), progress);
        try {
            stack.open(choice);
            return stack;
        } catch (RuntimeException failed) {
            stack.close();
            throw failed;
        }
    }

    /// A start that could not be finished; the message is one line for the person at the terminal.
    static final class StartFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StartFailed(String message) {
            super(message);
        }
    }

    /// Runs another process beside the server, until the stack is closed or the process ends.
    Child add(String name, Child.Program program, java.util.function.Consumer<String> lines) {
        Child child = Child.start(name, program, data.resolve("logs"), lines);
        parts.push(child);
        return child;
    }

    /// Completes with a line that says what broke, if a part ends by itself.
    CompletableFuture<String> broken() {
        return broken;
    }

    /// Waits, if another thread is closing it already.
    @Override
    public synchronized void close() {
        closing = true;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failed) {
                System.err.println("boxoffice: while stopping: " + failed.getMessage());
            }
        }
    }

    private void open(Choice choice) {
        claimFolder();
        requireSpace();
        watchSpace();
        requireFree(choice.port(), "--port");
        Map<String, String> settings = new HashMap<>(choice.others());
        settings.put("SERVER_PORT", Integer.toString(choice.port()));
        settings.put("DATA_DIR", data.resolve("server").toString());
        settings.put("DEMO_CATALOGUE", Boolean.toString(choice.demoCatalogue()));
        Optional<Started> gateway = Optional.empty();
        if (System.getenv("PAYMENT_GATEWAY_KEY") == null) {
            requireFree(choice.gatewayPort(), "--gateway-port");
            gateway = Optional.of(startGateway(choice, settings));
        }
        Started server = startPart(
                "Server", "box office ready at ", new Child.Program(
                        "boxoffice.server.Main", jvm("server"), List.of(), settings));
        gateway.ifPresent(this::await);
        await(server);
    }

    private Started startGateway(Choice choice, Map<String, String> settings) {
        String key = "sk_test_" + random();
        String secret = "whsec_" + random();
        String url = "http://127.0.0.1:" + choice.gatewayPort();
        settings.put("PAYMENT_GATEWAY_URL", url);
        settings.put("PAYMENT_GATEWAY_KEY", key);
        settings.put("PAYMENT_GATEWAY_WEBHOOK_SECRET", secret);
        String webhook = "http://127.0.0.1:" + choice.port() + "/api/v1/payments/webhook";
        Map<String, String> environment = new HashMap<>(
                Map.of(
                        "SANDBOX_PORT", Integer.toString(choice.gatewayPort()),
                        "SANDBOX_DATA_DIR", data.resolve("sandbox").toString(),
                        "SANDBOX_SECRET_KEY", key,
                        "SANDBOX_WEBHOOK_SECRET", secret,
                        "SANDBOX_MERCHANT", "Box office demo",
                        "SANDBOX_WEBHOOK_URLS", webhook));
        if (System.getenv("PAYMENT_RAZORPAY_KEYID") == null) {
            addRazorpay(url, webhook, settings, environment);
        }
        return startPart(
                "Payment sandbox", "sandbox gateway ready at ", new Child.Program(
                        "boxoffice.sandbox.SandboxMain", jvm("sandbox"), List.of(), environment));
    }

    private static void addRazorpay(
            String url, String webhook, Map<String, String> settings, Map<String, String> environment) {
        String keyId = "rzp_test_" + random();
        String keySecret = random();
        String webhookSecret = random();
        settings.put("PAYMENT_RAZORPAY_URL", url);
        settings.put("PAYMENT_RAZORPAY_KEYID", keyId);
        settings.put("PAYMENT_RAZORPAY_KEYSECRET", keySecret);
        settings.put("PAYMENT_RAZORPAY_WEBHOOKSECRET", webhookSecret);
        environment.put("SANDBOX_RAZORPAY_KEY_ID", keyId);
        environment.put("SANDBOX_RAZORPAY_KEY_SECRET", keySecret);
        environment.put("SANDBOX_RAZORPAY_WEBHOOK_SECRET", webhookSecret);
        environment.put("SANDBOX_RAZORPAY_WEBHOOK_URLS", webhook);
    }

    private record Started(String name, long since, CompletableFuture<URI> ready) {}

    private Started startPart(String name, String readyLine, Child.Program program) {
        CompletableFuture<URI> ready = new CompletableFuture<>();
        Child child = add(name, program, line -> {
            if (line.startsWith(readyLine)) {
                ready.complete(URI.create(line.substring(readyLine.length())));
            }
        });
        var _ = child.ended().thenAccept(why -> {
            ready.completeExceptionally(new StartFailed(why));
            if (!closing) {
                broken.complete(why);
            }
        });
        return new Started(name, System.nanoTime(), ready);
    }

    private void await(Started part) {
        try {
            CompletableFuture.anyOf(part.ready(), broken).join();
            if (!part.ready().isDone()) {
                throw new StartFailed(broken.join());
            }
            URI address = part.ready().join();
            progress.step(part.name(), (System.nanoTime() - part.since()) / 1_000_000, address.toString());
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StartFailed why ? why : failed;
        }
    }

    private List<String> jvm(String part) {
        List<String> options = new ArrayList<>(Child.quickStart(data.resolve("cache").resolve(part + ".jsa")));
        options.add("-Xmx1g");
        return options;
    }

    /// Two stacks on one folder would spoil each other's data.
    private void claimFolder() {
        try {
            Files.createDirectories(data.resolve("cache"));
            RandomAccessFile file = new RandomAccessFile(data.resolve("in-use").toFile(), "rw");
            parts.push(file);
            FileLock lock = file.getChannel().tryLock();
            if (lock == null) {
                throw new StartFailed(
                        data + " is in use by another box office; end that one, or choose another --data");
            }
        } catch (IOException failed) {
            throw new StartFailed(data + " cannot be used: " + failed.getMessage());
        }
    }

    private void requireSpace() {
        try {
            long free = Files.getFileStore(data).getUsableSpace();
            if (free < NEEDED_BYTES) {
                throw new StartFailed(
                        "%s has %d MB free, and %d MB are needed; make room, or choose another --data"
                                .formatted(data, free >> 20, NEEDED_BYTES >> 20));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// A disk that fills up breaks every part in its own way; it is told in one line before that.
    private void watchSpace() {
        ScheduledExecutorService watch =
                Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("disk").daemon().factory());
        parts.push(watch::shutdownNow);
        var _ = watch.scheduleWithFixedDelay(() -> {
            long free = data.toFile().getUsableSpace();
            if (free < LEAST_BYTES) {
                broken.complete(
                        "the disk is full: %s has %d MB left; make room and start again".formatted(data, free >> 20));
            }
        }, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void requireFree(int port, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
        } catch (IOException inUse) {
            throw new StartFailed(
                    "port %d is in use by another program; choose another with %s".formatted(port, option));
        }
    }

    private static String random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
