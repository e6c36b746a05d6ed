package boxoffice.server.realtime;

import boxoffice.model.ShowId;
import boxoffice.server.seating.SeatMaps;
import boxoffice.server.seating.Snapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The shows that somebody watches on this node. Thread-safe.
///
/// However fast a show's seats change, they are read at most once in 50 ms. Shows are read every second even if nobody
/// tells of a change: locks end without a message, and messages may be lost.
final class Rooms {
    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);
    private static final Duration APART = Duration.ofMillis(50);

    private final SeatMaps maps;
    private final Map<ShowId, Watched> rooms = new ConcurrentHashMap<>();

    Rooms(SeatMaps maps) {
        this.maps = maps;
    }

    /// A room, and when it was read last.
    private static final class Watched {
        private final Room room;
        private final AtomicBoolean due = new AtomicBoolean();
        private volatile long readAt = System.nanoTime() - APART.toNanos();

        Watched(Room room) {
            this.room = room;
        }
    }

    /// The show's room, with one watcher more; empty if there is no such show.
    Optional<Room> join(ShowId show, Outlet watcher) {
        Optional<Snapshot> seats = maps.current(show);
        return seats.map(now -> {
            Room room = rooms.compute(show, (id, there) -> {
                Watched watched = there == null ? new Watched(new Room(now)) : there;
                watched.room.join(watcher);
                return watched;
            }).room;
            if (!room.head().seats().version().equals(now.version())) {
                // The room was there already, and is behind.
                room.look(() -> maps.current(show));
            }
            return room;
        });
    }

    void leave(ShowId show, Outlet watcher) {
        rooms.computeIfPresent(show, (id, watched) -> {
            watched.room.leave(watcher);
            return watched.room.isEmpty() ? null : watched;
        });
    }

    /// Has the show read soon, if anybody watches it. Does not wait.
    void changed(ShowId show) {
        Watched watched = rooms.get(show);
        if (watched != null && watched.due.compareAndSet(false, true)) {
            Thread.ofVirtual().name("seats-" + show).start(() -> read(show, watched));
        }
    }

    /// Has all shows read that are watched, whether or not anybody told of a change.
    void readAll() {
        rooms.keySet().forEach(show -> {
            maps.changedElsewhere(show);
            changed(show);
        });
    }

    private void read(ShowId show, Watched watched) {
        try {
            long wait = watched.readAt + APART.toNanos() - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        watched.readAt = System.nanoTime();
        // Whoever changes a seat from here on has it read again.
        watched.due.set(false);
        try {
            watched.room.look(() -> maps.current(show));
        } catch (RuntimeException failed) {
            LOG.debug("the seats of show {} could not be read and are tried again", show, failed);
        }
    }
}
