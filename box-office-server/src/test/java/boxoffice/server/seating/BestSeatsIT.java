package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Locks.BestLockRequest;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatFeature;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The best seats, found and locked in one go (SEAT-10), over real HTTP, PostgreSQL and Redis.
class BestSeatsIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final ShowId show = foyer.freshShow();

    @Test
    void aPartyGetsSeatsSideBySide() {
        SeatLock lock = foyer.guest().lockBest(BestLockRequest.of(show, 3));

        List<ShowSeat> seats = seats(lock);
        assertThat(seats).hasSize(3).allMatch(seat -> seat.status() == SeatStatus.LOCKED);
        assertThat(seats).extracting(ShowSeat::row).containsOnly(seats.getFirst().row());
        assertThat(seats).extracting(ShowSeat::type).containsOnly(SeatType.REGULAR);
        assertThat(seats.getLast().x() - seats.getFirst().x()).isLessThan(2.5);
    }

    @Test
    void aWheelchairComesWithItsCompanionAndWhatElseIsNeeded() {
        SeatLock lock = foyer.guest()
                .lockBest(new BestLockRequest(show, 2, null, null, 1, Set.of(SeatFeature.STEP_FREE)));

        List<ShowSeat> seats = seats(lock);
        assertThat(seats).extracting(ShowSeat::type)
                .containsExactlyInAnyOrder(SeatType.WHEELCHAIR, SeatType.COMPANION);
        assertThat(seats).anyMatch(seat -> seat.features().contains(SeatFeature.STEP_FREE));
    }

    @Test
    void manyAtOnceGetDifferentSeatsAndNobodyIsTurnedAwayWhileThereAreSome() throws Exception {
        List<SeatId> owned = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SeatLock>> rush = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                BoxOfficeClient guest = foyer.guest();
                rush.add(threads.submit(() -> guest.lockBest(BestLockRequest.of(show, 2))));
            }
            for (Future<SeatLock> party : rush) {
                party.get().seats().stream().map(PricedSeat::id).forEach(owned::add);
            }
        }

        assertThat(owned).hasSize(48).doesNotHaveDuplicates();
    }

    @Test
    void whoLosesARaceGetsTheNextBest() {
        SeatLock first = foyer.guest().lockBest(BestLockRequest.of(show, 2));
        foyer.guest().lock(new LockRequest(show, foyer.seats(show, 2)));
        SeatLock second = foyer.guest().lockBest(BestLockRequest.of(show, 2));

        assertThat(second.seats()).extracting(PricedSeat::id)
                .doesNotContainAnyElementsOf(first.seats().stream().map(PricedSeat::id).toList());
    }

    @Test
    void whereNothingFitsItSaysWhy() {
        assertThat(reason(new BestLockRequest(show, 10, null, null, 10, Set.of())))
                .isEqualTo("NO_WHEELCHAIR_SPACE");
        boxOffice.database()
                .sql("""
                        INSERT INTO show_seats (show_id, seat_id, status)
                        SELECT :show, seat_id, 'BLOCKED'
                          FROM unnest(CAST(:seats AS text[])) AS seat (seat_id)""")
                .with("show", show)
                .with(
                        "seats",
                        foyer.anyone()
                                .seats(show)
                                .seats()
                                .stream()
                                .skip(2)
                                .map(seat -> seat.id().value())
                                .toArray(
                                        String[]::new))
                .update();

        await().untilAsserted(() -> assertThat(reason(BestLockRequest.of(show, 3))).isEqualTo("NOT_ENOUGH_SEATS"));
    }

    @Test
    void aWrongWishIsRefusedByTheNameOfItsField() {
        Wire wire = Wire.to(boxOffice.uri()).as(foyer.anyone().guest().accessToken());
        Map<String, String> wrong = Map.of(
                "{\"showId\":\"%s\"}", "partySize",
                "{\"showId\":\"%s\",\"partySize\":11}", "partySize",
                "{\"showId\":\"%s\",\"partySize\":2,\"wheelchairs\":3}", "wheelchairs",
                "{\"showId\":\"%s\",\"partySize\":2,\"seatType\":\"COMPANION\"}", "seatType",
                "{\"showId\":\"%s\",\"partySize\":2,\"features\":[\"RESTRICTED_VIEW\"]}", "features",
                "{\"showId\":\"%s\",\"partySize\":2,\"section\":\"moon\"}", "section");

        wrong.forEach((body, field) -> {
            Wire.Answer answer = wire.post("/api/v1/bookings/lock/best", body.formatted(show));

            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.problem().errors()).as(body).extracting(error -> error.field()).containsExactly(field);
        });
    }

    private String reason(BestLockRequest wish) {
        Refused refused = catchThrowableOfType(Refused.class, () -> foyer.guest().lockBest(wish));
        assertThat(refused.problem().code()).isEqualTo("SEAT_UNAVAILABLE");
        return String.valueOf(refused.problem().more().get("reason"));
    }

    private List<ShowSeat> seats(SeatLock lock) {
        Map<SeatId, ShowSeat> all = foyer.anyone()
                .seats(show)
                .seats()
                .stream()
                .collect(Collectors.toMap(ShowSeat::id, Function.identity()));
        return lock.seats().stream().map(seat -> all.get(seat.id())).toList();
    }
}
