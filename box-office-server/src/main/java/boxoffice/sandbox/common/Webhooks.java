package boxoffice.sandbox.common;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the merchant's endpoints of events: in the background, in no promised order, again and again until an endpoint
/// answers 2xx or the gateway gives up.
///
/// @param <E> the gateway's events
public final class Webhooks<E extends Entry> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 64;

    private final Endpoints endpoints;
    private final List<Duration> retryDelays;
    private final Duration giveUpAfter;
    private final Scheduler scheduler;
    private final Desk<E> desk;
    private final Script script;
    /// The events that are collected so that they can be sent in the wrong order, by payment.
    private final Map<String, List<E>> collected = new HashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore underWay = new Semaphore(AT_ONCE);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .executor(threads)
            .build();

    /// How a gateway writes its events, and what it remembers of them.
    public interface Desk<E extends Entry> {
        /// Which payment the event is about, if any.
        Optional<Subject> payment(E event);

        /// The event's type, in the gateway's own words.
        String type(E event);

        /// How many endpoints are told of the event.
        int endpoints(E event);

        byte[] body(E event);

        /// The headers of one attempt, the signature among them.
        ///
        /// @param now when the attempt is made
        Map<String, String> headers(E event, byte[] body, Instant now);

        boolean delivered(E event, int endpoint);

        void markDelivered(E event, int endpoint);

        /// The events made after a moment, oldest first.
        List<E> after(Instant moment);
    }

    /// @param retryDelays how long to wait after the first, the second, … failure; the last one is used ever after
    /// @param giveUpAfter how old an event may be to be tried again
    /// @param script what is to go wrong on the way
    public Webhooks(
            Endpoints endpoints,
            List<Duration> retryDelays,
            Duration giveUpAfter,
            Scheduler scheduler,
            Desk<E> desk,
            Script script) {
        this.endpoints = endpoints;
        this.retryDelays = List.copyOf(retryDelays);
        this.giveUpAfter = giveUpAfter;
        this.scheduler = scheduler;
        this.desk = desk;
        this.script = script;
    }

    /// Sends again what had not been taken before a restart.
    public void resume() {
        desk.after(scheduler.now().minus(giveUpAfter)).forEach(this::send);
    }

    /// Sends an event, unless the script wants it otherwise.
    public void send(E event) {
        Optional<Subject> payment = desk.payment(event);
        if (payment.isEmpty()) {
            sendNow(event, 1);
            return;
        }
        String type = desk.type(event);
        if (script.strike(Fault.LostWebhook.class, payment.get(), type).isPresent()) {
            openDeliveries(event).forEach(lost -> desk.markDelivered(event, lost.endpoint()));
            return;
        }
        Optional<Fault.ReorderedWebhooks> reordered = script.strike(Fault.ReorderedWebhooks.class, payment.get());
        if (reordered.isPresent()) {
            collect(payment.get(), event, reordered.get().within());
            return;
        }
        int copies = script.strike(Fault.RepeatedWebhook.class, payment.get(), type)
                .map(Fault.RepeatedWebhook::copies)
                .orElse(1);
        script.strike(Fault.LateWebhook.class, payment.get(), type)
                .ifPresentOrElse(
                        late -> scheduler.runAt(scheduler.now().plus(late.by()), () -> sendNow(event, copies)),
                        () -> sendNow(event, copies));
    }

    private void sendNow(E event, int copies) {
        // Asked once: the first copy may be delivered before the next is sent.
        List<Delivery<E>> open = openDeliveries(event);
        for (int copy = 0; copy < copies; copy++) {
            open.forEach(this::start);
        }
    }

    private List<Delivery<E>> openDeliveries(E event) {
        return IntStream.range(0, desk.endpoints(event))
                .filter(endpoint -> !desk.delivered(event, endpoint))
                .mapToObj(endpoint -> new Delivery<>(event, endpoint, 0))
                .toList();
    }

    private void collect(Subject payment, E event, Duration within) {
        boolean first;
        synchronized (collected) {
            List<E> events = collected.computeIfAbsent(payment.key(), _ -> new ArrayList<>());
            first = events.isEmpty();
            events.add(event);
        }
        if (first) {
            scheduler.runAt(scheduler.now().plus(within), () -> sendBackwards(payment));
        }
    }

    /// Sends what was collected, the last first, each after the one before was answered.
    private void sendBackwards(Subject payment) {
        List<E> events;
        synchronized (collected) {
            events = Objects.requireNonNullElse(collected.remove(payment.key()), List.<E>of());
        }
        List<Delivery<E>> deliveries = events.reversed()
                .stream()
                .flatMap(event -> openDeliveries(event).stream())
                .toList();
        inBackground(() -> deliveries.forEach(this::deliver));
    }

    private record Delivery<E>(E event, int endpoint, int failures) {
        Delivery<E> afterFailure() {
            return new Delivery<>(event, endpoint, failures + 1);
        }
    }

    private void start(Delivery<E> delivery) {
        inBackground(() -> deliver(delivery));
    }

    private void inBackground(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException closed) {
            // The journal knows that the event was not delivered; the next start sends it.
        }
    }

    private void deliver(Delivery<E> delivery) {
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
                    desk.markDelivered(delivery.event(), delivery.endpoint());
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

    private int post(URI target, E event) throws IOException, InterruptedException {
        byte[] body = desk.body(event);
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        boolean forged = desk.payment(event)
                .flatMap(payment -> script.strike(Fault.ForgedWebhook.class, payment, desk.type(event)))
                .isPresent();
        // A signature of something else has the right form and does not fit.
        byte[] signed = forged ? new byte[0] : body;
        desk.headers(event, signed, scheduler.now()).forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private void retry(Delivery<E> delivery) {
        Instant now = scheduler.now();
        if (Instant.ofEpochSecond(delivery.event().created()).plus(giveUpAfter).isBefore(now)) {
            LOG.warn("{} was not taken within {}", delivery.event().id(), giveUpAfter);
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
