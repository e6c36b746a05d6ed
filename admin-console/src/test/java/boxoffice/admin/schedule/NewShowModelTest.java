package boxoffice.admin.schedule;

import static boxoffice.admin.testing.SampleHouse.DAY;
import static boxoffice.admin.testing.SampleHouse.LARGE;
import static boxoffice.admin.testing.SampleHouse.METROPOLIS;
import static boxoffice.admin.testing.SampleHouse.SMALL;
import static boxoffice.admin.testing.SampleHouse.SPIDER_VERSE;
import static boxoffice.admin.testing.SampleHouse.SPIRITED_AWAY;
import static boxoffice.admin.testing.SampleHouse.THEATER;
import static boxoffice.admin.testing.SampleHouse.ZONE;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.admin.schedule.NewShowModel.Field;
import boxoffice.admin.schedule.NewShowModel.Times;
import boxoffice.admin.testing.FxThread;
import boxoffice.admin.testing.SampleHouse;
import boxoffice.admin.testing.ScriptedServer;
import boxoffice.admin.testing.ScriptedServer.Answer;
import boxoffice.client.BoxOfficeClient;
import boxoffice.fx.Messages;
import boxoffice.model.Accounts.Role;
import boxoffice.model.InvalidField;
import boxoffice.model.Movies.Movie;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.ShowStatus;
import boxoffice.model.Theaters.Conflict;
import boxoffice.model.Theaters.NewShow;
import boxoffice.model.Theaters.ScheduledShow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewShowModelTest {
    private static final Messages MESSAGES = Messages.of("boxoffice.admin.messages", Locale.ENGLISH);
    private static final ScheduledShow TAKEN =
            SampleHouse.show(LARGE, METROPOLIS, DAY.atTime(17, 15), ShowStatus.PUBLISHED, 12, 0);

    private final ScriptedServer server = ScriptedServer.start();
    private final List<ScheduledShow> saved = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final NewShowModel model = FxThread.get(
            () -> new NewShowModel(
                    BoxOfficeClient.at(server.address()).with(SampleHouse.session(Role.MANAGER)),
                    THEATER,
                    SampleHouse.TRAILERS,
                    LARGE,
                    DAY,
                    MESSAGES,
                    saved::add,
                    () -> events.add("session ended")));

    @AfterEach
    void close() {
        server.close();
    }

    private void enter(Movie film, String time, String price) {
        FxThread.run(() -> {
            model.film().set(Optional.of(film));
            model.time().set(time);
            model.price().set(price);
        });
    }

    private void save() {
        FxThread.run(model::save);
        FxThread.until(() -> !model.saving().get());
    }

    private String error(Field field) {
        return FxThread.get(() -> model.errors().now(field));
    }

    private Optional<Times> times() {
        return FxThread.get(() -> model.times().get());
    }

    private void refuse(Problem problem) {
        server.on("POST", "/shows", request -> Answer.problem(problem));
    }

    @Test
    void theEndFollowsFromTrailersFilmBreakAndCleanUp() {
        assertThat(times()).isEmpty();
        enter(METROPOLIS, "18:45", "");
        Times times = times().orElseThrow();
        assertThat(times.starts()).isEqualTo(DAY.atTime(18, 45).atZone(ZONE).toInstant());
        assertThat(times.ends()).isEqualTo(DAY.atTime(21, 33).atZone(ZONE).toInstant());
        assertThat(times.cleared()).isEqualTo(DAY.atTime(21, 53).atZone(ZONE).toInstant());
        FxThread.run(() -> model.interval().set("15"));
        assertThat(times().orElseThrow().ends()).isEqualTo(DAY.atTime(21, 48).atZone(ZONE).toInstant());
        FxThread.run(() -> model.time().set("soon"));
        assertThat(times()).isEmpty();
    }

    @Test
    void whatIsMissingIsSaidBesideEachFieldAndNobodyIsAsked() {
        FxThread.run(() -> {
            model.date().set(Optional.empty());
            model.interval().set("90");
        });
        save();
        assertThat(error(Field.FILM)).isEqualTo("Choose a film.");
        assertThat(error(Field.DATE)).isEqualTo("Enter a date.");
        assertThat(error(Field.TIME)).isEqualTo("Write it as 18:45.");
        assertThat(error(Field.INTERVAL)).isEqualTo("Enter 0 to 60.");
        assertThat(error(Field.PRICE)).isEqualTo("Enter a price above 0.");
        assertThat(FxThread.get(() -> model.errors().first())).contains(Field.FILM);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aTimeThatTheClocksSkipIsSaid() {
        enter(METROPOLIS, "2:30", "12");
        FxThread.run(() -> model.date().set(Optional.of(LocalDate.of(2026, 3, 29))));
        save();
        assertThat(error(Field.TIME)).isEqualTo("The clocks skip this.");
    }

    @Test
    void onlyFormatsOfBothFilmAndScreenAreOffered() {
        enter(SPIDER_VERSE, "", "");
        assertThat(FxThread.get(() -> model.formats().get())).containsExactly("2D", "3D", "IMAX");
        FxThread.run(() -> model.format().set("IMAX"));
        FxThread.run(() -> model.screen().set(SMALL));
        assertThat(FxThread.get(() -> model.formats().get())).containsExactly("2D");
        assertThat(FxThread.get(() -> model.format().get())).isEqualTo("2D");
    }

    @Test
    void theFilmsOwnLanguageIsProposed() {
        enter(SPIRITED_AWAY, "", "");
        assertThat(FxThread.get(() -> model.language().get())).contains("ja");
        assertThat(FxThread.get(() -> model.subtitles().get())).isEmpty();
    }

    @Test
    void whatWasEnteredIsSentAndTheDraftHandedOn() {
        ScheduledShow draft = SampleHouse.show(LARGE, SPIRITED_AWAY, DAY.atTime(20, 30), ShowStatus.DRAFT, 0, 0);
        server.on("POST", "/shows", request -> Answer.ok(draft));
        enter(SPIRITED_AWAY, "8:30 pm", "12,5");
        FxThread.run(() -> model.subtitles().set(Optional.of("de")));
        save();
        assertThat(saved).containsExactly(draft);
        assertThat(server.requests().getFirst().body(NewShow.class))
                .isEqualTo(
                        new NewShow(
                                LARGE.id(),
                                SPIRITED_AWAY.id(),
                                DAY.atTime(20, 30),
                                new BigDecimal("12.50"),
                                "2D",
                                "ja",
                                "de",
                                0));
    }

    @Test
    void anOverlapIsExplainedAndItsProposalTaken() {
        LocalDateTime free = DAY.atTime(20, 25);
        refuse(
                Problem.of(ProblemCode.SHOW_OVERLAPS, "Taken.")
                        .with(
                                "conflicts",
                                List.of(new Conflict(TAKEN.id(), TAKEN.title(), TAKEN.starts(), TAKEN.cleared())))
                        .with("nearestStart", free));
        enter(SPIRITED_AWAY, "18:45", "12");
        save();
        Overlap overlap = FxThread.get(() -> model.overlap().get()).orElseThrow();
        assertThat(overlap.conflicts()).extracting(Conflict::title).containsExactly("Metropolis");
        assertThat(overlap.nearestStart()).contains(free);
        assertThat(saved).isEmpty();

        FxThread.run(model::acceptProposal);
        assertThat(FxThread.get(() -> model.time().get())).isEqualTo("20:25");
        assertThat(FxThread.get(() -> model.overlap().get())).isEmpty();
        assertThat(times().orElseThrow().starts()).isEqualTo(free.atZone(ZONE).toInstant());
    }

    @Test
    void aProposalOnTheNextDateTakesTheDateAlong() {
        refuse(
                Problem.of(ProblemCode.SHOW_OVERLAPS, "Taken.")
                        .with("nearestStart", DAY.plusDays(1).atTime(0, 10)));
        enter(SPIRITED_AWAY, "23:00", "12");
        save();
        FxThread.run(model::acceptProposal);
        assertThat(FxThread.get(() -> model.date().get())).contains(DAY.plusDays(1));
        assertThat(FxThread.get(() -> model.time().get())).isEqualTo("00:10");
    }

    @Test
    void theServersComplaintStandsBesideItsField() {
        refuse(
                Problem.of(ProblemCode.INVALID_FIELD, "A field is wrong.")
                        .with(new InvalidField("format", "cannot be shown there", "2D")));
        enter(SPIRITED_AWAY, "18:45", "12");
        save();
        assertThat(error(Field.FORMAT)).isEqualTo("It cannot be shown there. Allowed: 2D.");
        assertThat(FxThread.get(() -> model.failure().get())).isEmpty();
    }

    @Test
    void aComplaintAboutNoFieldOfOursIsSaidToo() {
        refuse(
                Problem.of(ProblemCode.INVALID_FIELD, "mood is missing; allowed: a value")
                        .with(new InvalidField("mood", "is missing", "a value")));
        enter(SPIRITED_AWAY, "18:45", "12");
        save();
        assertThat(FxThread.get(() -> model.failure().get()).orElseThrow().words(MESSAGES))
                .isEqualTo("mood is missing; allowed: a value");
    }

    @Test
    void aServerThatDoesNotAnswerIsSaidAndWhatWasEnteredStays() {
        server.close();
        enter(SPIRITED_AWAY, "18:45", "12");
        save();
        assertThat(FxThread.get(() -> model.failure().get()).orElseThrow().words(MESSAGES))
                .startsWith("The server does not answer.");
        assertThat(FxThread.get(() -> model.time().get())).isEqualTo("18:45");
    }

    @Test
    void whoMayNotPlanIsToldWhoMay() {
        refuse(Problem.of(ProblemCode.FORBIDDEN, "No."));
        enter(SPIRITED_AWAY, "18:45", "12");
        save();
        assertThat(FxThread.get(() -> model.failure().get()).orElseThrow().words(MESSAGES))
                .isEqualTo("Your sign-in may not do this. Ask a manager of this theater.");
    }

    @Test
    void aSessionThatEndedIsHandedOver() {
        refuse(Problem.of(ProblemCode.UNAUTHENTICATED, "Sign in."));
        server.on("POST", "/auth/refresh", request -> Answer.problem(ProblemCode.UNAUTHENTICATED, "Sign in."));
        enter(SPIRITED_AWAY, "18:45", "12");
        save();
        assertThat(events).containsExactly("session ended");
    }

    @Test
    void savingTwiceSavesOnce() {
        ScheduledShow draft = SampleHouse.show(LARGE, SPIRITED_AWAY, DAY.atTime(20, 30), ShowStatus.DRAFT, 0, 0);
        server.on("POST", "/shows", request -> Answer.ok(draft));
        server.holdBack();
        enter(SPIRITED_AWAY, "20:30", "12");
        FxThread.run(model::save);
        FxThread.run(model::save);
        server.letGo();
        FxThread.until(() -> !model.saving().get());
        assertThat(server.requests()).hasSize(1);
    }
}
