package boxoffice.client;

import boxoffice.model.Json;
import boxoffice.model.SeatMessages.FromServer;
import boxoffice.model.SeatMessages.Wish;
import boxoffice.model.ShowId;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// An open WebSocket to a show's seats (RT-1). One thread asks for what comes; the next message is taken from the
/// network when it does.
final class SeatLine implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final WebSocket socket;
    private final Hearing hearing;

    private SeatLine(WebSocket socket, Hearing hearing) {
        this.socket = socket;
        this.hearing = hearing;
    }

    /// What comes.
    sealed interface Event {
        /// A message.
        record Said(FromServer message) implements Event {}

        /// A sign of life, or a message this client does not know.
        record Beat() implements Event {}

        /// Nothing more will come.
        record Ended(int code) implements Event {}
    }

    /// Connects, if the server offers that.
    static Optional<SeatLine> open(Http http, ShowId show, String since) throws InterruptedException {
        Hearing hearing = new Hearing();
        var opening = http.webSocket("/ws/shows/" + show + Http.query("since", since), hearing);
        try {
            return Optional.of(
                    new SeatLine(opening.get(CONNECT.toMillis(), TimeUnit.MILLISECONDS), hearing));
        } catch (ExecutionException | TimeoutException noSocket) {
            return Optional.empty();
        } finally {
            if (!opening.isDone()) {
                // Nobody waits for it any more.
                var _ = opening.thenAccept(WebSocket::abort);
            }
        }
    }

    /// Waits for what comes next; empty when nothing has come for so long.
    Optional<Event> next(Duration patience) throws InterruptedException {
        Event event = hearing.events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (event instanceof Event.Said) {
            socket.request(1);
        }
        return Optional.ofNullable(event);
    }

    /// Asks for what has changed since a version.
    ///
    /// @return whether that could be said
    boolean ask(ShowId show, String since) {
        return say(new Wish(Wish.Kind.SUBSCRIBE, show, since));
    }

    /// Asks for a sign of life.
    ///
    /// @return whether that could be said
    boolean ping() {
        return say(new Wish(Wish.Kind.PING, null, null));
    }

    private boolean say(Wish wish) {
        try {
            String text = Json.strict().writeValueAsString(wish);
            socket.sendText(text, true).orTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS).join();
            return true;
        } catch (CompletionException gone) {
            return false;
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    /// Called by the socket's threads, one call after the other.
    private static final class Hearing implements WebSocket.Listener {
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (!last) {
                socket.request(1);
                return null;
            }
            Event event = read(text.toString());
            text.setLength(0);
            events.add(event);
            if (!(event instanceof Event.Said)) {
                socket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer payload) {
            events.add(new Event.Beat());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            events.add(new Event.Ended(code));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            events.add(new Event.Ended(0));
        }

        private static Event read(String message) {
            try {
                return new Event.Said(Json.lenient().readValue(message, FromServer.class));
            } catch (InvalidTypeIdException ofANewerServer) {
                return new Event.Beat();
            } catch (JsonProcessingException notOurs) {
                return new Event.Ended(0);
            }
        }
    }
}
