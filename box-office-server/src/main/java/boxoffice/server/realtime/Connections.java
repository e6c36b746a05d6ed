package boxoffice.server.realtime;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The connections that are open on this node. Thread-safe.
final class Connections {
    private static final Duration GOOD_BYE = Duration.ofSeconds(2);

    private final RealtimeSettings settings;
    private final Set<SeatSocket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> addresses = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Connections(RealtimeSettings settings) {
        this.settings = settings;
    }

    enum Admission {
        ADMITTED,
        TOO_MANY,
        STOPPING
    }

    /// Counts a connection; whatever the answer, it counts until it is [#gone].
    Admission admit(SeatSocket socket, String address) {
        open.add(socket);
        int fromThere = addresses.merge(address, 1, Integer::sum);
        if (stopping) {
            return Admission.STOPPING;
        }
        boolean tooMany = open.size() > settings.connections() || fromThere > settings.connectionsPerAddress();
        return tooMany ? Admission.TOO_MANY : Admission.ADMITTED;
    }

    void gone(SeatSocket socket, String address) {
        if (open.remove(socket)) {
            addresses.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    int count() {
        return open.size();
    }

    void sweep() {
        long now = System.nanoTime();
        open.forEach(socket -> socket.sweep(now));
    }

    /// Admits nobody any more, and tells all to connect elsewhere.
    void stop() {
        stopping = true;
        open.forEach(socket -> socket.close(CloseCode.GOING_AWAY));
        long end = System.nanoTime() + GOOD_BYE.toNanos();
        try {
            while (!open.isEmpty() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(10);
                sweep();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        open.forEach(SeatSocket::cut);
    }
}
