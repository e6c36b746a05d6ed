package boxoffice.server.realtime;

import boxoffice.model.InvalidField;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.SeatMessages.Pong;
import boxoffice.model.SeatMessages.Refusal;
import boxoffice.model.SeatMessages.Unsubscribed;
import boxoffice.model.SeatMessages.Wish;
import boxoffice.model.ShowId;
import boxoffice.server.http.Ask;
import boxoffice.server.http.ProblemException;
import boxoffice.server.seating.SeatMaps;
import boxoffice.server.seating.Version;
import boxoffice.server.storage.StorageException;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: what its client says, and what comes of it. The connection's own thread calls in; [#sweep] and
/// [#close] may come from others.
final class SeatSocket implements WsListener {
    static final String PATH = "/api/v1/ws/shows/";
    static final int MAX_MESSAGE_BYTES = 4096;
    /// Connections end after so many wrong messages.
    static final int MAX_WRONG = 5;

    static final int MAX_SHOWS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(SeatSocket.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofSeconds(75);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final Rooms rooms;
    private final Connections connections;
    private final SeatMaps maps;
    private final RealtimeSettings settings;
    private final Set<ShowId> shows = ConcurrentHashMap.newKeySet();
    private final StringBuilder message = new StringBuilder();
    private String show = "";
    private String since = "";
    private int wrong;
    private int said;
    private long saidSince = System.nanoTime();
    private volatile @Nullable Line line;
    private volatile long heardAt = System.nanoTime();
    private volatile long pingedAt = System.nanoTime();
    private volatile long closingSince;

    /// The way to the other side, once it is open.
    private record Line(String address, Thread reader, Outlet outlet, Runnable cut) {}

    SeatSocket(Rooms rooms, Connections connections, SeatMaps maps, RealtimeSettings settings) {
        this.rooms = rooms;
        this.connections = connections;
        this.maps = maps;
        this.settings = settings;
    }

    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) {
        String path = prologue.uriPath().path();
        show = path.substring(Math.min(path.length(), PATH.length()));
        since = prologue.query().first("since").orElse("");
        return Optional.empty();
    }

    @Override
    public void onOpen(WsSession session) {
        ConnectionContext context = (ConnectionContext) session.socketContext();
        Runnable cut = () -> context.serverSocket().close();
        Line open = new Line(
                context.remotePeer().host(),
                Thread.currentThread(),
                new Outlet(context.dataWriter(), cut, maps),
                cut);
        line = open;
        switch (connections.admit(this, open.address())) {
            case ADMITTED -> openFirst(open);
            case TOO_MANY -> {
                refuse(
                        open,
                        Problem.of(ProblemCode.SERVICE_TEMPORARILY_UNAVAILABLE, "Too many connections are open."));
                close(CloseCode.TRY_LATER);
            }
            case STOPPING -> close(CloseCode.GOING_AWAY);
        }
    }

    private void openFirst(Line open) {
        try {
            if (!subscribe(open, ShowId.of(show), since.isEmpty() ? Optional.empty() : Optional.of(since))) {
                close(CloseCode.NO_SUCH_SHOW);
            }
        } catch (InvalidField noId) {
            boolean version = noId.field().equals("since");
            refuse(
                    open,
                    version
                            ? ProblemException.of(noId).problem()
                            : Problem.of(ProblemCode.SHOW_NOT_FOUND, "There is no show of that id."));
            close(version ? CloseCode.POLICY : CloseCode.NO_SUCH_SHOW);
        } catch (RuntimeException failed) {
            refuse(open, failure(failed));
            close(CloseCode.TRY_LATER);
        }
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        heardAt = System.nanoTime();
        Line open = line();
        if (message.length() + text.length() > MAX_MESSAGE_BYTES) {
            message.setLength(0);
            wrong = MAX_WRONG;
            wrong(open, Problem.of(ProblemCode.BODY_TOO_LARGE, "A message may have 4096 bytes."));
            return;
        }
        message.append(text);
        if (last) {
            String whole = message.toString();
            message.setLength(0);
            if (closingSince == 0) {
                heard(open, whole);
            }
        }
    }

    @Override
    public void onMessage(WsSession session, BufferData binary, boolean last) {
        heardAt = System.nanoTime();
        wrong(line(), Problem.of(ProblemCode.MALFORMED_JSON, "Messages are JSON in text frames."));
    }

    @Override
    public void onPing(WsSession session, BufferData payload) {
        heardAt = System.nanoTime();
        if (withinRate(line())) {
            line().outlet().send(Frames.pong(payload.readBytes()));
        }
    }

    @Override
    public void onPong(WsSession session, BufferData payload) {
        heardAt = System.nanoTime();
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        leave();
    }

    @Override
    public void onError(WsSession session, Throwable failure) {
        LOG.debug("a seat socket failed", failure);
        leave();
    }

    private void heard(Line open, String text) {
        if (!withinRate(open)) {
            return;
        }
        try {
            Wish wish = Ask.parse(text.getBytes(StandardCharsets.UTF_8), Wish.class);
            switch (wish.type()) {
                case PING -> open.outlet().send(Frames.message(new Pong()));
                case UNSUBSCRIBE -> unsubscribe(open, Objects.requireNonNull(wish.showId()));
                case SUBSCRIBE -> {
                    if (!subscribe(
                            open, Objects.requireNonNull(wish.showId()), Optional.ofNullable(wish.since()))) {
                        wrong++;
                    }
                }
            }
        } catch (ProblemException malformed) {
            wrong(open, malformed.problem());
        } catch (InvalidField field) {
            wrong(open, ProblemException.of(field).problem());
        } catch (RuntimeException failed) {
            refuse(open, failure(failed));
        }
    }

    /// @return whether there is such a show and the connection may watch it
    private boolean subscribe(Line open, ShowId id, Optional<String> since) {
        Optional<Version> known = since.map(Version::parse);
        if (!shows.contains(id) && shows.size() == MAX_SHOWS) {
            wrong(
                    open,
                    Problem.of(
                            ProblemCode.WATCH_LIMIT_EXCEEDED,
                            "A connection can watch %d shows; unsubscribe one first.".formatted(MAX_SHOWS))
                            .with("allowed", MAX_SHOWS));
            return true;
        }
        Optional<Room> room = rooms.join(id, open.outlet());
        if (room.isEmpty()) {
            refuse(open, Problem.of(ProblemCode.SHOW_NOT_FOUND, "There is no show of that id."));
            return false;
        }
        shows.add(id);
        open.outlet().watch(id, room.get(), known);
        return true;
    }

    private void unsubscribe(Line open, ShowId id) {
        if (shows.remove(id)) {
            open.outlet().unwatch(id);
            rooms.leave(id, open.outlet());
        }
        open.outlet().send(Frames.message(new Unsubscribed(id)));
    }

    private boolean withinRate(Line open) {
        long now = System.nanoTime();
        if (now - saidSince > Duration.ofMinutes(1).toNanos()) {
            saidSince = now;
            said = 0;
        }
        said++;
        if (said == settings.messagesPerMinute() + 1) {
            refuse(
                    open,
                    Problem.of(ProblemCode.RATE_LIMITED, "Too many messages in a minute.")
                            .with("allowed", settings.messagesPerMinute()));
            close(CloseCode.POLICY);
        }
        return said <= settings.messagesPerMinute();
    }

    private void wrong(Line open, Problem problem) {
        refuse(open, problem);
        wrong++;
        if (wrong >= MAX_WRONG) {
            close(CloseCode.POLICY);
        }
    }

    private static void refuse(Line open, Problem problem) {
        open.outlet().send(Frames.message(new Refusal(problem)));
    }

    private static Problem failure(RuntimeException failed) {
        if (failed instanceof StorageException) {
            return Problem.of(
                    ProblemCode.SERVICE_TEMPORARILY_UNAVAILABLE, "The seats cannot be read at the moment.");
        }
        LOG.error("a message to a seat socket failed", failed);
        return Problem.of(ProblemCode.INTERNAL_ERROR, "The fault is ours and has been recorded.");
    }

    /// Ends the connection in good order, if the other side takes part; otherwise [#sweep] ends it soon.
    void close(CloseCode code) {
        Line open = line;
        if (open != null && closingSince == 0) {
            closingSince = System.nanoTime();
            open.outlet().close(Frames.close(code));
        }
    }

    /// Keeps the connection alive, or ends it where the other side is gone, silent, or takes nothing.
    void sweep(long now) {
        Line open = line();
        boolean silent = now - heardAt > SILENCE.toNanos();
        boolean notClosing = closingSince != 0 && now - closingSince > CLOSING.toNanos();
        boolean stuck = open.outlet().stuckFor().compareTo(settings.writeTimeout()) > 0;
        if (!open.reader().isAlive()) {
            leave();
        } else if (silent || notClosing || stuck) {
            // Ends the reader, too; what is left is done when that has happened.
            cut();
        } else if (now - pingedAt > HEARTBEAT.toNanos()) {
            pingedAt = now;
            open.outlet().send(Frames.PING);
        }
    }

    /// Ends the connection at once.
    void cut() {
        line().cut().run();
    }

    /// What there is to do when the reader is done. Nothing is subscribed to after that.
    private void leave() {
        Line open = line();
        open.outlet().end();
        shows.forEach(id -> rooms.leave(id, open.outlet()));
        connections.gone(this, open.address());
    }

    private Line line() {
        return Objects.requireNonNull(line);
    }
}
