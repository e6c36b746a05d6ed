package boxoffice.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.server.testing.TestBoxOffice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Under a rush nobody is passed over by those who come later.
class DatabaseTurnIT {
    private static final int GUESTS = 5;

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();

    @Test
    void whoeverCameFirstIsServedFirst() {
        List<Integer> served = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        String url = boxOffice.settings(Map.of()).databaseUrl().orElseThrow();
        try (Database one = Database.open(url, 1);
                ExecutorService guests = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ = guests.submit(() -> one.transaction(sql -> {
                begun.countDown();
                return awaited(free);
            }));
            assertThat(awaited(begun)).isTrue();
            for (int guest = 1; guest <= GUESTS; guest++) {
                int number = guest;
                var _ = guests.submit(() -> one.sql("SELECT 1 AS one").list(row -> served.add(number)));
                // Quickly: nobody waits for their turn for longer than two seconds.
                await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> one.queue() == number);
            }
            free.countDown();
            await().until(() -> served.size() == GUESTS);
        }
        assertThat(served).isSorted();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
