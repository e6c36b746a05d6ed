package boxoffice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.LockId;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Faults;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Program;
import boxoffice.server.testing.TestBoxOffice;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A server that is killed in the middle of a claim leaves nothing that outlasts a lock (SEAT-7, SEAT-8).
class KilledServerIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);

    @Test
    void aClaimWhoseServerDiesBeforeTheAnswerIsItsHoldersOrNobodys() throws Exception {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        // Rows that exist can be held up.
        BoxOfficeClient early = foyer.guest();
        early.release(early.lock(new LockRequest(show, seats)).lockId());
        var session = foyer.anyone().guest();
        Process server = start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            BoxOfficeClient there = BoxOfficeClient.at(readyAt(server)).with(session);
            Future<SeatLock> answer = boxOffice.database().transaction(sql -> {
                sql.sql("SELECT 1 AS one FROM show_seats WHERE show_id = :show FOR UPDATE")
                        .with("show", show)
                        .list(row -> row.integer("one"));
                Future<SeatLock> asked = threads.submit(() -> there.lock(new LockRequest(show, seats)));
                await().atMost(Duration.ofSeconds(5)).until(() -> asked.isDone() || aClaimWaits());
                assertThat(asked).isNotDone();
                Faults.kill(server.pid());
                return asked;
            });
            assertThat(catchThrowableOfType(ExecutionException.class, answer::get))
                    .hasCauseInstanceOf(BoxOfficeException.class);
        } finally {
            server.destroyForcibly().waitFor();
        }

        assertThat(refusal(show, seats)).isEqualTo("SEAT_UNAVAILABLE");
        SeatLock again = foyer.anyone().with(session).lock(new LockRequest(show, seats));
        assertThat(again.seats()).hasSize(2);
        assertThat(locks(show)).contains(again.lockId());
        boxOffice.age(again.lockId(), Duration.ofMinutes(11));
        // What a node has read of the seats, it may believe for a second.
        SeatLock next = await().ignoreExceptionsInstanceOf(Refused.class)
                .until(() -> foyer.guest().lock(new LockRequest(show, seats)), Objects::nonNull);
        assertThat(next.fallback()).isNull();
    }

    private boolean aClaimWaits() {
        return boxOffice.database().sql("""
                SELECT count(*) AS claims
                  FROM pg_stat_activity
                 WHERE wait_event_type = 'Lock'
                   AND query LIKE '%within_quota%'""").one(row -> row.integer("claims") == 1).orElseThrow();
    }

    private List<LockId> locks(ShowId show) {
        return boxOffice.database().sql("""
                SELECT id
                  FROM seat_locks
                 WHERE show_id = :show
                   AND closed_at IS NULL""").with("show", show).list(row -> new LockId(row.uuid("id")));
    }

    private String refusal(ShowId show, List<SeatId> seats) {
        BoxOfficeClient stranger = foyer.guest();
        return catchThrowableOfType(Refused.class, () -> stranger.lock(new LockRequest(show, seats))).problem().code();
    }

    private Process start() throws IOException {
        Settings settings = boxOffice.settings(Map.of());
        Map<String, String> environment = new HashMap<>();
        environment.put("SERVER_PORT", "0");
        environment.put("DATABASE_URL", settings.databaseUrl().orElseThrow());
        environment.put("REDIS_URL", settings.redisUrl().orElseThrow());
        environment.put(
                "SECURITY_MASTERKEY",
                java.util.Base64.getEncoder().encodeToString(settings.masterKey().orElseThrow()));
        environment.put("PAYMENT_GATEWAY_URL", settings.gateway().url().toString());
        environment.put("PAYMENT_GATEWAY_KEY", settings.gateway().key());
        environment.put("PAYMENT_GATEWAY_WEBHOOK_SECRET", settings.gateway().webhookSecret());
        for (String limit : List.of("USER_REQUESTS", "USER_LOCKS", "USER_PAYMENTS", "ADDRESS_REQUESTS")) {
            environment.put("LIMITS_" + limit, "1000000");
        }
        ProcessBuilder program = new ProcessBuilder(Program.command(Main.class));
        program.environment().putAll(environment);
        return program.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static URI readyAt(Process server) throws IOException {
        String line = server.inputReader().readLine();
        assertThat(line).startsWith("box office ready at ");
        return URI.create(line.substring(line.indexOf("http")));
    }
}
