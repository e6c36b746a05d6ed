package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Locks.BestLockRequest;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Movies.Movie;
import boxoffice.model.Movies.Show;
import boxoffice.model.Problem;
import boxoffice.model.Problem.FieldError;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.model.Theaters.NewShow;
import boxoffice.model.Theaters.Release;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import boxoffice.model.Theaters.Theater;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Watcher;
import boxoffice.server.testing.Wire;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Shows whose seats go on sale a pool at a time (SEAT-11), on days that the demo programme leaves free.
class ReleaseIT {
    private static final AtomicInteger DAYS = new AtomicInteger(1000);
    private static final int POOL = 20;
    private static final Release RELEASE = new Release(POOL, 5);

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final BoxOfficeClient anyone = foyer.anyone();
    private final BoxOfficeClient manager = foyer.demo("manager");
    private final Theater theater = anyone.theaters()
            .theaters()
            .stream()
            .filter(house -> house.city().equals(Foyer.CITY))
            .findFirst()
            .orElseThrow();
    private final Screen screen =
            theater.screens().stream().max(Comparator.comparingInt(Screen::seats)).orElseThrow();
    private final Movie movie = anyone.movies()
            .movies()
            .stream()
            .filter(film -> film.formats().contains("2D"))
            .findFirst()
            .orElseThrow();
    private final LocalDate day = LocalDate.now(ZoneId.of(theater.zone())).plusDays(DAYS.getAndIncrement());

    @Test
    void onlyTheFirstPoolIsOnSaleAtFirst() {
        ScheduledShow planned = plan(20);
        ShowId show = manager.publish(planned.id()).id();

        assertThat(planned.release()).isEqualTo(RELEASE);
        List<SeatStatus> statuses = anyone.seats(show).seats().stream().map(ShowSeat::status).toList();
        assertThat(statuses).hasSizeGreaterThan(2 * POOL + 1);
        assertThat(statuses.subList(0, POOL)).containsOnly(SeatStatus.AVAILABLE);
        assertThat(statuses.subList(POOL, statuses.size())).containsOnly(SeatStatus.BLOCKED);
        assertThat(available(show)).isEqualTo(POOL);
    }

    @Test
    void aSeatThatIsNotOnSaleYetIsRefusedAndTheWholeSelectionWithIt() {
        // Of another show of the same plan, so that this one's map was never read and the claim has to judge.
        List<SeatId> seats = seats(manager.publish(plan(12).id()).id());
        ShowId show = manager.publish(plan(20).id()).id();
        BoxOfficeClient guest = foyer.guest();

        Problem refused = refusal(guest, show, seats.subList(POOL - 1, POOL + 1));

        assertThat(refused.code()).isEqualTo("SEAT_UNAVAILABLE");
        assertThat(refused.more().get("unavailableSeats")).isEqualTo(List.of(seats.get(POOL).value()));
        List<?> offered = Objects.requireNonNull((List<?>) refused.more().get("alternativeSeats"));
        assertThat(offered).hasSize(2);
        assertThat(seats.subList(0, POOL)).extracting(SeatId::value)
                .containsAll(offered.stream().map(String::valueOf).toList());
        assertThat(guest.lock(new LockRequest(show, List.of(seats.get(POOL - 1)))).seats()).hasSize(1);
    }

    @Test
    void theBestSeatsAreTheBestOfThoseOnSale() {
        ShowId show = manager.publish(plan(20).id()).id();

        List<PricedSeat> best = foyer.guest().lockBest(BestLockRequest.of(show, 2)).seats();

        assertThat(seats(show).subList(0, POOL)).containsAll(best.stream().map(PricedSeat::id).toList());
    }

    @Test
    void theNextPoolGoesOnSaleByItselfAndWhoWatchesSeesIt() {
        ShowId show = manager.publish(plan(20).id()).id();
        List<SeatId> seats = seats(show);
        String before = anyone.seats(show).version();
        try (Watcher watcher = Watcher.of(boxOffice.uri(), show)) {
            watcher.awaits(show, seats.get(POOL), SeatStatus.BLOCKED);

            oneIntervalPasses(show);

            watcher.awaits(show, seats.get(POOL), SeatStatus.AVAILABLE);
            assertThat(watcher.status(show, seats.get(2 * POOL))).isEqualTo(SeatStatus.BLOCKED);
            assertThat(watcher.texts()).anyMatch(text -> text.contains("SEAT_RELEASED"));
            assertThat(watcher.gaps()).isEmpty();
        }
        List<String> second = seats.subList(POOL, 2 * POOL).stream().map(SeatId::value).toList();
        assertThat(since(show, before)).containsExactlyInAnyOrderElementsOf(second);
        assertThat(since(show, "1-0")).containsAll(second);
        assertThat(available(show)).isEqualTo(2 * POOL);
        BoxOfficeClient guest = foyer.guest();
        assertThat(guest.lock(new LockRequest(show, List.of(seats.get(POOL)))).seats()).hasSize(1);
        assertThat(refusal(guest, show, List.of(seats.get(2 * POOL))).code()).isEqualTo("SEAT_UNAVAILABLE");
        assertThat(available(show)).isEqualTo(2 * POOL - 1);
    }

    @Test
    void poolsOutOfRangeAreRefusedByTheirFieldsName() {
        Wire wire = Wire.to(boxOffice.uri()).as(anyone.signIn(Foyer.login("manager")).accessToken());
        Map.of(
                "{\"seats\":9,\"everyMinutes\":5}", "release.seats",
                "{\"seats\":1001,\"everyMinutes\":5}", "release.seats",
                "{\"everyMinutes\":5}", "release.seats",
                "{\"seats\":\"50\",\"everyMinutes\":5}", "release.seats",
                "{\"seats\":50,\"everyMinutes\":0}", "release.everyMinutes",
                "{\"seats\":50,\"everyMinutes\":61}", "release.everyMinutes",
                "{\"seats\":50}", "release.everyMinutes").forEach((release, field) -> {
                    var answer = wire.post(
                            "/api/v1/shows", """
                                    {"screenId":"%s","movieId":"%s","starts":"%sT20:00","price":10,"release":%s}"""
                                    .formatted(screen.id(), movie.id(), day, release));

                    assertThat(answer.status()).as(release).isEqualTo(400);
                    assertThat(answer.problem().errors()).as(release)
                            .extracting(FieldError::field)
                            .containsExactly(field);
                });
        assertThat(manager.schedule(theater.id(), day).screens()).allSatisfy(
                planned -> assertThat(planned.shows()).isEmpty());
    }

    private ScheduledShow plan(int hour) {
        return manager.createShow(
                new NewShow(
                        screen.id(), movie.id(), day.atTime(hour, 0), BigDecimal.TEN, null, null, null, null, RELEASE));
    }

    private void oneIntervalPasses(ShowId show) {
        boxOffice.database()
                .sql("UPDATE shows SET published_at = published_at - release_every WHERE id = :show")
                .with("show", show)
                .update();
    }

    private int available(ShowId show) {
        return anyone.shows(movie.id(), Foyer.CITY, day)
                .theaters()
                .stream()
                .flatMap(house -> house.shows().stream())
                .filter(listed -> listed.id().equals(show))
                .mapToInt(Show::seatsAvailable)
                .sum();
    }

    private List<SeatId> seats(ShowId show) {
        return anyone.seats(show).seats().stream().map(ShowSeat::id).toList();
    }

    /// The seats that have changed since, as the answer has them; all that can be had.
    private List<String> since(ShowId show, String version) {
        List<String> ids = new ArrayList<>();
        StreamSupport.stream(
                Wire.to(boxOffice.uri())
                        .get("/api/v1/shows/" + show + "/seats?since=" + version)
                        .json()
                        .get("seats")
                        .spliterator(),
                false)
                .filter(seat -> seat.get("status").asText().equals("AVAILABLE"))
                .forEach(seat -> ids.add(seat.get("id").asText()));
        return ids;
    }

    private static Problem refusal(BoxOfficeClient guest, ShowId show, List<SeatId> seats) {
        return catchThrowableOfType(Refused.class, () -> guest.lock(new LockRequest(show, seats))).problem();
    }
}
