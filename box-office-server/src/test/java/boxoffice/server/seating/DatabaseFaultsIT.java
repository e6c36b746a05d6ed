package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Accounts.Session;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.server.BoxOffice;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.LossyLine;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Whatever becomes of PostgreSQL, guests are asked to come back, locks live on, and it sells again soon after (SEAT-7).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseFaultsIT {
    private static final Duration BACK = Duration.ofSeconds(10);

    private final TestBoxOffice boxOffice = TestBoxOffice.start();
    private final Foyer foyer = Foyer.of(boxOffice);

    @AfterAll
    void close() {
        boxOffice.close();
    }

    @Test
    void aFrozenDatabaseAsksManyToComeBackWithinSecondsAndKeepsTheLocks() throws Exception {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        BoxOfficeClient guest = foyer.guest();
        SeatLock before = guest.lock(new LockRequest(show, seats.subList(0, 1)));
        String token = foyer.anyone().guest().accessToken();
        List<Wire.Answer> answers = new ArrayList<>();
        List<Duration> took = new ArrayList<>();

        boxOffice.whileDatabaseIsFrozen(() -> {
            Instant start = Instant.now();
            answers.addAll(askAtOnce(60, token, show, seats.get(1)));
            took.add(Duration.between(start, Instant.now()));
        });

        assertThat(took.getFirst()).isLessThan(Duration.ofSeconds(8));
        assertThat(answers).hasSize(60)
                .filteredOn(answer -> answer.status() != 200)
                .hasSizeGreaterThan(7)
                .allSatisfy(DatabaseFaultsIT::comeBack);
        back(token, show, seats.get(1));
        assertThat(guest.heartbeat(before.lockId()).expiresAt()).isEqualTo(before.expiresAt());
    }

    @Test
    void aKilledDatabaseKeepsTheLocksAndSellsAgainWhenItIsBack() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        BoxOfficeClient guest = foyer.guest();
        SeatLock before = guest.lock(new LockRequest(show, seats.subList(0, 1)));
        String token = foyer.anyone().guest().accessToken();

        boxOffice.killDatabase();
        comeBack(ask(token, show, seats.get(1)));
        boxOffice.startDatabase();

        back(token, show, seats.get(1));
        assertThat(guest.heartbeat(before.lockId()).expiresAt()).isEqualTo(before.expiresAt());
        assertThat(refusal(foyer.guest(), show, seats.get(0))).isEqualTo("SEAT_UNAVAILABLE");
    }

    @Test
    void aRestartOfTheDatabaseIsOverForGuestsWhenItIsOver() {
        ShowId show = foyer.freshShow();
        SeatId seat = foyer.seats(show, 1).getFirst();

        boxOffice.stopDatabase();
        boxOffice.startDatabase();

        back(show, seat);
    }

    @Test
    void connectionsThatAreAllInUseAskOthersToComeBackAndHarmNobody() throws Exception {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 3);
        foyer.guest().lock(new LockRequest(show, seats));
        String token = foyer.anyone().guest().accessToken();
        try (BoxOffice small = BoxOffice.start(boxOffice.settings(Map.of("database.pool", "2")))) {
            Wire wire = Wire.to(small.uri());
            SeatId free = foyer.seats(show, 1).getFirst();
            List<Wire.Answer> answers = new ArrayList<>();
            boxOffice.database().transaction(sql -> {
                sql.sql("LOCK TABLE show_seats").update();
                answers.addAll(askAtOnce(wire, 8, token, show, free));
                return answers;
            });

            assertThat(answers).filteredOn(answer -> answer.status() != 200)
                    .isNotEmpty()
                    .allSatisfy(
                            DatabaseFaultsIT::comeBack);
            back(token, show, free);
        }
    }

    @Test
    void whoseAnswerWasLostGetsTheSeatsByAskingAgainAndNobodyElseDoes() throws Exception {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        String url = boxOffice.settings(Map.of()).databaseUrl().orElseThrow();
        int port = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
        try (LossyLine line = LossyLine.to(port);
                BoxOffice far = BoxOffice.start(
                        boxOffice.settings(Map.of("database.url", url.replace(":" + port, ":" + line.port()))))) {
            BoxOfficeClient anyone = BoxOfficeClient.at(far.uri());
            Session session = anyone.guest();
            line.loseAnswersTo("INSERT INTO seat_locks");

            comeBack(Wire.to(far.uri()).as(session.accessToken()).post("/api/v1/bookings/lock", body(show, seats)));
            await().atMost(BACK).until(() -> locks(show) == 1);
            line.hangUp();

            BoxOfficeClient guest = anyone.with(session);
            SeatLock lock = await().atMost(BACK)
                    .ignoreExceptions()
                    .until(() -> guest.lock(new LockRequest(show, seats)), held -> held.seats().size() == 2);
            assertThat(locks(show)).isEqualTo(1);
            assertThat(guest.heartbeat(lock.lockId()).expiresAt()).isEqualTo(lock.expiresAt());
            assertThat(refusal(foyer.guest(), show, seats.getFirst())).isEqualTo("SEAT_UNAVAILABLE");
        }
    }

    private List<Wire.Answer> askAtOnce(int times, String token, ShowId show, SeatId seat) {
        return askAtOnce(Wire.to(boxOffice.uri()), times, token, show, seat);
    }

    private static List<Wire.Answer> askAtOnce(Wire wire, int times, String token, ShowId show, SeatId seat) {
        String body = body(show, List.of(seat));
        List<Future<Wire.Answer>> asked = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                boolean looks = i % 8 != 0;
                asked.add(
                        threads.submit(
                                () -> looks
                                        ? wire.get("/api/v1/shows/" + show + "/seats")
                                        : wire.as(token).post("/api/v1/bookings/lock", body)));
            }
        }
        return asked.stream().map(Future::resultNow).toList();
    }

    private Wire.Answer ask(String token, ShowId show, SeatId seat) {
        return Wire.to(boxOffice.uri()).as(token).post("/api/v1/bookings/lock", body(show, List.of(seat)));
    }

    private static String body(ShowId show, List<SeatId> seats) {
        return "{\"showId\":\"%s\",\"seatIds\":[%s]}"
                .formatted(show, String.join(",", seats.stream().map(seat -> "\"" + seat + "\"").toList()));
    }

    private static void comeBack(Wire.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.problem().code()).isEqualTo("SERVICE_TEMPORARILY_UNAVAILABLE");
        assertThat(answer.problem().more()).containsKey("retryAfter");
        assertThat(answer.retryAfter()).isPresent();
    }

    private void back(ShowId show, SeatId seat) {
        await().atMost(BACK)
                .ignoreExceptions()
                .until(() -> foyer.guest().lock(new LockRequest(show, List.of(seat))).seats().size() == 1);
    }

    /// For the guest who asked meanwhile: a claim whose answer was lost may have been committed, and then the seat is theirs.
    private void back(String token, ShowId show, SeatId seat) {
        await().atMost(BACK).until(() -> ask(token, show, seat).status() == 200);
    }

    private int locks(ShowId show) {
        return boxOffice.database()
                .sql("SELECT count(*) AS locks FROM seat_locks WHERE show_id = :show")
                .with("show", show)
                .one(row -> row.integer("locks"))
                .orElseThrow();
    }

    private static String refusal(BoxOfficeClient guest, ShowId show, SeatId seat) {
        return catchThrowableOfType(Refused.class, () -> guest.lock(new LockRequest(show, List.of(seat))))
                .problem()
                .code();
    }
}
