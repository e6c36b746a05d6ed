package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Scheduler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the merchant's endpoints of events: in the background, in no promised order, again and again until an endpoint
/// answers 2xx or the event is three days old.
final class Webhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 64;

    private final Endpoints endpoints;
    private final String secret;
    private final List<Duration> retryDelays;
    private final Scheduler scheduler;
    private final Books books;
    private final StripeJson json;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore underWay = new Semaphore(AT_ONCE);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .executor(threads)
            .build();

    /// @param retryDelays how long to wait after the first, the second, … failure; the last one is used ever after
    Webhooks(
            Endpoints endpoints,
            String secret,
            List<Duration> retryDelays,
            Scheduler scheduler,
            Books books,
            StripeJson json) {
        this.endpoints = endpoints;
        this.secret = secret;
        this.retryDelays = List.copyOf(retryDelays);
        this.scheduler = scheduler;
        this.books = books;
        this.json = json;
    }

    /// Sends again what had not been taken before a restart.
    void resume() {
        Instant oldest = scheduler.now().minus(GIVE_UP_AFTER);
        books.newest(Event.class, event -> event.created() > oldest.getEpochSecond(), Integer.MAX_VALUE)
                .reversed()
                .forEach(this::send);
    }

    void send(Event event) {
        for (int endpoint = 0; endpoint < event.endpoints(); endpoint++) {
            if (books.find(Delivered.class, Delivered.id(event.id(), endpoint)).isEmpty()) {
                start(new Delivery(event, endpoint, 0));
            }
        }
    }

    private record Delivery(Event event, int endpoint, int failures) {
        Delivery afterFailure() {
            return new Delivery(event, endpoint, failures + 1);
        }
    }

    private void start(Delivery delivery) {
        try {
            threads.execute(() -> deliver(delivery));
        } catch (RejectedExecutionException closed) {
            // The journal knows that the event was not delivered; the next start sends it.
        }
    }

    private void deliver(Delivery delivery) {
        Optional<URI> address = endpoints.address(delivery.endpoint());
        if (address.isEmpty()) {
            return;
        }
        URI target = address.get();
        try {
            underWay.acquire();
            try {
                int status = post(target, delivery.event());
                if (status >= 200 && status < 300) {
                    markDelivered(delivery);
                    return;
                }
                LOG.debug("{} to {}: answered {}", delivery.event().id(), target, status);
            } finally {
                underWay.release();
            }
        } catch (IOException unreachable) {
            LOG.debug("{} to {}: {}", delivery.event().id(), target, unreachable.toString());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return;
        }
        retry(delivery);
    }

    private int post(URI target, Event event) throws IOException, InterruptedException {
        byte[] body = json.event(event, event.endpoints()).toString().getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Stripe/1.0 (sandbox)")
                .header("Stripe-Signature", signature(secret, scheduler.now(), body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /// The value of `Stripe-Signature`: the time, and a HMAC over the time and the body as it is sent.
    static String signature(String secret, Instant time, byte[] body) {
        long seconds = time.getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void markDelivered(Delivery delivery) {
        books.change(
                Event.Cause.NONE, change -> change.put(
                        new Delivered(
                                Delivered.id(delivery.event().id(), delivery.endpoint()), change.now()
                                        .getEpochSecond())));
    }

    private void retry(Delivery delivery) {
        Instant now = scheduler.now();
        if (Instant.ofEpochSecond(delivery.event().created()).plus(GIVE_UP_AFTER).isBefore(now)) {
            LOG.warn("{} was not taken within {}", delivery.event().id(), GIVE_UP_AFTER);
            return;
        }
        Duration delay = retryDelays.get(Math.min(delivery.failures(), retryDelays.size() - 1));
        scheduler.runAt(now.plus(delay), () -> start(delivery.afterFailure()));
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
        threads.close();
    }
}
