package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Seat locks over real HTTP, PostgreSQL and Redis.
class SeatLockIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);

    @Test
    void fiftyClientsAtTenSeatsMakeTenOwners() throws Exception {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 10);
        List<BoxOfficeClient> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(foyer.guest());
        }
        CountDownLatch gate = new CountDownLatch(1);
        Map<SeatId, Integer> owners = new HashMap<>();
        List<String> refusals = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> rush = new ArrayList<>();
            for (BoxOfficeClient client : clients) {
                rush.add(threads.submit(() -> {
                    gate.await();
                    for (SeatId seat : seats) {
                        try {
                            client.lock(new LockRequest(show, List.of(seat)));
                            synchronized (owners) {
                                owners.merge(seat, 1, Integer::sum);
                            }
                        } catch (Refused refused) {
                            synchronized (owners) {
                                refusals.add(refused.problem().code());
                            }
                        }
                    }
                    return null;
                }));
            }
            gate.countDown();
            for (Future<?> client : rush) {
                client.get();
            }
        }

        assertThat(owners).hasSize(10).allSatisfy((seat, count) -> assertThat(count).isEqualTo(1));
        assertThat(refusals).hasSize(490).containsOnly("SEAT_UNAVAILABLE");
        assertThat(statuses(show, seats)).containsOnly(SeatStatus.LOCKED);
    }

    @Test
    void aSelectionIsLockedWholeOrNotAtAll() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 3);
        foyer.guest().lock(new LockRequest(show, List.of(seats.get(1))));

        Refused refused = refusal(() -> foyer.guest().lock(new LockRequest(show, seats)));

        assertThat(refused.problem().code()).isEqualTo("SEAT_UNAVAILABLE");
        assertThat(refused.problem().more().get("unavailableSeats")).isEqualTo(List.of(seats.get(1).value()));
        assertThat((List<?>) refused.problem().more().get("alternativeSeats")).hasSize(3);
        assertThat((List<?>) refused.problem().more().get("alternatives")).hasSize(3)
                .first()
                .isEqualTo(refused.problem().more().get("alternativeSeats"));
        assertThat(statuses(show, List.of(seats.get(0), seats.get(2)))).containsOnly(SeatStatus.AVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKED", "BLOCKED"})
    void whoComesTooLateDoesNotWaitForTheDatabase(SeatStatus status) {
        ShowId show = foyer.freshShow();
        List<SeatId> two = foyer.seats(show, 2);
        SeatId seat = two.getFirst();
        if (status == SeatStatus.LOCKED) {
            foyer.guest().lock(new LockRequest(show, List.of(seat)));
        } else {
            boxOffice.database()
                    .sql("INSERT INTO show_seats (show_id, seat_id, status) VALUES (:show, :seat, 'BLOCKED')")
                    .with("show", show)
                    .with("seat", seat)
                    .update();
        }
        BoxOfficeClient late = foyer.guest();
        late.me();
        BoxOfficeClient others = foyer.guest();
        await().until(() -> statuses(show, List.of(seat)), statuses -> statuses.equals(List.of(status)));

        // No statement that touches a seat gets through here. Should a slow machine take longer than what the server
        // knows of the show stays fresh, it is tried again.
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            foyer.anyone().seats(show);
            if (status == SeatStatus.LOCKED) {
                others.release(others.lock(new LockRequest(show, two.subList(1, 2))).lockId());
            }
            return boxOffice.database().transaction(sql -> {
                sql.sql("LOCK TABLE show_seats, seat_locks IN ACCESS EXCLUSIVE MODE").update();
                return answersInTime(() -> late.lock(new LockRequest(show, List.of(seat))));
            });
        });
    }

    private static boolean answersInTime(Runnable request) {
        var answer = CompletableFuture.supplyAsync(() -> refusal(request));
        try {
            return answer.get(800, TimeUnit.MILLISECONDS).problem().code().equals("SEAT_UNAVAILABLE");
        } catch (TimeoutException waitsForTheDatabase) {
            return false;
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void aReleasedSeatIsAnyones() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        BoxOfficeClient first = foyer.guest();
        SeatLock lock = first.lock(new LockRequest(show, seats));

        first.release(lock.lockId());

        assertThat(foyer.guest().lock(new LockRequest(show, seats)).seats()).hasSize(2);
    }

    @Test
    void aSeatThatIsGivenBackIsAnybodysAtOnce() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        BoxOfficeClient holder = foyer.guest();
        BoxOfficeClient late = foyer.guest();
        SeatLock lock = holder.lock(new LockRequest(show, seats));
        assertThat(statuses(show, seats)).containsOnly(SeatStatus.LOCKED);

        assertThat(refusal(() -> late.lock(new LockRequest(show, seats))).problem().more())
                .containsEntry("unavailableSeats", seats.stream().map(SeatId::value).toList());
        assertThat(holder.lock(new LockRequest(show, seats)).lockId()).isEqualTo(lock.lockId());
        holder.release(lock.lockId());

        assertThat(late.lock(new LockRequest(show, seats)).seats()).hasSize(2);
    }

    @Test
    void onlyTheHolderExtendsReleasesOrKeepsALock() {
        ShowId show = foyer.freshShow();
        SeatLock lock = foyer.guest().lock(new LockRequest(show, foyer.seats(show, 1)));
        BoxOfficeClient stranger = foyer.guest();

        assertThat(refusal(() -> stranger.extend(lock.lockId())).problem().status()).isEqualTo(404);
        assertThat(refusal(() -> stranger.heartbeat(lock.lockId())).problem().status()).isEqualTo(404);
        assertThat(refusal(() -> stranger.release(lock.lockId())).problem().status()).isEqualTo(404);
    }

    @Test
    void extendingAddsFiveMinutesAndEndsAtTheCeiling() {
        ShowId show = foyer.freshShow();
        BoxOfficeClient guest = foyer.guest();
        SeatLock lock = guest.lock(new LockRequest(show, foyer.seats(show, 1)));

        assertThat(Duration.between(lock.expiresAt(), guest.extend(lock.lockId()).expiresAt()))
                .isEqualTo(Duration.ofMinutes(5));
        for (int i = 0; i < 12; i++) {
            guest.extend(lock.lockId());
        }
        assertThat(Duration.between(lock.expiresAt(), guest.heartbeat(lock.lockId()).expiresAt()))
                .isEqualTo(Duration.ofMinutes(50));
    }

    @Test
    void anExpiredLockIsGoneBeforeAnyoneCleansUp() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        BoxOfficeClient late = foyer.guest();
        SeatLock lock = late.lock(new LockRequest(show, seats));
        boxOffice.age(lock.lockId(), Duration.ofMinutes(11));

        Refused refused = refusal(() -> late.extend(lock.lockId()));

        assertThat(refused.problem().code()).isEqualTo("LOCK_EXPIRED");
        assertThat(refused.problem().status()).isEqualTo(410);
        assertThat(statuses(show, seats)).containsOnly(SeatStatus.AVAILABLE);
    }

    private List<SeatStatus> statuses(ShowId show, List<SeatId> seats) {
        SeatMap map = foyer.anyone().seats(show);
        return map.seats()
                .stream()
                .filter(seat -> seats.contains(seat.id()))
                .map(ShowSeat::status)
                .toList();
    }

    private static Refused refusal(Runnable request) {
        return catchThrowableOfType(Refused.class, request::run);
    }
}
