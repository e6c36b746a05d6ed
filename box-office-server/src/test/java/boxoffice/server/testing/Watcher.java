package boxoffice.server.testing;

import static org.awaitility.Awaitility.await;

import boxoffice.model.Json;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMessages.Change;
import boxoffice.model.SeatMessages.FromServer;
import boxoffice.model.SeatMessages.Refusal;
import boxoffice.model.SeatMessages.ShowState;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Somebody who watches seats over a WebSocket, message by message. Thread-safe.
public final class Watcher implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WebSocket socket;
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final Map<ShowId, String> versions = new ConcurrentHashMap<>();
    private final Map<ShowId, Map<SeatId, SeatStatus>> seats = new ConcurrentHashMap<>();
    private final List<String> gaps = new CopyOnWriteArrayList<>();
    private volatile int closedWith;

    private Watcher(URI address) {
        this.socket = CLIENT.newWebSocketBuilder().buildAsync(address, new Hearing()).join();
    }

    /// Watches a show.
    public static Watcher of(URI server, ShowId show) {
        return at(server, show.toString());
    }

    /// Connects to an address behind `/ws/shows/`.
    public static Watcher at(URI server, String rest) {
        return new Watcher(URI.create("ws://" + server.getAuthority() + "/api/v1/ws/shows/" + rest));
    }

    public Watcher say(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /// What was heard, as it came.
    public List<String> texts() {
        return List.copyOf(texts);
    }

    /// Messages that did not build on the one before.
    public List<String> gaps() {
        return List.copyOf(gaps);
    }

    /// The code the server closed with; 0 while it has not.
    public int closedWith() {
        return closedWith;
    }

    /// What the watcher believes of a seat.
    public SeatStatus status(ShowId show, SeatId seat) {
        return seats.getOrDefault(show, Map.of()).getOrDefault(seat, SeatStatus.AVAILABLE);
    }

    public String version(ShowId show) {
        return versions.getOrDefault(show, "");
    }

    /// Waits for a message of a kind.
    public <T extends FromServer> T awaits(Class<T> kind, Predicate<T> which) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> texts.stream()
                                .map(Watcher::read)
                                .filter(kind::isInstance)
                                .map(kind::cast)
                                .filter(which)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /// Waits until the server refuses something with a code.
    public void awaitsRefusal(String code) {
        awaits(Refusal.class, refusal -> refusal.problem().code().equals(code));
    }

    /// Waits until the watcher believes a seat to be in a status, and says how long that took.
    public Duration awaits(ShowId show, SeatId seat, SeatStatus status) {
        long start = System.nanoTime();
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> versions.containsKey(show) && status(show, seat) == status);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    public void awaitsClose(int code) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> closedWith == code);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static FromServer read(String text) {
        try {
            return Json.strict().readValue(text, FromServer.class);
        } catch (JsonProcessingException other) {
            throw new AssertionError("not a message: " + text, other);
        }
    }

    private void heard(String text) {
        switch (read(text)) {
            case ShowState state -> {
                Map<SeatId, SeatStatus> known = seats.computeIfAbsent(state.showId(), id -> new ConcurrentHashMap<>());
                if (state.full()) {
                    known.clear();
                }
                state.seats().forEach((status, ids) -> ids.forEach(seat -> known.put(seat, status)));
                versions.put(state.showId(), state.version());
            }
            case Change change -> {
                if (!change.previous().equals(versions.put(change.showId(), change.version()))) {
                    gaps.add(text);
                }
                Map<SeatId, SeatStatus> known = seats.computeIfAbsent(change.showId(), id -> new ConcurrentHashMap<>());
                change.seatIds().forEach(seat -> known.put(seat, change.status()));
            }
            case FromServer other -> {
                // only counted
            }
        }
        texts.add(text);
    }

    private final class Hearing implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                heard(whole);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closedWith = statusCode;
            return null;
        }
    }
}
