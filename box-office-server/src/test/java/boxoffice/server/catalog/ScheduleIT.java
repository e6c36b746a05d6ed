package boxoffice.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Accounts.LoginRequest;
import boxoffice.model.Accounts.RegisterRequest;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Movies.Movie;
import boxoffice.model.Movies.Show;
import boxoffice.model.Problem;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.model.Theaters.DaySchedule;
import boxoffice.model.Theaters.NewShow;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import boxoffice.model.Theaters.Theater;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Planning shows (ADMIN-1), on days that the demo programme leaves free.
class ScheduleIT {
    private static final AtomicInteger DAYS = new AtomicInteger(400);

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
    private final Screen screen = theater.screens().getFirst();
    private final Movie movie = anyone.movies()
            .movies()
            .stream()
            .filter(film -> film.formats().equals(List.of("2D")))
            .findFirst()
            .orElseThrow();
    private final LocalDate day = LocalDate.now(ZoneId.of(theater.zone())).plusDays(DAYS.getAndIncrement());
    private final LocalDateTime eight = day.atTime(20, 0);

    @Test
    void aDraftIsNobodysBusinessAndAPublishedShowEverybodysAtOnce() {
        ScheduledShow draft = manager.createShow(show(eight));

        assertThat(draft.status()).isEqualTo(ShowStatus.DRAFT);
        assertThat(listed()).isEmpty();
        assertThat(refusal(() -> anyone.show(draft.id())).code()).isEqualTo("SHOW_NOT_FOUND");
        assertThat(refusal(() -> anyone.seats(draft.id())).code()).isEqualTo("SHOW_NOT_FOUND");
        assertThat(
                refusal(() -> foyer.guest().lock(new LockRequest(draft.id(), List.of(new SeatId("A1"))))).code())
                .isEqualTo("SHOW_NOT_FOUND");

        assertThat(manager.publish(draft.id()).status()).isEqualTo(ShowStatus.PUBLISHED);
        assertThat(manager.publish(draft.id()).status()).isEqualTo(ShowStatus.PUBLISHED);

        assertThat(listed()).extracting(Show::id).containsExactly(draft.id());
        assertThat(anyone.show(draft.id()).time().toLocalDateTime()).isEqualTo(eight);
        assertThat(anyone.movies(Foyer.CITY, day).movies()).extracting(Movie::id).containsExactly(movie.id());
    }

    @Test
    void aShowLastsFromTheTrailersToTheEndOfCleaning() {
        ScheduledShow planned = manager.createShow(
                new NewShow(screen.id(), movie.id(), eight, new BigDecimal("9.50"), null, null, "fr", 15));
        DaySchedule schedule = manager.schedule(theater.id(), day);

        assertThat(planned.starts().toLocalDateTime()).isEqualTo(eight);
        assertThat(Duration.between(planned.starts(), planned.ends()))
                .isEqualTo(Duration.ofMinutes(schedule.trailerMinutes() + movie.runtimeMinutes() + 15L));
        assertThat(Duration.between(planned.ends(), planned.cleared()))
                .isEqualTo(Duration.ofMinutes(screen.cleaningMinutes()));
        assertThat(planned.price()).isEqualByComparingTo("9.50");
        assertThat(planned.currency()).isEqualTo(theater.currency());
        assertThat(planned.format()).isEqualTo("2D");
        assertThat(planned.language()).isEqualTo(movie.languages().getFirst());
        assertThat(planned.subtitles()).isEqualTo("fr");
        assertThat(schedule.screens().getFirst().shows()).containsExactly(planned);
    }

    @Test
    void anOverlapIsRefusedWithItsReasonAndAStartThatIsReallyFree() {
        ScheduledShow first = manager.createShow(show(eight));
        ScheduledShow second = manager.createShow(show(first.cleared().toLocalDateTime()));

        for (LocalDateTime wish : List.of(
                eight, eight.plusMinutes(7), eight.minusMinutes(1), first.cleared()
                        .toLocalDateTime()
                        .minusMinutes(1))) {
            Problem refused = refusal(() -> manager.createShow(show(wish)));

            assertThat(refused.code()).isEqualTo("SHOW_OVERLAPS");
            assertThat((List<?>) refused.more().get("conflicts")).isNotEmpty()
                    .allSatisfy(
                            conflict -> assertThat(((Map<?, ?>) conflict).get("showId"))
                                    .isIn(first.id().toString(), second.id().toString()));
            LocalDateTime nearest = LocalDateTime.parse(String.valueOf(refused.more().get("nearestStart")));
            ScheduledShow found = manager.createShow(show(nearest));
            assertThat(found.starts().toLocalDateTime()).isEqualTo(nearest);
            manager.deleteShow(found.id());
        }
    }

    @Test
    void theNearestFreeStartIsTheNearest() {
        ScheduledShow first = manager.createShow(show(eight));
        LocalDateTime free = first.cleared().toLocalDateTime();
        LocalDateTime onGrid = free.plusMinutes((5 - free.getMinute() % 5) % 5);

        Problem refused = refusal(() -> manager.createShow(show(free.minusMinutes(1))));

        assertThat(refused.more().get("nearestStart")).hasToString(onGrid + ":00");
    }

    @Test
    void twoShowsMayTouch() {
        ScheduledShow first = manager.createShow(show(eight));

        assertThat(manager.createShow(show(first.cleared().toLocalDateTime())).starts()).isEqualTo(first.cleared());
    }

    @Test
    void aDraftIsTakenBackAndAPublishedShowIsNot() {
        ScheduledShow draft = manager.createShow(show(eight));
        manager.deleteShow(draft.id());
        assertThat(refusal(() -> manager.deleteShow(draft.id())).code()).isEqualTo("SHOW_NOT_FOUND");
        assertThat(refusal(() -> manager.publish(draft.id())).code()).isEqualTo("SHOW_NOT_FOUND");

        ScheduledShow published = manager.publish(manager.createShow(show(eight)).id());
        assertThat(refusal(() -> manager.deleteShow(published.id())).code()).isEqualTo("STATE_CONFLICT");
        assertThat(listed()).hasSize(1);
    }

    @Test
    void aManagerOfAnotherTheaterPlansNothingHere() {
        BoxOfficeClient stranger = managerOf(
                anyone.theaters()
                        .theaters()
                        .stream()
                        .filter(house -> !house.id().equals(theater.id()))
                        .findFirst()
                        .orElseThrow());
        ShowId draft = manager.createShow(show(eight)).id();

        assertThat(refusal(() -> stranger.createShow(show(eight.plusDays(200)))).code()).isEqualTo("FORBIDDEN");
        assertThat(refusal(() -> stranger.publish(draft)).code()).isEqualTo("FORBIDDEN");
        assertThat(refusal(() -> stranger.deleteShow(draft)).code()).isEqualTo("FORBIDDEN");
        assertThat(managerOf(theater).publish(draft).status()).isEqualTo(ShowStatus.PUBLISHED);
    }

    @Test
    void aFormatThatFilmOrScreenLacksIsRefusedWithWhatTheyHave() {
        Problem refused = refusal(
                () -> manager.createShow(
                        new NewShow(screen.id(), movie.id(), eight, BigDecimal.TEN, "IMAX", null, null, null)));

        assertThat(refused.errors().getFirst().field()).isEqualTo("format");
        assertThat(refused.errors().getFirst().allowed()).isEqualTo("2D");
    }

    @Test
    void aStartInTheHourThatTheClocksSkipIsRefused() {
        LocalDateTime skipped = LocalDate.of(2027, 3, 28).atTime(2, 30);

        Problem refused = refusal(() -> manager.createShow(show(skipped)));

        assertThat(refused.errors().getFirst().field()).isEqualTo("starts");
        assertThat(manager.createShow(show(skipped.plusHours(1))).starts().toLocalDateTime())
                .isEqualTo(skipped.plusHours(1));
    }

    @Test
    void aShowOverTheNightWhenTheClocksChangeLastsAsLongAsAnyOther() {
        ScheduledShow autumn = manager.createShow(show(LocalDate.of(2027, 10, 31).atTime(1, 30)));
        ScheduledShow other = manager.createShow(show(eight));

        assertThat(Duration.between(autumn.starts(), autumn.cleared()))
                .isEqualTo(Duration.between(other.starts(), other.cleared()));
        assertThat(autumn.cleared().getOffset()).isNotEqualTo(autumn.starts().getOffset());
    }

    @Test
    void aLateShowBelongsToTheDayOnWhichTheEveningBegan() {
        ScheduledShow late = manager.createShow(show(day.plusDays(1).atTime(LocalTime.of(1, 0))));

        assertThat(manager.schedule(theater.id(), day).screens().getFirst().shows()).contains(late);
        assertThat(manager.schedule(theater.id(), day.plusDays(1)).screens().getFirst().shows()).doesNotContain(late);
    }

    private NewShow show(LocalDateTime starts) {
        return new NewShow(screen.id(), movie.id(), starts, new BigDecimal("11.00"), null, null, null, null);
    }

    private List<Show> listed() {
        return anyone.shows(movie.id(), Foyer.CITY, day)
                .theaters()
                .stream()
                .flatMap(house -> house.shows().stream())
                .toList();
    }

    private BoxOfficeClient managerOf(@Nullable Theater house) {
        String email = UUID.randomUUID() + "@example.org";
        var session = anyone.register(new RegisterRequest(email, "correct horse", "Manager", null));
        boxOffice.database()
                .sql("UPDATE users SET role = 'MANAGER', theater_id = :theater WHERE id = :id")
                .with("theater", house == null ? null : house.id())
                .with("id", session.user().id())
                .update();
        return anyone.with(anyone.signIn(new LoginRequest(email, "correct horse")));
    }

    private static Problem refusal(Runnable request) {
        return catchThrowableOfType(Refused.class, request::run).problem();
    }
}
