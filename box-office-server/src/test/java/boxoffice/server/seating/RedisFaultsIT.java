package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.LockId;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.UserId;
import boxoffice.server.storage.Redis;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Whatever becomes of Redis, seats have one owner, locks live on, and it is fast again soon after (SEAT-7, SEAT-8).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisFaultsIT {
    private static final Duration BACK = Duration.ofSeconds(10);
    private static final Duration DAY = Duration.ofDays(1);

    private final TestBoxOffice boxOffice = TestBoxOffice.start();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final BoxOfficeClient staff = foyer.demo("staff");

    @AfterAll
    void close() {
        boxOffice.close();
    }

    @Test
    void aFrozenRedisHoldsUpTheFirstFewOnlyAndIsUsedAgainByItself() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 8);
        SeatLock before = lock(show, seats.getFirst());

        boxOffice.whileRedisIsFrozen(() -> {
            for (SeatId seat : seats.subList(1, 4)) {
                assertThat(lock(show, seat).fallback()).isEqualTo("database");
            }
            Instant start = Instant.now();
            for (SeatId seat : seats.subList(4, 8)) {
                assertThat(lock(show, seat).fallback()).isEqualTo("database");
            }
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
            assertThat(refusal(show, seats.getFirst())).isEqualTo("SEAT_UNAVAILABLE");
        });

        fastAgain();
        seats.forEach(seat -> awaitOwner(show, seat));
        assertThat(staff.heartbeat(before.lockId()).expiresAt()).isEqualTo(before.expiresAt());
        onlyOneOwnerEach(show);
    }

    @Test
    void aKilledRedisThatLostEverythingIsFilledAgain() throws IOException {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 3);
        SeatLock before = lock(show, seats.get(0));
        boxOffice.killRedis();
        Files.delete(log());

        SeatLock meanwhile = lock(show, seats.get(1));
        SeatLock ended = lock(show, seats.get(2));
        staff.release(ended.lockId());
        boxOffice.startRedis();

        fastAgain();
        assertThat(awaitOwner(show, seats.get(0))).contains(before.lockId().toString());
        assertThat(awaitOwner(show, seats.get(1))).contains(meanwhile.lockId().toString());
        assertThat(owner(show, seats.get(2))).isEmpty();
        assertThat(refusal(show, seats.get(1))).isEqualTo("SEAT_UNAVAILABLE");
        onlyOneOwnerEach(show);
    }

    @Test
    void anEmptiedRedisIsNoticedAndFilledAgain() {
        ShowId show = foyer.freshShow();
        SeatId seat = foyer.seats(show, 1).getFirst();
        SeatLock lock = lock(show, seat);

        boxOffice.emptyRedis();

        assertThat(refusal(show, seat)).isEqualTo("SEAT_UNAVAILABLE");
        assertThat(awaitOwner(show, seat)).contains(lock.lockId().toString());
    }

    @Test
    void aRedisOfYesterdayIsBroughtUpToDate() throws IOException {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 3);
        SeatLock ended = lock(show, seats.get(0));
        SeatLock lasting = lock(show, seats.get(1));
        age(show, seats.get(0), ended.lockId());
        Path yesterday = Files.createTempFile("yesterday", ".aof");
        Files.copy(log(), yesterday, StandardCopyOption.REPLACE_EXISTING);
        staff.release(ended.lockId());
        SeatLock newer = lock(show, seats.get(2));

        boxOffice.killRedis();
        Files.move(yesterday, log(), StandardCopyOption.REPLACE_EXISTING);
        boxOffice.startRedis();

        fastAgain();
        assertThat(awaitOwner(show, seats.get(2))).contains(newer.lockId().toString());
        assertThat(awaitOwner(show, seats.get(1))).contains(lasting.lockId().toString());
        await().atMost(BACK).until(() -> owner(show, seats.get(0)).isEmpty());
        assertThat(lock(show, seats.get(0)).fallback()).isNull();
        onlyOneOwnerEach(show);
    }

    @Test
    void aStaleKeyKeepsNobodyFromAFreeSeatNotEvenOnce() {
        ShowId show = foyer.freshShow();
        SeatId seat = foyer.seats(show, 1).getFirst();
        plant(show, seat, new LockId(UUID.randomUUID()), Instant.now().minusSeconds(60));

        SeatLock lock = lock(show, seat);

        assertThat(lock.fallback()).isNull();
        assertThat(owner(show, seat).orElseThrow()).contains(lock.lockId().toString());
    }

    @Test
    void aKeyWhoseClaimMayBeOnItsWayIsLeft() {
        ShowId show = foyer.freshShow();
        SeatId seat = foyer.seats(show, 1).getFirst();
        LockId claiming = new LockId(UUID.randomUUID());
        plant(show, seat, claiming, Instant.now());

        assertThat(refusal(show, seat)).isEqualTo("SEAT_UNAVAILABLE");

        assertThat(owner(show, seat).orElseThrow()).contains(claiming.toString());
    }

    @Test
    void whoAsksAgainForSeatsTheyHoldGetsTheSameLock() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        BoxOfficeClient guest = foyer.guest();
        SeatLock first = guest.lock(new LockRequest(show, seats));

        SeatLock again = guest.lock(new LockRequest(show, seats));

        assertThat(again).isEqualTo(first);
        assertThat(
                catchThrowableOfType(Refused.class, () -> guest.lock(new LockRequest(show, seats.subList(0, 1))))
                        .problem()
                        .code()).isEqualTo("SEAT_UNAVAILABLE");
    }

    @Test
    void orphansAreRemovedAndLiveKeysKeptInOneRun() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 3);
        SeatLock live = lock(show, seats.get(0));
        age(show, seats.get(0), live.lockId());
        plant(show, seats.get(1), new LockId(UUID.randomUUID()), Instant.now().minusSeconds(60));
        boxOffice.fastPath()
                .run(
                        Redis.Script.of("return redis.call('SET', KEYS[1], 'nonsense')"),
                        List.of(LockKey.of(show, seats.get(2))),
                        List.of());
        Redis redis = boxOffice.fastPath();
        var clock = java.time.Clock.systemUTC();

        new Reconciliation(boxOffice.database(), redis, new FastPath(redis, clock, ShowCeilings.NONE), clock).run();

        assertThat(owner(show, seats.get(0)).orElseThrow()).contains(live.lockId().toString());
        assertThat(owner(show, seats.get(1))).isEmpty();
        assertThat(owner(show, seats.get(2))).isEmpty();
    }

    @Test
    void moreThanABatchOfExpiredLocksIsFreedInOneRun() {
        ShowId show = foyer.freshShow();
        boxOffice.database()
                .sql(
                        """
                                WITH holder AS (SELECT id FROM users LIMIT 1)
                                INSERT INTO seat_locks (id, show_id, holder_id, seats_asked, seats_claimed, seats, lines, total, currency,
                                                        created_at, expires_at, ends_at)
                                SELECT gen_random_uuid(), :show, h.id, 1, 1, '[]', '[]', 0, 'EUR', now() - interval '20 minutes',
                                       now() - interval '10 minutes', now()
                                  FROM holder h, generate_series(1, 1200)""")
                .with("show", show)
                .update();
        Redis redis = boxOffice.fastPath();
        var clock = java.time.Clock.systemUTC();
        FastPath fastPath = new FastPath(redis, clock, ShowCeilings.NONE);
        var shows = new boxoffice.server.catalog.ShowsForSale(boxOffice.database());
        SeatMaps maps = new SeatMaps(boxOffice.database(), shows);
        Reconciliation reconciliation = new Reconciliation(boxOffice.database(), redis, fastPath, clock);
        SecondLook secondLook = new SecondLook(boxOffice.database(), maps, reconciliation);

        new SeatLocks(
                boxOffice.database(), fastPath, shows, maps, LockTimes.STANDARD, SeatLimits.NONE, secondLook).expire();

        assertThat(boxOffice.database().sql("""
                SELECT count(*) AS late
                  FROM seat_locks
                 WHERE show_id = :show
                   AND closed_at IS NULL""").with("show", show).one(row -> row.integer("late"))).contains(0);
    }

    private SeatLock lock(ShowId show, SeatId seat) {
        return staff.lock(new LockRequest(show, List.of(seat)));
    }

    private String refusal(ShowId show, SeatId seat) {
        BoxOfficeClient stranger = foyer.guest();
        return catchThrowableOfType(Refused.class, () -> stranger.lock(new LockRequest(show, List.of(seat))))
                .problem()
                .code();
    }

    /// Locks on a show of its own go through Redis again.
    private void fastAgain() {
        ShowId probe = foyer.freshShow();
        SeatId seat = foyer.seats(probe, 1).getFirst();
        await().atMost(BACK).until(() -> {
            SeatLock lock = lock(probe, seat);
            staff.release(lock.lockId());
            return lock.fallback() == null;
        });
    }

    private Optional<String> owner(ShowId show, SeatId seat) {
        return boxOffice.fastPath().get(LockKey.of(show, seat));
    }

    private String awaitOwner(ShowId show, SeatId seat) {
        return await().atMost(BACK)
                .ignoreExceptions()
                .until(() -> owner(show, seat), Optional::isPresent)
                .orElseThrow();
    }

    private void plant(ShowId show, SeatId seat, LockId lock, Instant at) {
        boxOffice.fastPath()
                .set(LockKey.of(show, seat), new UserId(UUID.randomUUID()) + ":" + lock + ":" + at.toEpochMilli(), DAY);
    }

    /// Makes a key as old as one that no claim is behind any more.
    private void age(ShowId show, SeatId seat, LockId lock) {
        String value = owner(show, seat).orElseThrow();
        assertThat(value).contains(lock.toString());
        boxOffice.fastPath()
                .set(LockKey.of(show, seat), value.substring(0, value.lastIndexOf(':') + 1) + "1", DAY);
    }

    private Path log() {
        return boxOffice.redisFolder().resolve("appendonly.aof");
    }

    private void onlyOneOwnerEach(ShowId show) {
        List<String> twice = boxOffice.database().sql("""
                SELECT s.id AS seat
                  FROM (SELECT jsonb_array_elements(l.seats) ->> 'id' AS id
                          FROM seat_locks l
                         WHERE l.show_id = :show
                           AND l.closed_at IS NULL
                           AND l.expires_at > now()) s
                 GROUP BY s.id
                HAVING count(*) > 1""").with("show", show).list(row -> row.text("seat"));
        assertThat(twice).isEmpty();
    }
}
