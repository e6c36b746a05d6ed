package boxoffice.client;

import boxoffice.model.SeatMap;
import boxoffice.model.SeatMessages.Change;
import boxoffice.model.SeatMessages.Pong;
import boxoffice.model.SeatMessages.Refusal;
import boxoffice.model.SeatMessages.ShowState;
import boxoffice.model.SeatMessages.Unsubscribed;
import boxoffice.model.ShowId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A show's seats as they change.
///
/// Reads the map, then has the server tell of changes over a WebSocket (RT-1); if it missed one, it asks for what changed
/// since. While there is no WebSocket it asks for the map whenever a pause is over, which the server answers in a few
/// bytes if nothing has changed, and tries to connect again (RT-2). While the server cannot be reached it keeps asking.
/// Pauses grow to 30 seconds. Callbacks come from the feed's own thread; one
/// that throws is logged, and called again as long as it was not told of the map.
/// Closing it ends the thread; no callback starts after that.
public final class SeatFeed implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SeatFeed.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration FIRST_RECONNECT = Duration.ofMillis(500);

    /// After so long without a word the server is asked whether it is there.
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int GOING_AWAY = 1001;

    private final BoxOfficeClient client;
    private final ShowId show;
    private final Duration pause;
    private final Listener listener;
    private final Thread thread;
    private volatile boolean closed;

    // Where the feed's own thread stands; no other looks.
    private @Nullable SeatMap map;
    private boolean lost;
    private Duration wait;
    private @Nullable SeatLine line;
    private boolean awaitsState;
    private boolean awaitsAnswer;
    private Duration untilConnecting = Duration.ZERO;
    private long connectAt = System.nanoTime();

    /// Who is told of changes.
    public interface Listener {
        /// The seats as they are now; called once at the start and then after each change.
        void changed(SeatMap seats);

        /// The seats cannot be kept up to date at the moment. [#changed] or [#restored] follows when they can.
        void lost(BoxOfficeException why);

        /// The feed is up to date again and nothing had changed.
        void restored();
    }

    private SeatFeed(BoxOfficeClient client, ShowId show, Duration pause, Listener listener) {
        this.client = client;
        this.show = show;
        this.pause = pause;
        this.wait = pause;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("seat-feed-" + show).unstarted(this::run);
    }

    /// Starts to follow a show.
    ///
    /// @param pause between two questions while there is no WebSocket
    public static SeatFeed open(BoxOfficeClient client, ShowId show, Duration pause, Listener listener) {
        SeatFeed feed = new SeatFeed(client, show, pause, listener);
        feed.thread.start();
        return feed;
    }

    /// Starts to follow a show and tells only of changes, as loading a map once would.
    public static SeatFeed open(BoxOfficeClient client, ShowId show, Duration pause, Consumer<SeatMap> changed) {
        return open(client, show, pause, new Listener() {
            @Override
            public void changed(SeatMap seats) {
                changed.accept(seats);
            }

            @Override
            public void lost(BoxOfficeException why) {}

            @Override
            public void restored() {}
        });
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!closed) {
                try {
                    follow();
                } catch (RuntimeException listenersOwn) {
                    LOG.log(Level.ERROR, "the listener to the seats of " + show + " failed", listenersOwn);
                    hangUp();
                    Thread.sleep(wait);
                }
            }
        } catch (InterruptedException closing) {
            // ends
        } finally {
            hangUp();
        }
    }

    private void follow() throws InterruptedException {
        SeatLine open = line;
        if (open != null) {
            listen(open);
            return;
        }
        poll();
        SeatMap known = map;
        if (known != null && !lost && System.nanoTime() - connectAt >= 0) {
            connect(known);
        }
        if (line == null) {
            Thread.sleep(withJitter(wait));
        }
    }

    private void connect(SeatMap known) throws InterruptedException {
        line = client.seatLine(show, known.version()).orElse(null);
        awaitsState = true;
        awaitsAnswer = true;
        if (line == null) {
            connectLater();
        }
    }

    private void connectLater() {
        untilConnecting = longer(untilConnecting.isZero() ? FIRST_RECONNECT : untilConnecting);
        connectAt = System.nanoTime() + withJitter(untilConnecting).toNanos();
    }

    private void listen(SeatLine open) throws InterruptedException {
        Optional<SeatLine.Event> next = open.next(awaitsAnswer ? ANSWER : QUIET);
        if (next.isEmpty()) {
            if (awaitsAnswer || !open.ping()) {
                ended();
            }
            awaitsAnswer = true;
            return;
        }
        awaitsAnswer = awaitsState;
        switch (next.get()) {
            case SeatLine.Event.Said(ShowState state) -> {
                if (state.showId().equals(show)) {
                    awaitsState = false;
                    awaitsAnswer = false;
                    untilConnecting = Duration.ZERO;
                    show(SeatPicture.after(Objects.requireNonNull(map), state));
                }
            }
            case SeatLine.Event.Said(Change change) -> heard(open, change);
            case SeatLine.Event.Said(Refusal refused) -> {
                LOG.log(Level.DEBUG, "the seats of {0} are not told: {1}", show, refused.problem().detail());
                ended();
            }
            case SeatLine.Event.Said(Pong _) -> {}
            case SeatLine.Event.Said(Unsubscribed _) -> {}
            case SeatLine.Event.Beat() -> {}
            case SeatLine.Event.Ended(int code) -> {
                ended();
                if (code == GOING_AWAY) {
                    // Another server is there already, but not for all at the same moment.
                    connectAt = System.nanoTime() + withJitter(FIRST_RECONNECT).toNanos();
                    Thread.sleep(withJitter(FIRST_RECONNECT));
                }
            }
        }
    }

    private void heard(SeatLine open, Change change) {
        SeatMap known = Objects.requireNonNull(map);
        if (!change.showId().equals(show) || change.version().equals(known.version())) {
            return;
        }
        if (change.previous().equals(known.version())) {
            show(SeatPicture.after(known, change));
        } else if (!awaitsState) {
            // Something was missed.
            awaitsState = true;
            awaitsAnswer = true;
            if (!open.ask(show, known.version())) {
                ended();
            }
        }
    }

    /// Polls from now on, at first at once, and tries to connect again.
    private void ended() {
        hangUp();
        connectLater();
    }

    private void hangUp() {
        SeatLine open = line;
        line = null;
        if (open != null) {
            open.close();
        }
    }

    private void poll() {
        try {
            SeatMap known = map;
            Optional<SeatMap> seats = known == null
                    ? Optional.of(client.seats(show))
                    : client.seatsUnless(show, known.version());
            wait = pause;
            if (seats.isPresent()) {
                show(seats.get());
            } else {
                restored();
            }
        } catch (BoxOfficeException failed) {
            boolean news = !lost && !closed;
            lost = true;
            wait = longer(wait);
            if (news) {
                listener.lost(failed);
            }
        }
    }

    private void show(SeatMap newer) {
        SeatMap known = map;
        if (known != null && known.version().equals(newer.version())) {
            restored();
        } else if (!closed) {
            listener.changed(newer);
            map = newer;
            lost = false;
        }
    }

    private void restored() {
        if (lost && !closed) {
            listener.restored();
        }
        lost = false;
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /// So that many who lost the same server do not come back in the same moment.
    private static Duration withJitter(Duration pause) {
        return Duration.ofNanos((long) (pause.toNanos() * ThreadLocalRandom.current().nextDouble(0.75, 1.0)));
    }
}
