package boxoffice.server.realtime;

import boxoffice.model.InvalidField;
import boxoffice.model.ShowId;
import boxoffice.server.seating.SeatMaps;
import boxoffice.server.storage.Redis;
import boxoffice.server.storage.Redis.RedisUnavailable;
import boxoffice.server.storage.Subscription;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
    private static final int AT_ONCE = 100;

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
            while (!waiting.isEmpty()) {
                tellNow(next());
            }
            telling.set(false);
        } while (!waiting.isEmpty() && telling.compareAndSet(false, true));
    }

    /// Some of the shows that are waiting, taken out before they are told: what changes from here on is told again.
    private List<ShowId> next() {
        List<ShowId> next = new ArrayList<>();
        for (Iterator<ShowId> shows = waiting.iterator(); shows.hasNext() && next.size() < AT_ONCE;) {
            next.add(shows.next());
            shows.remove();
        }
        return next;
    }

    private void tellNow(List<ShowId> shows) {
        StringBuilder message = new StringBuilder(node);
        shows.forEach(show -> message.append(' ').append(show));
        try {
            redis.publish(CHANNEL, message.toString());
        } catch (RedisUnavailable down) {
            LOG.debug("the other nodes were not told of shows {} and will see for themselves", shows);
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
            List<String> words = List.of(message.split(" "));
            if (!words.getFirst().equals(node)) {
                words.subList(1, words.size()).forEach(this::heard);
            }
        }

        private void heard(String changed) {
            try {
                ShowId show = ShowId.of(changed);
                maps.changedElsewhere(show);
                rooms.changed(show);
            } catch (InvalidField notOurs) {
                LOG.debug("not a nudge: {}", changed);
            }
        }
    }
}
