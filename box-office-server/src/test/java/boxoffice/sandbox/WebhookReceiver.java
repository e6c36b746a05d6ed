package boxoffice.sandbox;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/// A merchant's endpoint: takes down what it is told and answers as it is bidden.
public final class WebhookReceiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<Received> answer = _ -> 200;

    /// One request as it came.
    public record Received(String body, Headers headers) {
        String signature() {
            return headers.getFirst("Stripe-Signature");
        }

        /// The event, if Stripe's own library finds its signature good. The library looks at this machine's clock, so
        /// its tolerance is switched off where a test moves the time.
        Event verified(String secret, long toleranceSeconds) throws SignatureVerificationException {
            return Webhook.constructEvent(body, signature(), secret, toleranceSeconds);
        }
    }

    private WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/webhook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Received webhook = new Received(body, exchange.getRequestHeaders());
            received.add(webhook);
            exchange.sendResponseHeaders(answer.applyAsInt(webhook), -1);
            exchange.close();
        });
    }

    public static WebhookReceiver start() throws IOException {
        var receiver = new WebhookReceiver();
        receiver.server.start();
        return receiver;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhook");
    }

    void answering(ToIntFunction<Received> status) {
        answer = status;
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    List<String> types() {
        return received.stream().map(one -> Event.GSON.fromJson(one.body(), Event.class).getType()).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
