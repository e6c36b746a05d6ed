package boxoffice.admin.monitor;

import boxoffice.admin.frame.Failure;
import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException;
import boxoffice.client.SeatFeed;
import boxoffice.model.SeatMap;
import boxoffice.model.Theaters.ScheduledShow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A show's seats as they sell, and whether what is shown is up to date (ADMIN-4).
///
/// For the FX thread only. Closing it ends the feed.
public final class MonitorModel implements AutoCloseable {
    /// Between two questions to the server while it cannot tell of changes by itself.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /// How far what is shown can be trusted.
    public sealed interface Connection {
        /// The seats were not there yet.
        record Connecting() implements Connection {}

        /// The seats are as the server has them.
        record Live() implements Connection {}

        /// The seats are as they were at `since`, and are asked for again and again.
        record Lost(Failure why, Instant since) implements Connection {}
    }

    private final ScheduledShow show;
    private final Clock clock;
    private final Runnable sessionEnded;
    private final ReadOnlyObjectWrapper<Optional<SeatMap>> seats = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Connection> connection =
            new ReadOnlyObjectWrapper<>(new Connection.Connecting());
    private final SeatFeed feed;
    private boolean closed;

    /// Starts to follow a show.
    ///
    /// @param sessionEnded who takes over when the server no longer knows the session
    public MonitorModel(BoxOfficeClient client, ScheduledShow show, Clock clock, Runnable sessionEnded) {
        this(client, show, clock, sessionEnded, PAUSE);
    }

    MonitorModel(BoxOfficeClient client, ScheduledShow show, Clock clock, Runnable sessionEnded, Duration pause) {
        this.show = show;
        this.clock = clock;
        this.sessionEnded = sessionEnded;
        this.feed = SeatFeed.open(client, show.id(), pause, new SeatFeed.Listener() {
            @Override
            public void changed(SeatMap newer) {
                later(() -> showSeats(newer));
            }

            @Override
            public void lost(BoxOfficeException why) {
                later(() -> showLoss(Failure.of(why)));
            }

            @Override
            public void restored() {
                later(() -> connection.set(new Connection.Live()));
            }
        });
    }

    ScheduledShow show() {
        return show;
    }

    /// Empty until the server has answered for the first time.
    ReadOnlyObjectProperty<Optional<SeatMap>> seats() {
        return seats.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Connection> connection() {
        return connection.getReadOnlyProperty();
    }

    Optional<SeatCounts> counts() {
        return seats.get().map(SeatCounts::of);
    }

    private void later(Runnable change) {
        Platform.runLater(() -> {
            if (!closed) {
                change.run();
            }
        });
    }

    private void showSeats(SeatMap newer) {
        seats.set(Optional.of(newer));
        connection.set(new Connection.Live());
    }

    private void showLoss(Failure why) {
        if (why instanceof Failure.SessionEnded) {
            sessionEnded.run();
        } else {
            connection.set(new Connection.Lost(why, clock.instant()));
        }
    }

    @Override
    public void close() {
        closed = true;
        feed.close();
    }
}
