package boxoffice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// One part after the other is lost, and as much goes on as can (SEAT-7, PAY-5).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FallbackIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.start();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final Wire wire = Wire.to(boxOffice.uri());
    private final List<BoxOfficeClient> guests = new ArrayList<>();
    private String ended = "";
    private String token = "";

    @BeforeAll
    void loseRedis() {
        for (int i = 0; i < 20; i++) {
            guests.add(foyer.guest());
        }
        var leaving = foyer.anyone().guest();
        foyer.anyone().signOut(leaving);
        ended = leaving.accessToken();
        token = foyer.anyone().guest().accessToken();
        boxOffice.stopRedis();
    }

    @AfterAll
    void close() {
        boxOffice.close();
    }

    @Test
    @Order(1)
    void withoutRedisSeatsAreLockedByTheDatabaseAlone() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        BoxOfficeClient guest = guests.getFirst();

        SeatLock lock = guest.lock(new LockRequest(show, seats));

        assertThat(lock.fallback()).isEqualTo("database");
        assertThat(guest.extend(lock.lockId()).expiresAt()).isAfter(lock.expiresAt());
        guest.release(lock.lockId());
        assertThat(guests.get(1).lock(new LockRequest(show, seats)).seats()).hasSize(2);
    }

    @Test
    @Order(2)
    void twentyClientsAtFiveSeatsMakeFiveOwnersWithoutRedis() throws Exception {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 5);
        Map<SeatId, Integer> owners = new ConcurrentHashMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> rush = new ArrayList<>();
            for (BoxOfficeClient guest : guests) {
                rush.add(threads.submit(() -> seats.forEach(seat -> lock(guest, show, seat, owners))));
            }
            for (Future<?> client : rush) {
                client.get();
            }
        }

        assertThat(owners).hasSize(5).allSatisfy((seat, count) -> assertThat(count).isEqualTo(1));
    }

    @Test
    @Order(3)
    void withoutRedisWhoHasSignedOutStaysSignedOut() {
        assertThat(wire.as(ended).get("/api/v1/users/me").status()).isEqualTo(401);
        assertThat(wire.as(token).get("/api/v1/users/me").status()).isEqualTo(200);
        var fresh = foyer.anyone().guest();
        foyer.anyone().signOut(fresh);
        assertThat(wire.as(fresh.accessToken()).get("/api/v1/users/me").status()).isEqualTo(401);
    }

    @Test
    @Order(4)
    void withoutRedisTheServerIsReadyAndSaysWhatIsMissing() {
        Wire.Answer ready = wire.get("/health/ready");

        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().path("redis").asText()).isEqualTo("DOWN");
    }

    @Test
    @Order(4)
    void withoutRedisEachNodeCountsForItself() {
        try (BoxOffice node = BoxOffice.start(boxOffice.settings(Map.of("limits.address.requests", "3")))) {
            Wire alone = Wire.to(node.uri());
            String path = "/api/v1/shows/" + foyer.freshShow() + "/seats";

            assertThat(IntStream.range(0, 4).map(i -> alone.get(path).status())).containsExactly(200, 200, 200, 429);
            assertThat(wire.get(path).status()).isEqualTo(200);
        }
    }

    @Test
    @Order(5)
    void aGatewayThatIsAwayLeavesTheSeatsHeldAndTheWishRepeatable() {
        ShowId show = foyer.freshShow();
        BoxOfficeClient guest = guests.get(2);
        SeatLock opened = guest.lock(new LockRequest(show, foyer.seats(show, 1)));
        BookingCreated open = guest.book(card(opened), UUID.randomUUID());
        SeatLock lock = guest.lock(new LockRequest(show, foyer.seats(show, 1)));
        UUID key = UUID.randomUUID();
        boxOffice.gateway().close();

        IntStream.range(0, 2).forEach(i -> {
            Refused away = refusal(() -> guest.book(card(lock), key));
            assertThat(away.problem().code()).isEqualTo("PAYMENT_GATEWAY_TIMEOUT");
            assertThat(away.problem().status()).isEqualTo(504);
        });
        Wire.Answer cancel = wire.as(foyer.anyone().signIn(Foyer.login("staff")).accessToken())
                .post("/api/v1/bookings/" + open.bookingId() + "/cancel", "");

        assertThat(cancel.problem().code()).isEqualTo("PAYMENT_GATEWAY_TIMEOUT");
        assertThat(guest.booking(open.bookingId()).status()).isEqualTo(BookingStatus.PENDING);
        assertThat(guest.bookings().bookings()).hasSize(2);
        assertThat(guest.heartbeat(lock.lockId()).expiresAt()).isNotNull();
    }

    @Test
    @Order(6)
    void withoutTheDatabaseEverybodyIsAskedToComeBack() {
        ShowId show = foyer.freshShow();
        String body = "{\"showId\":\"%s\",\"seatIds\":[\"%s\"]}".formatted(show, foyer.seats(show, 1).getFirst());
        boxOffice.stopDatabase();

        Wire.Answer answer = wire.as(token).post("/api/v1/bookings/lock", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.problem().code()).isEqualTo("SERVICE_TEMPORARILY_UNAVAILABLE");
        assertThat(answer.problem().more()).containsKey("retryAfter");
        assertThat(answer.retryAfter()).isPresent();
        assertThat(wire.get("/health/live").status()).isEqualTo(200);
        assertThat(wire.get("/health/ready").status()).isEqualTo(503);
    }

    private static void lock(BoxOfficeClient guest, ShowId show, SeatId seat, Map<SeatId, Integer> owners) {
        try {
            guest.lock(new LockRequest(show, List.of(seat)));
            owners.merge(seat, 1, Integer::sum);
        } catch (Refused refused) {
            assertThat(refused.problem().code()).isEqualTo("SEAT_UNAVAILABLE");
        }
    }

    private static BookingRequest card(SeatLock lock) {
        return new BookingRequest(lock.lockId(), PaymentMethod.CARD, null, null);
    }

    private static Refused refusal(Runnable request) {
        return catchThrowableOfType(Refused.class, request::run);
    }
}
