package boxoffice.admin.monitor;

import static boxoffice.admin.testing.SampleHouse.DAY;
import static boxoffice.admin.testing.SampleHouse.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.admin.monitor.MonitorModel.Connection;
import boxoffice.admin.testing.FxThread;
import boxoffice.admin.testing.SampleHouse;
import boxoffice.admin.testing.ScriptedServer;
import boxoffice.admin.testing.ScriptedServer.Answer;
import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Accounts.Role;
import boxoffice.model.ProblemCode;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowStatus;
import boxoffice.model.Theaters.ScheduledShow;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonitorModelTest {
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final Instant NOW = Instant.parse("2026-11-20T17:25:00Z");
    private static final ScheduledShow SHOW =
            SampleHouse.show(SMALL, SampleHouse.AMELIE, DAY.atTime(19, 30), ShowStatus.PUBLISHED, 10, 4);

    private final ScriptedServer server = ScriptedServer.start();
    private final CopyOnWriteArrayList<String> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void sell() {
        seats(10, 4);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void seats(int booked, int locked) {
        server.on("GET", path(), request -> Answer.ok(SampleHouse.seats(SHOW, booked, locked)));
    }

    private static String path() {
        return "/shows/" + SHOW.id() + "/seats";
    }

    private MonitorModel open() {
        BoxOfficeClient client = BoxOfficeClient.at(server.address()).with(SampleHouse.session(Role.STAFF));
        return FxThread.get(
                () -> new MonitorModel(
                        client, SHOW, Clock.fixed(NOW, ZoneOffset.UTC), () -> events.add("ended"), OFTEN));
    }

    private static SeatCounts counts(MonitorModel model) {
        return FxThread.get(() -> model.counts()).orElseThrow();
    }

    @Test
    void seatsAreCountedByState() {
        try (MonitorModel model = open()) {
            FxThread.until(() -> model.counts().isPresent());
            SeatCounts counts = counts(model);
            assertThat(counts.of(SeatStatus.BOOKED)).isEqualTo(10);
            assertThat(counts.of(SeatStatus.LOCKED)).isEqualTo(4);
            assertThat(counts.of(SeatStatus.BLOCKED)).isEqualTo(2);
            assertThat(counts.of(SeatStatus.AVAILABLE)).isEqualTo(96);
            assertThat(counts.all()).isEqualTo(112);
            assertThat(counts.revenue().amount()).isEqualTo(new BigDecimal("125.00"));
            assertThat(counts.sold()).isEqualTo(10 / 110.0);
            assertThat(FxThread.get(() -> model.connection().get())).isEqualTo(new Connection.Live());
        }
    }

    @Test
    void whatIsSoldMeanwhileAppears() {
        try (MonitorModel model = open()) {
            FxThread.until(() -> model.counts().isPresent());
            seats(13, 1);
            FxThread.until(() -> counts(model).of(SeatStatus.BOOKED) == 13);
            assertThat(counts(model).of(SeatStatus.LOCKED)).isEqualTo(1);
        }
    }

    @Test
    void aLostConnectionIsSaidAndTheSeatsStay() {
        try (MonitorModel model = open()) {
            FxThread.until(() -> model.counts().isPresent());
            server.on("GET", path(), request -> Answer.problem(ProblemCode.INTERNAL_ERROR, "Broken."));
            FxThread.until(() -> model.connection().get() instanceof Connection.Lost);
            Connection.Lost lost = (Connection.Lost) FxThread.get(() -> model.connection().get());
            assertThat(lost.since()).isEqualTo(NOW);
            assertThat(counts(model).of(SeatStatus.BOOKED)).isEqualTo(10);
            seats(11, 0);
            FxThread.until(() -> model.connection().get() instanceof Connection.Live);
            assertThat(counts(model).of(SeatStatus.BOOKED)).isEqualTo(11);
        }
    }

    @Test
    void aSessionThatEndedIsHandedOver() {
        server.on("GET", path(), request -> Answer.problem(ProblemCode.UNAUTHENTICATED, "Sign in."));
        server.on("POST", "/auth/refresh", request -> Answer.problem(ProblemCode.UNAUTHENTICATED, "Sign in."));
        try (MonitorModel model = open()) {
            FxThread.until(() -> events.contains("ended"));
            assertThat(FxThread.get(() -> model.counts())).isEmpty();
        }
    }

    @Test
    void aClosedMonitorAsksNoMore() {
        MonitorModel model = open();
        FxThread.until(() -> model.counts().isPresent());
        FxThread.run(model::close);
        seats(50, 0);
        int asked = server.requests().size();
        // a second model asks twice while the closed one, if it still asked, would ask as often
        try (MonitorModel other = open()) {
            FxThread.until(() -> server.requests().size() >= asked + 2 && other.counts().isPresent());
            assertThat(counts(other).of(SeatStatus.BOOKED)).isEqualTo(50);
        }
        assertThat(counts(model).of(SeatStatus.BOOKED)).isEqualTo(10);
    }
}
