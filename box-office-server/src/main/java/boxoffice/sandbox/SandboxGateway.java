package boxoffice.sandbox;

import boxoffice.sandbox.common.Html;
import boxoffice.sandbox.common.Journal;
import boxoffice.sandbox.common.RecentPayment;
import boxoffice.sandbox.common.Scheduler;
import boxoffice.sandbox.common.Script;
import boxoffice.sandbox.common.Stalls;
import boxoffice.sandbox.razorpay.RazorpaySandbox;
import boxoffice.sandbox.stripe.StripeSandbox;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// A running sandbox payment gateway (PAY-2).
///
/// Safe for use by any thread. Tests start one in their own process and close it again; one that was started with a data
/// directory knows its payments again when it is started anew.
public final class SandboxGateway implements AutoCloseable {
    private static final int LARGEST_REQUEST = 1 << 20;
    private static final int RECENT = 50;
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    private final String host;
    private final Scheduler scheduler;
    private final Script script;
    private final Stalls stalls;
    private final StripeSandbox stripe;
    private final RazorpaySandbox razorpay;
    private final WebServer server;
    /// Known once the port is.
    private final CompletableFuture<URI> publicUri = new CompletableFuture<>();

    private SandboxGateway(SandboxConfig config, Scheduler scheduler) {
        this.host = config.host();
        this.scheduler = scheduler;
        this.stalls = new Stalls(scheduler);
        this.script = new Script(journal(config, "script.jsonl"));
        try {
            this.stripe = new StripeSandbox(
                    config.stripe(), journal(config, "stripe.jsonl"), scheduler, publicUri::join, script, stalls);
        } catch (RuntimeException failed) {
            script.close();
            throw failed;
        }
        try {
            this.razorpay = new RazorpaySandbox(
                    config.razorpay(), journal(config, "razorpay.jsonl"), scheduler, publicUri::join, script, stalls);
        } catch (RuntimeException failed) {
            stripe.close();
            script.close();
            throw failed;
        }
        try {
            this.server = listen(config);
        } catch (RuntimeException failed) {
            razorpay.close();
            stripe.close();
            script.close();
            throw failed;
        }
        publicUri.complete(config.publicUri().orElseGet(this::uri));
        stripe.resume();
        razorpay.resume();
    }

    private static Function<Consumer<String>, Journal> journal(SandboxConfig config, String name) {
        return replay -> config.dataDirectory()
                .map(folder -> Journal.inFile(folder.resolve(name), replay))
                .orElseGet(Journal::none);
    }

    private WebServer listen(SandboxConfig config) {
        // Helidon only logs that it could not listen and goes on, so this is tried beforehand and looked at afterwards.
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(config.host(), config.port()));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        WebServer started = WebServer.builder()
                .host(config.host())
                .port(config.port())
                .maxPayloadSize(LARGEST_REQUEST)
                .shutdownHook(false)
                // Stripe's library sends brackets in queries as they are, which a strict reader refuses.
                .addProtocol(Http1Config.builder().validatePrologue(false).build())
                .routing(this::routing)
                .build()
                .start();
        if (!started.isRunning()) {
            throw new IllegalStateException("The port was taken at the last moment.");
        }
        return started;
    }

    /// Starts a gateway that lives in real time.
    ///
    /// @throws RuntimeException when the port is taken or the data directory cannot be used
    public static SandboxGateway start(SandboxConfig config) {
        return start(config, Scheduler.system());
    }

    /// Starts a gateway that lives in the given time, and closes it in the end.
    ///
    /// @throws RuntimeException when the port is taken or the data directory cannot be used
    public static SandboxGateway start(SandboxConfig config, Scheduler scheduler) {
        try {
            return new SandboxGateway(config, scheduler);
        } catch (RuntimeException failed) {
            scheduler.close();
            throw failed;
        }
    }

    private void routing(HttpRouting.Builder routing) {
        // Before Stripe, whose part of /v1 says of all it does not know that there is no such thing.
        razorpay.routing(routing);
        stripe.routing(routing);
        routing.register("/sandbox/script", new ScriptRoutes(script))
                .get(
                        "/", (_, response) -> Html.send(
                                response, 200, FrontPage.write(recent(), script.lines())))
                .get("/health", (_, response) -> sendJson(response, "{\"status\":\"UP\"}"))
                .get(
                        "/sandbox/books", (_, response) -> sendJson(
                                response, books().toString()))
                .get("/sandbox/style.css", (_, response) -> sendFile(response, "style.css", "text/css"))
                .get("/sandbox/onwards.js", (_, response) -> sendFile(response, "onwards.js", "text/javascript"));
    }

    private List<RecentPayment> recent() {
        return Stream.concat(stripe.recent(RECENT).stream(), razorpay.recent(RECENT).stream())
                .sorted(Comparator.comparing(RecentPayment::created).reversed())
                .limit(RECENT)
                .toList();
    }

    private static void sendJson(ServerResponse response, String json) {
        response.headers().contentType(MediaTypes.APPLICATION_JSON);
        response.send(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void sendFile(ServerResponse response, String name, String type) {
        try (InputStream file = Objects.requireNonNull(SandboxGateway.class.getResourceAsStream(name))) {
            response.headers().contentType(MediaTypes.create(type + "; charset=utf-8"));
            response.header(HeaderNames.CACHE_CONTROL, "max-age=300");
            response.send(file.readAllBytes());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The port it listens on.
    public int port() {
        return server.port();
    }

    /// Where programs on this machine find it; also the API base for Stripe's client library.
    public URI uri() {
        String reachable = EVERYWHERE.contains(host) ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + reachable + ":" + port());
    }

    /// Sends webhooks to these addresses from now on, also those that wait for a further attempt. For tests, where the
    /// receiver gets its port after the gateway was started.
    public void sendWebhooksTo(List<URI> addresses) {
        stripe.sendWebhooksTo(addresses);
    }

    /// Sends Razorpay's webhooks to these addresses from now on.
    public void sendRazorpayWebhooksTo(List<URI> addresses) {
        razorpay.sendWebhooksTo(addresses);
    }

    /// Its own books: totals captured and refunded per currency, and every payment. The same as `/sandbox/books`.
    public ObjectNode books() {
        return Statements.together(List.of(stripe.statement(), razorpay.statement()));
    }

    /// What is to go wrong with which payments. The same as `/sandbox/script`.
    public Script script() {
        return script;
    }

    /// How many requests are being kept waiting, as the script wants it.
    public int stalled() {
        return stalls.count();
    }

    /// Stops it. What it has promised, such as a webhook that is still to be delivered, it takes up again when it is
    /// started anew with the same data directory.
    @Override
    public void close() {
        stalls.close();
        server.stop();
        scheduler.close();
        razorpay.close();
        stripe.close();
        script.close();
    }
}
