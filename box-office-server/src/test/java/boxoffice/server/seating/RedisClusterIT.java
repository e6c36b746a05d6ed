package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.server.BoxOffice;
import boxoffice.server.storage.Redis;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.RedisCluster;
import boxoffice.server.testing.TestBoxOffice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Seat locks on a Redis Cluster that loses a master under load (SEAT-5, SEAT-7, OPS-3).
class RedisClusterIT {
    private static final Duration BACK = Duration.ofSeconds(10);
    private static final int GUESTS = 20;

    @TempDir private Path folder;

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);

    @Test
    void aMasterThatDiesUnderLoadCostsNoSeatASecondOwnerAndLittleTime() throws Exception {
        ShowId first = foyer.freshShow();
        ShowId second = foyer.freshShow();
        List<SeatId> seats = foyer.seats(first, 6);
        List<SeatId> others = foyer.seats(second, 6);
        Map<String, Set<Integer>> owners = new ConcurrentHashMap<>();
        AtomicInteger asked = new AtomicInteger();
        try (RedisCluster cluster = RedisCluster.start(folder);
                BoxOffice server = BoxOffice.start(boxOffice.settings(Map.of("redis.url", cluster.url())))) {
            BoxOfficeClient anyone = BoxOfficeClient.at(server.uri());
            fast(anyone);
            List<BoxOfficeClient> guests = new ArrayList<>();
            for (int i = 0; i < GUESTS; i++) {
                guests.add(anyone.with(anyone.guest()));
            }
            List<Future<?>> rush = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < GUESTS; i++) {
                    int guest = i;
                    rush.add(threads.submit(() -> {
                        for (int s = 0; s < seats.size(); s++) {
                            lock(guests.get(guest), guest, first, seats.get(s), owners);
                            lock(guests.get(guest), guest, second, others.get(s), owners);
                            asked.addAndGet(2);
                        }
                    }));
                }
                await().until(() -> asked.get() > GUESTS);
                cluster.killMasterOf(LockKey.of(first, seats.getFirst()));
            }
            for (Future<?> guest : rush) {
                guest.get();
            }

            assertThat(owners).hasSize(12).allSatisfy((seat, own) -> assertThat(own).hasSize(1));
            await().atMost(BACK).ignoreExceptions().until(() -> fastOn(anyone, first) && fastOn(anyone, second));
            try (Redis redis = Redis.open(cluster.url())) {
                await().atMost(BACK)
                        .ignoreExceptions()
                        .until(() -> seats.stream().allMatch(seat -> redis.get(LockKey.of(first, seat)).isPresent()));
            }
        }
    }

    private static void lock(
            BoxOfficeClient client, int guest, ShowId show, SeatId seat, Map<String, Set<Integer>> owners) {
        try {
            client.lock(new LockRequest(show, List.of(seat)));
            owners.computeIfAbsent(show + " " + seat, key -> ConcurrentHashMap.newKeySet()).add(guest);
        } catch (Refused refused) {
            assertThat(refused.problem().code()).isIn("SEAT_UNAVAILABLE", "SEAT_LIMIT_EXCEEDED");
        }
    }

    private void fast(BoxOfficeClient anyone) {
        ShowId show = foyer.freshShow();
        await().atMost(BACK).until(() -> fastOn(anyone, show));
    }

    /// Whether a lock on the show goes through Redis.
    private boolean fastOn(BoxOfficeClient anyone, ShowId show) {
        BoxOfficeClient guest = anyone.with(anyone.guest());
        var lock = guest.lock(new LockRequest(show, foyer.seats(show, 1)));
        guest.release(lock.lockId());
        return lock.fallback() == null;
    }
}
