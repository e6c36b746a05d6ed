package boxoffice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.client.BoxOfficeException.Unreachable;
import boxoffice.client.Server.Answer;
import boxoffice.model.Accounts.Role;
import boxoffice.model.Accounts.Session;
import boxoffice.model.Accounts.User;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Bookings.PaymentRequest;
import boxoffice.model.UserId;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoxOfficeClientTest {
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final String ME = "GET /api/v1/users/me";
    private static final String REFRESH = "POST /api/v1/auth/refresh";
    private static final Session OLD = new Session(
            "old", "refresh-1", Instant.EPOCH, new User(new UserId(ID), Role.GUEST, null, null, null));
    private static final String USER = "{\"id\":\"" + ID + "\",\"role\":\"GUEST\",\"more\":1}";

    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = Server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theSessionsTokenGoesWithEveryRequestAndNowhereElse() {
        server.on(ME, asked -> Answer.of(200, USER));
        server.on("GET /api/v1/movies", asked -> Answer.of(200, "{\"movies\":[]}"));

        assertThat(client().with(OLD).me().id()).isEqualTo(new UserId(ID));
        client().movies();

        assertThat(server.asked(ME).getFirst().header("Authorization")).isEqualTo("Bearer old");
        assertThat(server.asked("GET /api/v1/movies").getFirst().header("Authorization")).isEmpty();
    }

    @Test
    void aTokenThatIsOverIsRenewedAndTheRequestRepeated() {
        renewing();
        BoxOfficeClient guest = client().with(OLD);

        assertThat(guest.me().role()).isEqualTo(Role.GUEST);
        assertThat(guest.me().role()).isEqualTo(Role.GUEST);

        assertThat(server.asked(REFRESH)).singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"refreshToken\":\"refresh-1\"}"));
        assertThat(server.asked(ME)).hasSize(3);
    }

    @Test
    void manyRequestsAtOnceRenewTheTokenOnce() throws Exception {
        renewing();
        BoxOfficeClient guest = client().with(OLD);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var users = threads.invokeAll(
                    IntStream.range(0, 20).<Callable<User>>mapToObj(i -> guest::me).toList());
            assertThat(users).allSatisfy(user -> assertThat(user.resultNow().id()).isEqualTo(new UserId(ID)));
        }

        assertThat(server.asked(REFRESH)).hasSize(1);
    }

    @Test
    void aSessionThatIsOverIsARefusalAndNoEndlessLoop() {
        server.on(ME, asked -> problem(401, "UNAUTHENTICATED"));
        server.on(REFRESH, asked -> problem(401, "UNAUTHENTICATED"));

        assertThat(refused(() -> client().with(OLD).me()).problem().code()).isEqualTo("UNAUTHENTICATED");
        assertThat(server.asked(ME)).hasSize(1);
    }

    @Test
    void wrongCredentialsRenewNothing() {
        server.on(ME, asked -> problem(401, "CREDENTIALS_INVALID"));

        assertThat(refused(() -> client().with(OLD).me()).problem().code()).isEqualTo("CREDENTIALS_INVALID");
        assertThat(server.asked(REFRESH)).isEmpty();
    }

    @Test
    void aProblemIsToldAsTheServerToldIt() {
        server.on(ME, asked -> Answer.of(409, """
                {"type":"/problems/x","title":"Taken","status":409,"code":"SEAT_UNAVAILABLE","detail":"C7 is taken.",
                 "errors":[],"unavailableSeats":["C7"]}"""));

        Refused refused = refused(() -> client().me());

        assertThat(refused.problem().status()).isEqualTo(409);
        assertThat(refused.problem().more()).containsEntry("unavailableSeats", java.util.List.of("C7"));
        assertThat(refused).hasMessage("SEAT_UNAVAILABLE: C7 is taken.");
    }

    @Test
    void whateverElseStandsThereAnswersWithAStatusAtLeast() {
        server.on(ME, asked -> Answer.of(502, "<html>Bad gateway</html>"));
        assertThat(refused(() -> client().me()).problem().code()).isEqualTo("HTTP_502");

        server.on(ME, asked -> Answer.of(500, "{}"));
        assertThat(refused(() -> client().me()).problem().code()).isEqualTo("HTTP_500");

        server.on(ME, asked -> Answer.of(200, "<html>Welcome to this network</html>"));
        assertThat(catchThrowableOfType(Unreachable.class, () -> client().me())).isNotNull();
    }

    @Test
    void nobodyThereIsUnreachable() {
        URI gone = server.uri();
        server.close();

        assertThat(catchThrowableOfType(Unreachable.class, () -> BoxOfficeClient.at(gone).me())).isNotNull();
    }

    @Test
    void namesAndKeysGoOverTheWireUnharmed() {
        String movies = "GET /api/v1/movies?city=S%C3%A3o+Paulo+%26+more&date=2026-05-31";
        server.on(movies, asked -> Answer.of(200, "{\"movies\":[]}"));
        server.on("POST /api/v1/payments", asked -> problem(404, "BOOKING_NOT_FOUND"));

        client().movies("São Paulo & more", LocalDate.of(2026, 5, 31));
        refused(() -> client().pay(new PaymentRequest(new BookingId(ID), PaymentMethod.CARD), ID));

        assertThat(server.asked(movies)).hasSize(1);
        assertThat(server.asked("POST /api/v1/payments").getFirst().header("Idempotency-key")).isEqualTo(ID.toString());
    }

    private void renewing() {
        server.on(
                ME, asked -> asked.header("Authorization").equals("Bearer new")
                        ? Answer.of(200, USER)
                        : problem(401, "UNAUTHENTICATED"));
        server.on(
                REFRESH, asked -> Answer.of(
                        200,
                        """
                                {"accessToken":"new","refreshToken":"refresh-2","expiresAt":"2026-05-31T19:30:00Z","user":%s}"""
                                .formatted(USER)));
    }

    private BoxOfficeClient client() {
        return BoxOfficeClient.at(server.uri());
    }

    private static Answer problem(int status, String code) {
        return new Answer(
                status,
                "{\"type\":\"x\",\"title\":\"x\",\"status\":%d,\"code\":\"%s\",\"detail\":\"x\",\"errors\":[]}"
                        .formatted(status, code),
                Map.of("Content-Type", "application/problem+json"));
    }

    private static Refused refused(Runnable request) {
        return catchThrowableOfType(Refused.class, request::run);
    }
}
