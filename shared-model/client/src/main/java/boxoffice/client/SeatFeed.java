package boxoffice.client;

import boxoffice.model.SeatMap;
import boxoffice.model.ShowId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A show's seats as they change.
///
/// Asks for the map whenever a pause is over; the server answers "not changed" in a few bytes. While the server cannot
/// be reached it keeps asking, with pauses that grow to 30 seconds (RT-2). Callbacks come from the feed's own thread; one
/// that throws is logged, and called again as long as it was not told of the map.
/// Closing it ends the thread; no callback starts after that.
public final class SeatFeed implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SeatFeed.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final BoxOfficeClient client;
    private final ShowId show;
    private final Duration pause;
    private final Listener listener;
    private final Thread thread;
    private volatile boolean closed;

    // Where the feed's own thread stands; no other looks.
    private @Nullable String version;
    private boolean lost;
    private Duration wait;

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
    /// @param pause between two questions while all is well
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
        while (!closed) {
            try {
                follow();
            } catch (RuntimeException listenersOwn) {
                LOG.log(Level.ERROR, "the listener to the seats of " + show + " failed", listenersOwn);
            }
            try {
                Thread.sleep(wait);
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    private void follow() {
        try {
            version = ask(version, lost);
            lost = false;
            wait = pause;
        } catch (BoxOfficeException failed) {
            boolean news = !lost && !closed;
            lost = true;
            wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? wait.multipliedBy(2) : LONGEST_PAUSE;
            if (news) {
                listener.lost(failed);
            }
        }
    }

    private String ask(@Nullable String version, boolean lost) {
        SeatMap seats = version == null
                ? client.seats(show)
                : client.seatsUnless(show, version).orElse(null);
        if (closed) {
            return version == null ? "" : version;
        }
        if (seats != null) {
            listener.changed(seats);
            return seats.version();
        }
        if (lost) {
            listener.restored();
        }
        return version == null ? "" : version;
    }
}
