package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Accounts.DeviceKey;
import boxoffice.model.Accounts.DeviceLogin;
import boxoffice.model.Accounts.EnrolRequest;
import boxoffice.model.Accounts.NewDevice;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.model.TheaterId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Nobody has more than their share of a house at once (SEAT-9).
class QuotaIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);

    @Test
    void tenSeatsAreHeldAtOnceAndTheEleventhWhenOneIsGivenBack() {
        ShowId show = foyer.freshShow();
        ShowId other = foyer.freshShow();
        BoxOfficeClient guest = foyer.guest();
        SeatLock six = guest.lock(new LockRequest(show, foyer.seats(show, 6)));
        guest.lock(new LockRequest(other, foyer.seats(other, 4)));
        List<SeatId> one = foyer.seats(other, 1);

        Refused refused = refusal(() -> guest.lock(new LockRequest(other, one)));

        assertThat(refused.problem().status()).isEqualTo(429);
        assertThat(refused.problem().code()).isEqualTo("SEAT_LIMIT_EXCEEDED");
        assertThat(refused.problem().more()).containsEntry("allowed", 10);
        assertThat(foyer.guest().lock(new LockRequest(other, one)).seats()).hasSize(1);
        guest.release(six.lockId());
        assertThat(guest.lock(new LockRequest(other, foyer.seats(other, 6))).seats()).hasSize(6);
    }

    @Test
    void aLockWhoseTimeIsOverCountsNoMoreBeforeAnyoneCleansUp() {
        ShowId show = foyer.freshShow();
        BoxOfficeClient guest = foyer.guest();
        SeatLock late = guest.lock(new LockRequest(show, foyer.seats(show, 10)));
        List<SeatId> next = foyer.seats(show, 10);
        boxOffice.age(late.lockId(), Duration.ofMinutes(11));

        assertThat(guest.lock(new LockRequest(show, next)).seats()).hasSize(10);
    }

    @Test
    void seatsOfThreeShowsAreHeldAtOnceAndAnotherLockInOneOfThem() {
        List<ShowId> shows = Stream.generate(foyer::freshShow).limit(4).toList();
        BoxOfficeClient guest = foyer.guest();
        shows.subList(0, 3).forEach(show -> guest.lock(new LockRequest(show, foyer.seats(show, 1))));
        ShowId fourth = shows.getLast();

        Refused refused = refusal(() -> guest.lock(new LockRequest(fourth, foyer.seats(fourth, 1))));

        assertThat(refused.problem().status()).isEqualTo(429);
        assertThat(refused.problem().code()).isEqualTo("SHOW_LIMIT_EXCEEDED");
        assertThat(refused.problem().more()).containsEntry("allowed", 3);
        ShowId first = shows.getFirst();
        assertThat(guest.lock(new LockRequest(first, foyer.seats(first, 1))).seats()).hasSize(1);
    }

    @Test
    void whoAsksManyTimesAtOnceGetsNoMore() throws Exception {
        ShowId show = foyer.freshShow();
        List<SeatId> free = foyer.anyone()
                .seats(show)
                .seats()
                .stream()
                .filter(seat -> seat.status() == SeatStatus.AVAILABLE && seat.type() == SeatType.REGULAR)
                .map(ShowSeat::id)
                .toList();
        List<List<SeatId>> wishes =
                IntStream.range(0, 8).mapToObj(i -> free.subList(3 * i, 3 * i + 3)).toList();
        BoxOfficeClient guest = foyer.guest();
        CyclicBarrier start = new CyclicBarrier(wishes.size());
        List<Future<Integer>> asked = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (List<SeatId> wish : wishes) {
                asked.add(threads.submit(() -> {
                    start.await();
                    Refused refused = refusal(() -> guest.lock(new LockRequest(show, wish)));
                    return refused == null ? 200 : refused.problem().status();
                }));
            }
        }
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> answer : asked) {
            answers.add(answer.get());
        }

        assertThat(answers).filteredOn(status -> status == 200).hasSize(3);
        assertThat(answers).filteredOn(status -> status == 429).hasSize(5);
    }

    @Test
    void staffAndDevicesSellToManyAndAWalkInAtADeviceDoesNot() {
        ShowId show = foyer.freshShow();
        BoxOfficeClient staff = foyer.demo("staff");
        SeatLock group = staff.lock(new LockRequest(show, foyer.seats(show, 11)));
        BoxOfficeClient kiosk = kiosk();

        assertThat(group.seats()).hasSize(11);
        assertThat(kiosk.lock(new LockRequest(show, foyer.seats(show, 11))).seats()).hasSize(11);
        BoxOfficeClient walkIn = kiosk.with(kiosk.guest());
        assertThat(
                refusal(() -> walkIn.lock(new LockRequest(show, foyer.seats(show, 11))))
                        .problem()
                        .code()).isEqualTo("SEAT_LIMIT_EXCEEDED");
        staff.release(group.lockId());
    }

    private BoxOfficeClient kiosk() {
        BoxOfficeClient manager = foyer.demo("manager");
        TheaterId theater = manager.theaters().theaters().getFirst().id();
        DeviceKey key = foyer.anyone()
                .enrol(new EnrolRequest(manager.createDevice(new NewDevice("Kiosk of a crowd", theater)).code()));
        return foyer.anyone().with(foyer.anyone().signIn(new DeviceLogin(key.deviceId(), key.key())));
    }

    private static Refused refusal(Runnable request) {
        return catchThrowableOfType(Refused.class, request::run);
    }
}
