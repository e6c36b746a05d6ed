package boxoffice.server.realtime;

import boxoffice.model.InvalidField;
import boxoffice.model.ShowId;
import boxoffice.server.seating.SeatMaps;
import boxoffice.server.storage.Redis;
import boxoffice.server.storage.Redis.RedisUnavailable;
import boxoffice.server.storage.Subscription;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the other nodes which shows have changed, and hears of theirs (RT-2). Thread-safe.
///
/// A nudge says nothing but whose seats to read again. One that is lost costs a second: then they are read anyway.
final class Nudges implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Nudges.class);
    private static final String CHANNEL = "seats";

    private final String node = UUID.randomUUID().toString();
    private final Redis redis;
    private final SeatMaps maps;
    private final Rooms rooms;
    private final Set<ShowId> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean telling = new AtomicBoolean();
    private final Subscription subscription;

    private Nudges(Redis redis, SeatMaps maps, Rooms rooms) {
        this.redis = redis;
        this.maps = maps;
        this.rooms = rooms;
        this.subscription = redis.subscribe(CHANNEL, new Hearing());
    }

    /// Begins to listen. Works while Redis is down.
    static Nudges begin(Redis redis, SeatMaps maps, Rooms rooms) {
        return new Nudges(redis, maps, rooms);
    }

    /// Tells the others soon, and of many changes of a show perhaps only once. Does not wait.
    void tell(ShowId show) {
        if (waiting.add(show) && telling.compareAndSet(false, true)) {
            Thread.ofVirtual().name("nudges").start(this::tellAll);
        }
    }

    private void tellAll() {
        do {
            for (Iterator<ShowId> shows = waiting.iterator(); shows.hasNext();) {
                ShowId show = shows.next();
                // Before it is told: what changes from here on is told again.
                shows.remove();
                tellNow(show);
            }
            telling.set(false);
        } while (!waiting.isEmpty() && telling.compareAndSet(false, true));
    }

    private void tellNow(ShowId show) {
        try {
            redis.publish(CHANNEL, node + " " + show);
        } catch (RedisUnavailable down) {
            LOG.debug("the other nodes were not told of show {} and will see for themselves", show);
        }
    }

    @Override
    public void close() {
        subscription.close();
    }

    private final class Hearing implements Subscription.Listener {
        @Override
        public void connected() {
            // Nudges may have been missed.
            rooms.readAll();
        }

        @Override
        public void disconnected() {
            // Watched shows are read every second.
        }

        @Override
        public void message(String message) {
            int blank = message.indexOf(' ');
            if (blank > 0 && !message.startsWith(node)) {
                try {
                    ShowId show = ShowId.of(message.substring(blank + 1));
                    maps.changedElsewhere(show);
                    rooms.changed(show);
                } catch (InvalidField notOurs) {
                    LOG.debug("not a nudge: {}", message);
                }
            }
        }
    }
}
