package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.BookingId;
import boxoffice.model.LockId;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Redis;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every change of a seat's owner is written down (SEAT-13), and what is written down is what is.
class LedgerIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final Database database = boxOffice.database();
    private final Redis redis = Redis.open(boxOffice.settings(Map.of()).redisUrl().orElseThrow());
    private final ShowId show = foyer.freshShow();

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void eachChangeOfAnOwnerLeavesARow() {
        List<SeatId> seats = foyer.seats(show, 2);
        BoxOfficeClient guest = foyer.guest();

        SeatLock released = guest.lock(new LockRequest(show, seats));
        guest.extend(released.lockId());
        guest.release(released.lockId());
        SeatLock expired = guest.lock(new LockRequest(show, seats));
        boxOffice.age(expired.lockId(), Duration.ofMinutes(11));
        expire();
        SeatLock booked = guest.lock(new LockRequest(show, seats));
        BookingId booking = new BookingId(UUID.randomUUID());
        claims(booked, booking, seats);

        String both = both(seats);
        assertThat(ledger()).containsExactly(
                "LOCKED " + both + " " + released.lockId(),
                "EXTENDED " + both + " " + released.lockId(),
                "RELEASED " + both + " " + released.lockId(),
                "LOCKED " + both + " " + expired.lockId(),
                "EXPIRED " + both + " " + expired.lockId(),
                "LOCKED " + both + " " + booked.lockId(),
                "BOOKED " + both + " " + booked.lockId(),
                "FREED " + both + " null");
    }

    @Test
    void aHolderWhoHasGoneSilentLosesTheSeats() {
        List<SeatId> seats = foyer.seats(show, 1);
        SeatLock silent = foyer.guest().lock(new LockRequest(show, seats));
        BoxOfficeClient awake = foyer.guest();
        SeatLock kept = awake.lock(new LockRequest(show, foyer.seats(show, 1)));
        boxOffice.age(silent.lockId(), Duration.ofSeconds(121));
        boxOffice.age(kept.lockId(), Duration.ofSeconds(121));
        awake.heartbeat(kept.lockId());

        expire();

        // Nobody has told the server, which sees for itself within a second.
        await().until(() -> foyer.seats(show, 1), seats::equals);
        assertThat(foyer.guest().lock(new LockRequest(show, seats)).seats()).hasSize(1);
        assertThat(awake.heartbeat(kept.lockId()).expiresAt()).isEqualTo(kept.expiresAt().minusSeconds(121));
    }

    @Test
    void aSeatTakenOverFromAnExpiredLockIsNotFreedByItsCleanUp() {
        List<SeatId> seats = foyer.seats(show, 2);
        SeatLock late = foyer.guest().lock(new LockRequest(show, seats));
        boxOffice.age(late.lockId(), Duration.ofMinutes(11));
        BoxOfficeClient next = foyer.guest();
        SeatLock taken = next.lock(new LockRequest(show, seats.subList(0, 1)));

        expire();

        assertThat(next.extend(taken.lockId()).expiresAt()).isAfter(taken.expiresAt());
        assertThat(ledger()).containsExactly(
                "LOCKED " + both(seats) + " " + late.lockId(),
                "EXPIRED [" + seats.get(0) + "] " + late.lockId(),
                "LOCKED [" + seats.get(0) + "] " + taken.lockId(),
                "EXPIRED [" + seats.get(1) + "] " + late.lockId(),
                "EXTENDED [" + seats.get(0) + "] " + taken.lockId());
    }

    @Test
    void anEventOfAStormIsNeverLostAndTheLedgerTellsWhoOwnsWhat() throws Exception {
        List<SeatId> seats = foyer.seats(show, 6);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> storm = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Random random = new Random(i);
                BoxOfficeClient guest = foyer.guest();
                storm.add(threads.submit(() -> play(guest, seats, random)));
            }
            for (Future<?> guest : storm) {
                guest.get();
            }
        }

        Map<String, String> owners = new HashMap<>();
        for (String[] line : changes()) {
            String owner = line[2];
            switch (line[0]) {
                case "LOCKED" -> assertThat(owners.put(line[1], owner)).as("owner of " + line[1]).isNull();
                case "EXTENDED" -> assertThat(owners.get(line[1])).as("owner of " + line[1]).isEqualTo(owner);
                case "RELEASED", "EXPIRED" -> {
                    assertThat(owners.get(line[1])).as("owner of " + line[1]).isEqualTo(owner);
                    owners.remove(line[1]);
                }
                default -> throw new AssertionError(line[0]);
            }
        }
        assertThat(owners).isEqualTo(owned());
    }

    @Test
    void seatsThatAPaidLockTakesBackFromAnExpiredOneWereNobodysBetween() {
        List<SeatId> seats = foyer.seats(show, 2);
        SeatLock paid = foyer.guest().lock(new LockRequest(show, seats));
        boxOffice.age(paid.lockId(), Duration.ofMinutes(11));
        SeatLock next = foyer.guest().lock(new LockRequest(show, seats.subList(1, 2)));
        boxOffice.age(next.lockId(), Duration.ofMinutes(11));

        claims(paid, new BookingId(UUID.randomUUID()), seats);

        assertThat(ledger()).containsExactly(
                "LOCKED " + both(seats) + " " + paid.lockId(),
                "EXPIRED [" + seats.get(1) + "] " + paid.lockId(),
                "LOCKED [" + seats.get(1) + "] " + next.lockId(),
                "EXPIRED [" + seats.get(1) + "] " + next.lockId(),
                "BOOKED " + both(seats) + " " + paid.lockId(),
                "FREED " + both(seats) + " null");
    }

    private static String both(List<SeatId> seats) {
        return seats.stream().map(SeatId::value).sorted().toList().toString();
    }

    private void play(BoxOfficeClient guest, List<SeatId> seats, Random random) {
        for (int turn = 0; turn < 12; turn++) {
            int from = random.nextInt(seats.size() - 1);
            try {
                SeatLock lock = guest.lock(new LockRequest(show, seats.subList(from, from + 2)));
                switch (random.nextInt(3)) {
                    case 0 -> guest.release(lock.lockId());
                    case 1 -> boxOffice.age(lock.lockId(), Duration.ofMinutes(11));
                    default -> guest.extend(lock.lockId());
                }
            } catch (Refused refused) {
                assertThat(refused.problem().code()).isIn("SEAT_UNAVAILABLE", "LOCK_EXPIRED");
            }
            if (random.nextInt(4) == 0) {
                expire();
            }
        }
    }

    private void expire() {
        Clock clock = Clock.systemUTC();
        FastPath fastPath = new FastPath(redis, clock, ShowCeilings.NONE);
        var shows = new boxoffice.server.catalog.ShowsForSale(database);
        SeatMaps maps = new SeatMaps(database, shows);
        Reconciliation reconciliation = new Reconciliation(database, redis, fastPath, clock);
        new SeatLocks(
                database,
                fastPath,
                shows,
                maps,
                LockTimes.STANDARD,
                SeatLimits.NONE,
                new SecondLook(database, maps, reconciliation)).expire();
    }

    private void claims(SeatLock lock, BookingId booking, List<SeatId> seats) {
        var shows = new boxoffice.server.catalog.ShowsForSale(database);
        SeatMaps maps = new SeatMaps(database, shows);
        SeatClaims claims = new SeatClaims(
                new FastPath(redis, Clock.systemUTC(), ShowCeilings.NONE), maps, LockTimes.STANDARD,
                new SeatFinder(shows, maps));
        assertThat(database.<Boolean>transaction(sql -> claims.book(sql, show, lock.lockId(), booking, seats)))
                .isTrue();
        database.transaction(sql -> {
            claims.free(sql, show, booking, seats);
            return booking;
        });
    }

    private List<String> ledger() {
        return await().until(
                () -> database.sql("""
                        SELECT change, seat_ids, lock_id
                          FROM seat_ledger
                         WHERE show_id = :show
                         ORDER BY id""")
                        .with("show", show)
                        .list(
                                row -> row.text("change") + " "
                                        + row.texts("seat_ids")
                                        + " "
                                        + row.optionalUuid("lock_id").map(UUID::toString).orElse("null")),
                lines -> !lines.isEmpty());
    }

    private List<String[]> changes() {
        return database.sql("""
                SELECT l.change, seat.id, l.lock_id
                  FROM seat_ledger l, unnest(l.seat_ids) AS seat (id)
                 WHERE l.show_id = :show
                 ORDER BY l.id""")
                .with("show", show)
                .list(row -> new String[] {row.text("change"), row.text("id"), row.text("lock_id")});
    }

    private Map<String, String> owned() {
        Map<String, String> owned = new HashMap<>();
        database.sql("SELECT seat_id, lock_id FROM show_seats WHERE show_id = :show AND lock_id IS NOT NULL")
                .with("show", show)
                .list(row -> owned.put(row.text("seat_id"), new LockId(row.uuid("lock_id")).toString()));
        return owned;
    }
}
