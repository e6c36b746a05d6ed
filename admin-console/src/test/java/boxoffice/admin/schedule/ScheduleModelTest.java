package boxoffice.admin.schedule;

import static boxoffice.admin.testing.SampleHouse.DAY;
import static boxoffice.admin.testing.SampleHouse.LARGE;
import static boxoffice.admin.testing.SampleHouse.METROPOLIS;
import static boxoffice.admin.testing.SampleHouse.SMALL;
import static boxoffice.admin.testing.SampleHouse.THEATER;
import static boxoffice.admin.testing.SampleHouse.ZONE;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.admin.frame.Failure;
import boxoffice.admin.schedule.Lanes.Step;
import boxoffice.admin.testing.FxThread;
import boxoffice.admin.testing.SampleHouse;
import boxoffice.admin.testing.ScriptedServer;
import boxoffice.admin.testing.ScriptedServer.Answer;
import boxoffice.client.BoxOfficeClient;
import boxoffice.fx.Messages;
import boxoffice.model.Accounts.Role;
import boxoffice.model.Accounts.Session;
import boxoffice.model.Accounts.User;
import boxoffice.model.ProblemCode;
import boxoffice.model.ShowStatus;
import boxoffice.model.TheaterId;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Theater;
import boxoffice.model.Theaters.TheaterList;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleModelTest {
    private static final Clock EVENING = Clock.fixed(DAY.atTime(18, 25).atZone(ZONE).toInstant(), ZONE);
    private static final Messages MESSAGES = Messages.of("boxoffice.admin.messages", Locale.ENGLISH);

    private final ScriptedServer server = ScriptedServer.start();
    private final SampleHouse house = new SampleHouse().friday().behind(server);
    private final List<String> events = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    private ScheduleModel model(Role role, @Nullable TheaterId worksAt) {
        Session session = SampleHouse.session(role);
        User user = new User(session.user().id(), role, "g@example.org", "Grace", worksAt);
        BoxOfficeClient client = BoxOfficeClient.at(server.address()).with(session);
        return FxThread.get(() -> new ScheduleModel(client, user, EVENING, () -> events.add("session ended")));
    }

    private ScheduleModel opened() {
        ScheduleModel model = model(Role.MANAGER, null);
        FxThread.run(model::open);
        FxThread.until(() -> model.day().get() instanceof Day.Shown && model.films().get() instanceof Films.Known);
        return model;
    }

    private static String selected(ScheduleModel model) {
        return FxThread.get(
                () -> model.selected()
                        .map(show -> show.title() + " " + show.starts().toLocalTime())
                        .orElse("nothing"));
    }

    @Test
    void itOpensOnTodayInTheFirstTheaterByCityAndName() {
        Theater other = new Theater(
                new TheaterId(SampleHouse.id("other")), "Zoo", "Aachen", "DE", "Markt 1", "Europe/Berlin", "EUR",
                List.of());
        server.on("GET", "/theaters", request -> Answer.ok(new TheaterList(List.of(THEATER, other))));
        server.on("GET", "/theaters/" + other.id() + "/schedule", request -> Answer.ok(house.day(DAY)));
        ScheduleModel model = opened();
        assertThat(FxThread.get(() -> model.theater().get())).contains(other);
        assertThat(FxThread.get(() -> model.date().get())).isEqualTo(DAY);
    }

    @Test
    void itOpensOnTheTheaterWhereTheUserWorks() {
        Theater other = new Theater(
                new TheaterId(SampleHouse.id("other")), "Zoo", "Aachen", "DE", "Markt 1", "Europe/Berlin", "EUR",
                List.of());
        server.on("GET", "/theaters", request -> Answer.ok(new TheaterList(List.of(other, THEATER))));
        ScheduleModel model = model(Role.STAFF, THEATER.id());
        FxThread.run(model::open);
        FxThread.until(() -> model.day().get() instanceof Day.Shown);
        assertThat(FxThread.get(() -> model.theater().get())).contains(THEATER);
    }

    @Test
    void beforeSixItIsStillTheEveningBefore() {
        Clock night = Clock.fixed(DAY.plusDays(1).atTime(2, 0).atZone(ZONE).toInstant(), ZONE);
        BoxOfficeClient client = BoxOfficeClient.at(server.address()).with(SampleHouse.session(Role.MANAGER));
        ScheduleModel model = FxThread.get(
                () -> new ScheduleModel(client, SampleHouse.session(Role.MANAGER).user(), night, () -> {}));
        FxThread.run(model::open);
        FxThread.until(() -> model.day().get() instanceof Day.Shown);
        assertThat(FxThread.get(() -> model.date().get())).isEqualTo(DAY);
    }

    @Test
    void theKeyboardStartsAtTheRunningShowAndWalks() {
        ScheduleModel model = opened();
        assertThat(selected(model)).isEqualTo("Amélie 16:00");
        FxThread.run(() -> model.step(Step.LATER));
        assertThat(selected(model)).isEqualTo("Spirited Away 19:30");
        FxThread.run(() -> model.step(Step.SCREEN_ABOVE));
        assertThat(selected(model)).isEqualTo("Metropolis 17:15");
        FxThread.run(() -> model.step(Step.TOP_SCREEN));
        FxThread.run(() -> model.step(Step.FIRST));
        FxThread.run(() -> model.step(Step.EARLIER));
        assertThat(selected(model)).isEqualTo("Spirited Away 10:30");
    }

    @Test
    void whileADayIsOnItsWayItsScreensAreShownWithoutShows() {
        ScheduleModel model = opened();
        server.holdBack();
        FxThread.run(model::nextDay);
        Day day = FxThread.get(() -> model.day().get());
        assertThat(day).isInstanceOf(Day.Loading.class);
        assertThat(((Day.Loading) day).empty().lanes()).hasSize(3);
        assertThat(((Day.Loading) day).empty().shows()).isEmpty();
        server.letGo();
        FxThread.until(() -> model.day().get() instanceof Day.Shown);
        assertThat(FxThread.get(() -> model.date().get())).isEqualTo(DAY.plusDays(1));
    }

    @Test
    void theLastDayAskedForIsTheOneThatIsShown() {
        ScheduleModel model = opened();
        server.holdBack();
        FxThread.run(model::nextDay);
        FxThread.run(model::nextDay);
        FxThread.run(model::previousDay);
        server.letGo();
        FxThread.until(() -> model.day().get() instanceof Day.Shown);
        LocalDate shown = FxThread.get(() -> model.lanes().orElseThrow().day().date());
        assertThat(shown).isEqualTo(DAY.plusDays(1)).isEqualTo(FxThread.get(() -> model.date().get()));
    }

    @Test
    void newerFiguresKeepTheKeyboardWhereItIs() {
        ScheduleModel model = opened();
        FxThread.run(() -> model.step(Step.LATER));
        ScheduledShow show = FxThread.get(() -> model.selected().orElseThrow());
        house.add(
                SampleHouse.show(
                        SMALL, SampleHouse.SPIRITED_AWAY, show.starts().toLocalDateTime(), ShowStatus.PUBLISHED, 90,
                        0));
        FxThread.run(model::refresh);
        FxThread.until(() -> model.selected().orElseThrow().booked() == 90);
        assertThat(selected(model)).isEqualTo("Spirited Away 19:30");
    }

    @Test
    void whenTheServerIsGoneWhatWasShownStaysAndIsCalledOld() {
        ScheduleModel model = opened();
        server.close();
        FxThread.run(model::refresh);
        FxThread.until(() -> model.day().get() instanceof Day.Shown shown && shown.stale().isPresent());
        Day.Shown shown = (Day.Shown) FxThread.get(() -> model.day().get());
        assertThat(shown.stale()).contains(new Failure.Offline());
        assertThat(shown.lanes().shows()).hasSize(8);
    }

    @Test
    void aDayThatCannotBeLoadedCanBeTriedAgain() {
        String path = "/theaters/" + THEATER.id() + "/schedule";
        server.on("GET", path, request -> Answer.problem(ProblemCode.INTERNAL_ERROR, "Something broke."));
        ScheduleModel model = model(Role.MANAGER, null);
        FxThread.run(model::open);
        FxThread.until(() -> model.day().get() instanceof Day.Failed);
        Failure why = ((Day.Failed) FxThread.get(() -> model.day().get())).why();
        assertThat(why.words(MESSAGES)).isEqualTo("Something broke.");
        house.behind(server);
        FxThread.run(model::retry);
        FxThread.until(() -> model.day().get() instanceof Day.Shown);
    }

    @Test
    void withoutTheatersThereIsNothingToPlan() {
        server.on("GET", "/theaters", request -> Answer.ok(new TheaterList(List.of())));
        ScheduleModel model = model(Role.ADMIN, null);
        FxThread.run(model::open);
        FxThread.until(() -> model.day().get() instanceof Day.NoTheaters);
        assertThat(FxThread.get(() -> model.plan(MESSAGES, show -> {}))).isEmpty();
    }

    @Test
    void aSessionThatEndedIsHandedOver() {
        ScheduleModel model = opened();
        server.on(
                "GET",
                "/theaters/" + THEATER.id() + "/schedule",
                request -> Answer.problem(ProblemCode.UNAUTHENTICATED, "Sign in."));
        server.on("POST", "/auth/refresh", request -> Answer.problem(ProblemCode.UNAUTHENTICATED, "Sign in."));
        FxThread.run(model::refresh);
        FxThread.until(() -> events.contains("session ended"));
    }

    @Test
    void aDraftIsPublishedAndTheDayAskedForAgain() {
        ScheduleModel model = opened();
        ScheduledShow draft = house.shows().get(3);
        server.on("POST", "/shows/" + draft.id() + "/publish", request -> {
            ScheduledShow published =
                    SampleHouse.show(LARGE, SampleHouse.SPIDER_VERSE, DAY.atTime(21, 0), ShowStatus.PUBLISHED, 0, 0);
            return Answer.ok(house.add(published));
        });
        FxThread.run(() -> model.publish(draft.id(), show -> events.add("published " + show.status()), why -> {}));
        FxThread.until(() -> model.lanes().orElseThrow().count(ShowStatus.DRAFT) == 1);
        assertThat(events).containsExactly("published PUBLISHED");
    }

    @Test
    void aDraftIsDeletedAndItsNeighbourChosen() {
        ScheduleModel model = opened();
        ScheduledShow draft = house.shows().get(3);
        server.on("DELETE", "/shows/" + draft.id(), request -> {
            house.remove(draft.id());
            return new Answer(204, "");
        });
        FxThread.run(() -> model.stand(Lanes.on(draft)));
        FxThread.run(() -> model.delete(draft.id(), done -> events.add("deleted"), why -> {}));
        FxThread.until(() -> model.lanes().orElseThrow().show(draft.id()).isEmpty());
        assertThat(events).containsExactly("deleted");
        assertThat(selected(model)).isEqualTo("Metropolis 17:15");
    }

    @Test
    void aRefusedChangeIsSaidAndTheDayAskedForAgain() {
        ScheduleModel model = opened();
        ScheduledShow draft = house.shows().get(3);
        server.on(
                "POST",
                "/shows/" + draft.id() + "/publish",
                request -> Answer.problem(ProblemCode.STATE_CONFLICT, "The show was cancelled."));
        int before = server.requests().size();
        FxThread.run(() -> model.publish(draft.id(), show -> {}, why -> events.add(why.words(MESSAGES))));
        FxThread.until(() -> events.contains("The show was cancelled."));
        FxThread.until(() -> server.requests().size() >= before + 2);
    }

    @Test
    void onlyManagersOfTheHouseAndAdministratorsPlan() {
        assertThat(mayPlan(Role.MANAGER, null)).isTrue();
        assertThat(mayPlan(Role.ADMIN, null)).isTrue();
        assertThat(mayPlan(Role.MANAGER, THEATER.id())).isTrue();
        assertThat(mayPlan(Role.MANAGER, new TheaterId(SampleHouse.id("elsewhere")))).isFalse();
        assertThat(mayPlan(Role.STAFF, THEATER.id())).isFalse();
    }

    private boolean mayPlan(Role role, @Nullable TheaterId worksAt) {
        ScheduleModel model = model(role, worksAt);
        FxThread.run(model::open);
        FxThread.until(() -> model.day().get() instanceof Day.Shown);
        boolean planned = FxThread.get(() -> model.plan(MESSAGES, show -> {})).isPresent();
        assertThat(planned).isEqualTo(FxThread.get(model::mayPlan));
        return planned;
    }

    @Test
    void aPlanBeginsAfterTheChosenShowOnItsScreen() {
        ScheduleModel model = opened();
        NewShowModel plan = FxThread.get(() -> model.plan(MESSAGES, show -> {})).orElseThrow();
        assertThat(FxThread.get(() -> plan.screen().get())).isEqualTo(SMALL);
        assertThat(FxThread.get(() -> plan.time().get())).isEqualTo("18:35");
        assertThat(FxThread.get(() -> plan.date().get())).isEqualTo(Optional.of(DAY));
    }

    @Test
    void aNewShowIsLookedAtOnItsOwnDay() {
        ScheduleModel model = opened();
        ScheduledShow late =
                house.add(LARGE, METROPOLIS, DAY.plusDays(2).atTime(1, 30), ShowStatus.DRAFT);
        FxThread.run(() -> model.look(late));
        FxThread.until(() -> model.day().get() instanceof Day.Shown);
        assertThat(FxThread.get(() -> model.date().get())).isEqualTo(DAY.plusDays(1));
        assertThat(selected(model)).isEqualTo("Metropolis 01:30");
    }
}
