package boxoffice.server.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Accounts.DeviceKey;
import boxoffice.model.Accounts.DeviceLogin;
import boxoffice.model.Accounts.EnrolRequest;
import boxoffice.model.Accounts.NewDevice;
import boxoffice.model.Accounts.Session;
import boxoffice.model.LockId;
import boxoffice.model.ShowId;
import boxoffice.model.TheaterId;
import boxoffice.server.BoxOffice;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import boxoffice.server.testing.Wire.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The limits that guests meet, on two nodes that share one Redis (SEC-1).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RateLimitIT {
    private static final String PROXY = "X-Forwarded-For";

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final List<BoxOffice> nodes = new ArrayList<>();
    private final ShowId show = foyer.freshShow();

    @BeforeAll
    void startTwoNodes() {
        for (int i = 0; i < 2; i++) {
            nodes.add(BoxOffice.start(boxOffice.settings(strict(Map.of()))));
        }
    }

    @AfterAll
    void stop() {
        nodes.forEach(BoxOffice::close);
    }

    @Test
    void aUserHasAHundredRequestsAMinuteOnAllNodesTogether() throws Exception {
        Session guest = foyer.anyone().guest();
        List<Future<Answer>> asked = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 240; i++) {
                Wire wire = wire(i % 2).as(guest.accessToken());
                asked.add(threads.submit(() -> wire.send("GET", seats(), "", PROXY, address())));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Answer> answer : asked) {
            statuses.add(answer.get().status());
        }

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(100);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(140);
    }

    @Test
    void anAddressHasAHundredRequestsAMinuteWhoeverAsks() {
        String address = address();
        List<Integer> statuses = IntStream.range(0, 101)
                .map(i -> wire(0).send("GET", seats(), "", PROXY, "203.0.113.9, " + address).status())
                .boxed()
                .toList();

        assertThat(statuses.subList(0, 100)).containsOnly(200);
        assertThat(statuses.getLast()).isEqualTo(429);
        Session guest = foyer.anyone().guest();
        assertThat(wire(1).as(guest.accessToken()).send("GET", seats(), "", PROXY, address).status()).isEqualTo(429);
        assertThat(wire(0).send("GET", seats(), "", PROXY, address()).status()).isEqualTo(200);
    }

    @Test
    void anEnrolledKioskAndItsWalkInsAreNotCountedByTheirAddress() {
        String address = address();
        IntStream.range(0, 101).forEach(i -> wire(0).send("GET", seats(), "", PROXY, address));
        BoxOfficeClient device = kiosk();
        Session walkIn = device.guest();

        assertThat(wire(0).as(walkIn.accessToken()).send("GET", seats(), "", PROXY, address).status()).isEqualTo(200);
    }

    @Test
    void anAnswerTellsHowItsSenderStands() {
        String address = address();
        wire(0).send("GET", seats(), "", PROXY, address);
        Answer second = wire(0).send("GET", seats(), "", PROXY, address);

        assertThat(second.header("RateLimit-Limit")).contains("100");
        assertThat(second.header("RateLimit-Remaining")).contains("98");
        assertThat(second.header("RateLimit-Reset").map(Integer::parseInt).orElseThrow()).isBetween(50, 60);
        Answer taken = wire(0).send("DELETE", "/api/v1/bookings/lock/" + UUID.randomUUID(), "", PROXY, address);
        assertThat(taken.status()).isEqualTo(401);
        assertThat(taken.header("RateLimit-Remaining")).contains("97");
    }

    @Test
    void aUserTriesTenTimesAMinuteToLockSeatsOnAllNodesTogether() {
        Session guest = foyer.anyone().guest();
        List<Answer> answers = IntStream.range(0, 12).mapToObj(i -> lock(i % 2, guest, address())).toList();

        assertThat(answers.subList(0, 10)).extracting(Answer::status).doesNotContain(429);
        Answer refused = answers.getLast();
        assertThat(answers.subList(10, 12)).extracting(Answer::status).containsOnly(429);
        assertThat(refused.problem().code()).isEqualTo("RATE_LIMITED");
        assertThat(refused.header("RateLimit-Limit")).contains("10");
        assertThat(refused.header("RateLimit-Remaining")).contains("0");
        int seconds = refused.retryAfter().map(Integer::parseInt).orElseThrow();
        assertThat(seconds).isBetween(50, 60);
        assertThat(refused.problem().more()).containsEntry("retryAfter", seconds);
        assertThat(refused.header("RateLimit-Reset")).contains(Integer.toString(seconds));
    }

    @Test
    void aKioskTriesThirtyTimesAMinuteWhoeverStandsBeforeIt() {
        BoxOfficeClient device = kiosk();
        List<Integer> statuses = new ArrayList<>();
        for (int walkIn = 0; walkIn < 4; walkIn++) {
            Session guest = device.guest();
            IntStream.range(0, 8).forEach(i -> statuses.add(lock(i % 2, guest, address()).status()));
        }

        assertThat(statuses.subList(0, 30)).doesNotContain(429);
        assertThat(statuses.subList(30, 32)).containsOnly(429);
    }

    @Test
    void aUserTriesFiveTimesAMinuteToPayOnAllNodesTogether() {
        Session guest = foyer.anyone().guest();
        List<Answer> answers =
                IntStream.range(0, 7).mapToObj(i -> i % 3 == 0 ? book(i % 2, guest) : payAgain(i % 2, guest)).toList();

        assertThat(answers.subList(0, 5)).extracting(answer -> answer.problem().code())
                .containsOnly("LOCK_INVALID", "BOOKING_NOT_FOUND");
        assertThat(answers.subList(5, 7)).extracting(Answer::status).containsOnly(429);
        assertThat(answers.getLast().problem().code()).isEqualTo("RATE_LIMITED");
        assertThat(answers.getLast().header("RateLimit-Limit")).contains("5");
        assertThat(answers.getLast().retryAfter().map(Integer::parseInt).orElseThrow()).isBetween(50, 60);
        assertThat(lock(0, guest, address()).status()).as("seats are locked by another measure").isNotEqualTo(429);
    }

    @Test
    void aKioskIsPaidAtThirtyTimesAMinuteAndStaffAreAsOften() {
        BoxOfficeClient device = kiosk();
        List<Integer> atKiosk = new ArrayList<>();
        for (int walkIn = 0; walkIn < 7; walkIn++) {
            Session guest = device.guest();
            IntStream.range(0, 5).forEach(i -> atKiosk.add(book(i % 2, guest).status()));
        }
        Session manager = foyer.anyone().signIn(Foyer.login("manager"));
        List<Integer> byStaff = IntStream.range(0, 31).map(i -> book(i % 2, manager).status()).boxed().toList();

        assertThat(atKiosk.subList(0, 30)).doesNotContain(429);
        assertThat(atKiosk.subList(30, 35)).containsOnly(429);
        assertThat(byStaff.subList(0, 30)).doesNotContain(429);
        assertThat(byStaff.getLast()).isEqualTo(429);
    }

    @Test
    void aUserExtendsFiveTimesASecondAndAgainInTheNext() {
        Session guest = foyer.anyone().guest();
        List<Integer> statuses = IntStream.range(0, 200)
                .mapToObj(i -> extend(i % 2, guest))
                .takeWhile(status -> status != 429)
                .toList();

        assertThat(statuses).hasSizeBetween(5, 99).containsOnly(404);
        await().atMost(Duration.ofSeconds(5)).until(() -> extend(0, guest) == 404);
    }

    @Test
    void aWindowThatHasEndedGivesAllPermitsBack() {
        try (BoxOffice node = BoxOffice.start(
                boxOffice.settings(strict(Map.of("limits.window", "PT1S", "limits.address.requests", "3"))))) {
            Wire wire = Wire.to(node.uri());
            String address = address();
            assertThat(IntStream.range(0, 50).map(i -> wire.send("GET", seats(), "", PROXY, address).status()))
                    .contains(429);

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> wire.send("GET", seats(), "", PROXY, address).status() == 200);
        }
    }

    @Test
    void aHeaderThatIsNoAddressCountsForTheConnection() {
        // All tests come from this machine's address. A node that finds no Redis counts only what comes to itself.
        Map<String, String> alone = Map.of("limits.address.requests", "2", "redis.url", "redis://127.0.0.1:1");
        try (BoxOffice node = BoxOffice.start(boxOffice.settings(strict(alone)))) {
            Wire wire = Wire.to(node.uri());

            List<Integer> statuses = List.of("unknown", "localhost", "", "10.0.0.1.2")
                    .stream()
                    .map(text -> wire.send("GET", seats(), "", PROXY, text).status())
                    .toList();

            assertThat(statuses).containsExactly(200, 200, 429, 429);
        }
    }

    private Answer lock(int node, Session guest, String address) {
        String body = "{\"showId\":\"%s\",\"seatIds\":[\"no such seat\"]}".formatted(show);
        return wire(node).as(guest.accessToken()).post("/api/v1/bookings/lock", body, PROXY, address);
    }

    private Answer book(int node, Session user) {
        String body = "{\"lockId\":\"%s\",\"paymentMethod\":\"CARD\"}".formatted(UUID.randomUUID());
        return wire(node).as(user.accessToken()).post("/api/v1/bookings", body, PROXY, address());
    }

    private Answer payAgain(int node, Session user) {
        String body = "{\"bookingId\":\"%s\",\"method\":\"CARD\"}".formatted(UUID.randomUUID());
        return wire(node).as(user.accessToken())
                .post("/api/v1/payments", body, PROXY, address(), "Idempotency-Key", UUID.randomUUID().toString());
    }

    private int extend(int node, Session guest) {
        LockId none = new LockId(UUID.randomUUID());
        return wire(node).as(guest.accessToken())
                .send("PUT", "/api/v1/bookings/lock/" + none + "/extend", "", PROXY, address())
                .status();
    }

    private BoxOfficeClient kiosk() {
        BoxOfficeClient manager = foyer.demo("manager");
        TheaterId theater = manager.theaters().theaters().getFirst().id();
        DeviceKey key = foyer.anyone()
                .enrol(new EnrolRequest(manager.createDevice(new NewDevice("Busy kiosk", theater)).code()));
        return foyer.anyone().with(foyer.anyone().signIn(new DeviceLogin(key.deviceId(), key.key())));
    }

    private Wire wire(int node) {
        return Wire.to(nodes.get(node).uri());
    }

    private String seats() {
        return "/api/v1/shows/" + show + "/seats";
    }

    /// An address that no other test has.
    private static String address() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "2001:db8:%x:%x::1".formatted(random.nextInt(0x10000), random.nextInt(0x10000));
    }

    private static Map<String, String> strict(Map<String, String> others) {
        Map<String, String> values = new java.util.HashMap<>(
                Map.of(
                        "limits.user.requests", "100",
                        "limits.user.locks", "10",
                        "limits.user.extensions", "5",
                        "limits.address.requests", "100",
                        "limits.user.payments", "5",
                        "limits.device.locks", "30",
                        "limits.device.payments", "30",
                        "limits.proxy.header", PROXY));
        values.putAll(others);
        return values;
    }
}
