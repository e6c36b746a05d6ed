package boxoffice.launcher.bench;

import boxoffice.model.Locks.LockRequest;
import boxoffice.model.ShowId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/// Telling 10,000 WebSockets of one show that a seat was locked, counted from the moment the lock is asked for until each
/// of them has read it. Some more never read what they are sent, and must not delay the others.
///
/// Asked are a 99th percentile under 500 ms and less than 60 kB of the server's memory for each.
record FanOutLine(String name) implements Line {
    private static final int SILENT = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public Result measure(House house, Pace pace) {
        int watching = pace.equals(Pace.QUICK) ? 2_000 : 10_000;
        int changes = pace.equals(Pace.QUICK) ? 10 : 30;
        ShowId show = house.addShows(1, "PUBLISHED").getFirst();
        List<String> guests = house.guests(changes + 2);
        Histogram latencies = new Histogram(3);
        long busyNanos = 0;
        long before = ServerMemory.needed(house.serverPid());
        try (Watchers watchers =
                Watchers.open(house.server(), "/api/v1/ws/shows/" + show, watching, SILENT)) {
            long memory = (ServerMemory.needed(house.serverPid()) - before) / (watching + SILENT);
            for (int change = 0; change < changes + 2; change++) {
                byte[] request = Request.post(
                        "/api/v1/bookings/lock", new LockRequest(show, List.of(house.seats().get(change).id())),
                        "Authorization: Bearer " + guests.get(change));
                long asked = System.nanoTime();
                boolean counts = change >= 2;
                CompletableFuture<?> locked =
                        CompletableFuture.runAsync(() -> Exchange.once(house.server(), request, 200));
                watchers.await(change + 2, PATIENCE, now -> {
                    if (counts) {
                        latencies.recordValue(Math.max(0, now - asked));
                    }
                });
                busyNanos += counts ? System.nanoTime() - asked : 0;
                locked.join();
            }
            List<String> notes = new ArrayList<>();
            notes.add(
                    "%,d WebSockets, %d more that never read, %d changes; each takes %d kB of the server".formatted(
                            watching, SILENT, changes, memory));
            house.releaseAll();
            return new Result(
                    name, (double) watching * changes * 1e9 / busyNanos, Duel.millis(latencies, 50),
                    Duel.millis(latencies, 95), Duel.millis(latencies, 99), null, null, null, notes);
        }
    }
}
