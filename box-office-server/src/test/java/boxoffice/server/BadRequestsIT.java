package boxoffice.server;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.Problem;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is wrong with a request has an answer of its own, changes nothing, and shows nothing of the inside.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestsIT {
    private static final String JSON = "application/json";
    private static final String NOBODY = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final Pattern INTERNALS = Pattern.compile(
            "(?i)exception|\\bjava\\b|java\\.|boxoffice\\.|jackson|helidon|hikari|jedis|nimbus|postgres|jdbc|sqlstate"
                    + "|\\bselect\\b|\\binsert\\b|seat_locks|show_seats|\\.java:|stack ?trace|record\\[");

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final Wire anyone = Wire.to(boxOffice.uri());
    private final String guestToken = foyer.anyone().guest().accessToken();
    private final Wire guest = anyone.as(guestToken);
    private final ShowId show = foyer.freshShow();
    private final List<SeatId> seats = foyer.seats(show, 4);
    private String expiredLock = "";
    private String othersLock = "";
    private String expiredToken = "";

    /// What is sent, and what must come back.
    ///
    /// @param field empty where no single field is to blame
    private record Case(String what, Sent sent, int status, String code, String field) {
        @Override
        public String toString() {
            return what;
        }
    }

    private record Sent(Wire wire, String method, String path, String body, String... headers) {
        Wire.Answer send() {
            return wire.send(method, path, body, headers);
        }
    }

    @BeforeAll
    void makeLocks() {
        BoxOfficeClient late = foyer.guest();
        SeatLock expired = late.lock(new LockRequest(show, List.of(seats.get(0))));
        boxOffice.age(expired.lockId(), Duration.ofMinutes(11));
        expiredLock = expired.lockId().toString();
        othersLock = foyer.guest().lock(new LockRequest(show, List.of(seats.get(1)))).lockId().toString();
        var session = foyer.anyone().guest();
        foyer.anyone().signOut(session);
        expiredToken = session.accessToken();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"bodies", "locks", "bookings", "tokens", "addresses", "amounts"})
    void hasAnAnswerOfItsOwnAndChangesNothing(Case bad) {
        Map<String, Long> before = rows();

        Wire.Answer answer = bad.sent().send();

        assertThat(answer.contentType()).as(answer.body()).isEqualTo("application/problem+json");
        Problem problem = answer.problem();
        assertThat(problem.code()).as(answer.body()).isEqualTo(bad.code());
        assertThat(answer.status()).isEqualTo(bad.status()).isEqualTo(problem.status());
        assertThat(problem.detail()).isNotBlank().doesNotContainPattern(INTERNALS);
        assertThat(answer.body()).doesNotContainPattern(INTERNALS);
        if (bad.field().isEmpty()) {
            assertThat(problem.errors()).isEmpty();
        } else {
            assertThat(problem.errors()).singleElement().satisfies(error -> {
                assertThat(error.field()).isEqualTo(bad.field());
                assertThat(error.message()).isNotBlank();
                assertThat(error.allowed()).isNotBlank();
            });
        }
        assertThat(rows()).isEqualTo(before);
    }

    Stream<Case> bodies() {
        String deep = "[".repeat(5_000);
        return Stream.of(
                lock("no JSON at all", "hello", 400, "MALFORMED_JSON", ""),
                lock("JSON that breaks off", "{\"showId\":", 400, "MALFORMED_JSON", ""),
                lock("JSON with something behind it", lockBody(seats) + "{}", 400, "MALFORMED_JSON", ""),
                lock("a JSON nest without an end", deep, 400, "MALFORMED_JSON", ""),
                lock("bytes that are no text", "\u0000\u0001", 400, "MALFORMED_JSON", ""),
                lock("an empty body", "", 400, "MALFORMED_JSON", ""),
                lock("null", "null", 400, "MALFORMED_JSON", ""),
                lock("a list instead of an object", "[]", 400, "MALFORMED_JSON", ""),
                lock("a text instead of an object", "\"x\"", 400, "MALFORMED_JSON", ""),
                lock(
                        "a member that stands twice",
                        "{\"showId\":\"%s\",\"showId\":\"%s\",\"seatIds\":[\"A1\"]}".formatted(show, show),
                        400,
                        "MALFORMED_JSON",
                        ""),
                lock(
                        "a member that nobody knows",
                        "{\"showId\":\"%s\",\"seatIds\":[\"A1\"],\"userId\":\"%s\"}".formatted(show, NOBODY),
                        400,
                        "UNKNOWN_FIELD",
                        "userId"),
                lock("a number for the seats", wish("\"" + show + "\"", "7"), 400, "INVALID_FIELD", "seatIds"),
                lock("a number for a seat", wish("\"" + show + "\"", "[7]"), 400, "INVALID_FIELD", "seatIds[0]"),
                lock(
                        "a text for the seats", wish("\"" + show + "\"", "\"A1\""), 400, "INVALID_FIELD", "seatIds"),
                lock("a number for the show", wish("7", "[\"A1\"]"), 400, "INVALID_FIELD", "showId"),
                lock("a show id that is none", wish("\"x\"", "[\"A1\"]"), 400, "INVALID_FIELD", "showId"),
                lock("an empty show id", wish("\"\"", "[\"A1\"]"), 400, "INVALID_FIELD", "showId"),
                lock("no show id", "{\"seatIds\":[\"A1\"]}", 400, "INVALID_FIELD", "showId"),
                lock("no seats", "{\"showId\":\"%s\"}".formatted(show), 400, "INVALID_FIELD", "seatIds"),
                lock("an empty list of seats", wish("\"" + show + "\"", "[]"), 400, "INVALID_FIELD", "seatIds"),
                lock("a seat that is null", wish("\"" + show + "\"", "[null]"), 400, "INVALID_FIELD", "seatIds"),
                lock(
                        "a seat id that is none", wish("\"" + show + "\"", "[\"A1\",\"'; --\"]"), 400,
                        "INVALID_FIELD", "seatIds[1]"),
                sent(
                        "a body that is a form",
                        new Sent(
                                guest, "POST", "/api/v1/bookings/lock", "a=b", "Content-Type",
                                "application/x-www-form-urlencoded"),
                        415,
                        "UNSUPPORTED_MEDIA_TYPE",
                        ""),
                sent(
                        "a body that does not say what it is",
                        new Sent(guest, "POST", "/api/v1/bookings/lock", lockBody(seats)),
                        415,
                        "UNSUPPORTED_MEDIA_TYPE",
                        ""),
                sent(
                        "a booking with a key and a body that is a form",
                        new Sent(
                                guest,
                                "POST",
                                "/api/v1/bookings",
                                "{\"lockId\":\"%s\",\"paymentMethod\":\"CARD\"}".formatted(NOBODY),
                                "Idempotency-Key",
                                "k",
                                "Content-Type",
                                "text/plain"),
                        415,
                        "UNSUPPORTED_MEDIA_TYPE",
                        ""),
                lock(
                        "more than 64 KiB",
                        wish("\"" + show + "\"", "[\"" + "A".repeat(65_536) + "\"]"),
                        413,
                        "BODY_TOO_LARGE",
                        ""));
    }

    Stream<Case> locks() {
        List<String> eleven = IntStream.rangeClosed(1, 11).mapToObj(i -> "\"A" + i + "\"").toList();
        List<String> elevenThere = foyer.anyone()
                .seats(show)
                .seats()
                .stream()
                .limit(11)
                .map(seat -> "\"" + seat.id() + "\"")
                .toList();
        String own = "/api/v1/bookings/lock/";
        return Stream.of(
                lock("a show that is not there", wish("\"" + NOBODY + "\"", "[\"A1\"]"), 404, "SHOW_NOT_FOUND", ""),
                lock(
                        "a seat that is not there", wish("\"" + show + "\"", "[\"ZZ99\"]"), 400, "UNKNOWN_SEAT",
                        "seatIds"),
                lock(
                        "a seat named twice",
                        lockBody(List.of(seats.get(2), seats.get(2))),
                        400,
                        "DUPLICATE_SEATS",
                        "seatIds"),
                lock(
                        "eleven seats", wish("\"" + show + "\"", elevenThere.toString()), 429, "SEAT_LIMIT_EXCEEDED",
                        ""),
                lock(
                        "eleven seats, some not there", wish("\"" + show + "\"", eleven + ""), 400, "UNKNOWN_SEAT",
                        "seatIds"),
                lock("a seat of somebody else", lockBody(List.of(seats.get(1))), 409, "SEAT_UNAVAILABLE", ""),
                sent("extending nobody's lock", put(own + NOBODY + "/extend"), 404, "LOCK_NOT_FOUND", ""),
                sent("extending another's lock", put(own + othersLock + "/extend"), 404, "LOCK_NOT_FOUND", ""),
                sent("extending what is no lock", put(own + "x/extend"), 404, "LOCK_NOT_FOUND", ""),
                sent(
                        "releasing another's lock", new Sent(guest, "DELETE", own + othersLock, ""), 404,
                        "LOCK_NOT_FOUND", ""));
    }

    Stream<Case> bookings() {
        String path = "/api/v1/bookings";
        return Stream.of(
                post("booking nobody's lock", path, book(NOBODY, "CARD"), 409, "LOCK_INVALID", ""),
                post("booking another's lock", path, book(othersLock, "CARD"), 409, "LOCK_INVALID", ""),
                post("booking another's expired lock", path, book(expiredLock, "CARD"), 409, "LOCK_INVALID", ""),
                post(
                        "a payment method that is none", path, book(NOBODY, "GOLD"), 400, "INVALID_FIELD",
                        "paymentMethod"),
                post("a payment method that is a number", path, """
                        {"lockId":"%s","paymentMethod":0}""".formatted(NOBODY), 400, "INVALID_FIELD", "paymentMethod"),
                post("no payment method", path, """
                        {"lockId":"%s"}""".formatted(NOBODY), 400, "INVALID_FIELD", "paymentMethod"),
                post(
                        "a name of a page", path, """
                                {"lockId":"%s","paymentMethod":"CARD","name":"%s"}"""
                                .formatted(NOBODY, "x".repeat(101)), 400, "INVALID_FIELD", "name"),
                post(
                        "a name with a hidden character", path, """
                                {"lockId":"%s","paymentMethod":"CARD","name":"a\\u0000b"}""".formatted(NOBODY), 400,
                        "INVALID_FIELD", "name"),
                post(
                        "an e-mail address that is none", path, """
                                {"lockId":"%s","paymentMethod":"CARD","email":"ada@example"}""".formatted(NOBODY), 400,
                        "INVALID_FIELD", "email"),
                post(
                        "a telephone number without its country", path, """
                                {"lockId":"%s","paymentMethod":"CARD","phone":"030 1234567"}""".formatted(NOBODY), 400,
                        "INVALID_FIELD", "phone"),
                sent(
                        "a key that is too long",
                        new Sent(
                                guest, "POST", path, book(NOBODY, "CARD"), "Content-Type", JSON, "Idempotency-Key",
                                "k".repeat(101)),
                        400,
                        "INVALID_FIELD",
                        "Idempotency-Key"),
                post(
                        "a payment without a key", "/api/v1/payments", """
                                {"bookingId":"%s","method":"CARD"}""".formatted(NOBODY), 400, "INVALID_FIELD",
                        "Idempotency-Key"),
                sent(
                        "paying for nobody's booking",
                        new Sent(
                                guest, "POST", "/api/v1/payments", """
                                        {"bookingId":"%s","method":"CARD"}""".formatted(NOBODY), "Content-Type", JSON,
                                "Idempotency-Key", UUID.randomUUID().toString()),
                        404,
                        "BOOKING_NOT_FOUND",
                        ""),
                sent("looking at nobody's booking", get(path + "/" + NOBODY), 404, "BOOKING_NOT_FOUND", ""),
                sent("looking at what is no booking", get(path + "/x"), 404, "BOOKING_NOT_FOUND", ""),
                sent(
                        "cancelling nobody's booking", new Sent(guest, "DELETE", path + "/" + NOBODY, ""), 404,
                        "BOOKING_NOT_FOUND", ""),
                sent(
                        "refunding as a guest",
                        new Sent(
                                guest, "POST", "/api/v1/payments/" + NOBODY + "/refund", "{\"reason\":\"x\"}",
                                "Content-Type", JSON, "Idempotency-Key", "k"),
                        403,
                        "FORBIDDEN",
                        ""));
    }

    Stream<Case> tokens() {
        String path = "/api/v1/bookings/lock";
        String body = lockBody(List.of(seats.get(3)));
        String changed = guestToken.substring(0, guestToken.length() - 4) + "AAAA";
        return Stream.of(
                sent(
                        "no token", new Sent(anyone, "POST", path, body, "Content-Type", JSON), 401, "UNAUTHENTICATED",
                        ""),
                token("a token that is none", "x"),
                token("a token in three parts that is none", "a.b.c"),
                token("a token with another signature", changed),
                token("a token without a signature", guestToken.substring(0, guestToken.lastIndexOf('.') + 1)),
                token(
                        "a token that is signed by nobody",
                        "eyJhbGciOiJub25lIn0." + guestToken.split("\\.")[1] + "."),
                token("a token of a session that has ended", expiredToken),
                sent(
                        "a password instead of a token",
                        new Sent(
                                anyone, "POST", path, body, "Content-Type", JSON, "Authorization", "Basic YTpi"),
                        401,
                        "UNAUTHENTICATED",
                        ""),
                post(
                        "a refresh token that is none", "/api/v1/auth/refresh", "{\"refreshToken\":\"x\"}", 401,
                        "UNAUTHENTICATED", ""),
                post(
                        "a registration without an e-mail address", "/api/v1/auth/register",
                        "{\"email\":\"x\",\"password\":\"long enough\",\"name\":\"x\"}", 400, "INVALID_FIELD", "email"),
                post(
                        "a password that is too short", "/api/v1/auth/register",
                        "{\"email\":\"x@example.org\",\"password\":\"short\",\"name\":\"x\"}", 400, "INVALID_FIELD",
                        "password"),
                post(
                        "an e-mail address with a hidden character", "/api/v1/auth/register",
                        "{\"email\":\"x\\u0000@example.org\",\"password\":\"long enough\",\"name\":\"x\"}", 400,
                        "INVALID_FIELD", "email"),
                post(
                        "a device code that is none", "/api/v1/devices/enrol", "{\"code\":\"ABC\"}", 401,
                        "CREDENTIALS_INVALID", ""),
                post(
                        "an unsigned webhook", "/api/v1/payments/webhook", "{}", 400, "SIGNATURE_INVALID", ""));
    }

    @Test
    void theWrongMethodIsAnsweredWithThoseThatAreTaken() {
        Wire.Answer answer = guest.send("PUT", "/api/v1/bookings/" + NOBODY, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET, DELETE");
    }

    Stream<Case> addresses() {
        return Stream.of(
                sent("an address without anything", get("/api/v1/nothing"), 404, "NOT_FOUND", ""),
                sent("an address deep without anything", get("/api/v1/a/b/c/d"), 404, "NOT_FOUND", ""),
                sent("an address outside of the API", get("/nothing"), 404, "NOT_FOUND", ""),
                sent("the wrong method", new Sent(guest, "PUT", "/api/v1/movies", ""), 405, "METHOD_NOT_ALLOWED", ""),
                sent(
                        "the wrong method with an id", new Sent(guest, "PATCH", "/api/v1/bookings/" + NOBODY, ""), 405,
                        "METHOD_NOT_ALLOWED", ""),
                sent(
                        "a film id that is none", get("/api/v1/movies/x/shows?city=Berlin&date=2026-05-31"), 404,
                        "NOT_FOUND", ""),
                sent(
                        "a film that is not there",
                        get("/api/v1/movies/" + NOBODY + "/shows?city=Berlin&date=2026-05-31"), 404, "NOT_FOUND", ""),
                sent("a show id that is none", get("/api/v1/shows/x"), 404, "SHOW_NOT_FOUND", ""),
                sent("the seats of no show", get("/api/v1/shows/" + NOBODY + "/seats"), 404, "SHOW_NOT_FOUND", ""),
                sent(
                        "a date that is none", get("/api/v1/movies?city=Berlin&date=tomorrow"), 400, "INVALID_FIELD",
                        "date"),
                sent(
                        "the 30th of February", get("/api/v1/movies?city=Berlin&date=2026-02-30"), 400, "INVALID_FIELD",
                        "date"),
                sent(
                        "a day of the year 99999", get("/api/v1/movies?city=Berlin&date=%2B99999999-01-01"), 400,
                        "INVALID_FIELD", "date"),
                sent("a city without a date", get("/api/v1/movies?city=Berlin"), 400, "INVALID_FIELD", "date"),
                sent("a date without a city", get("/api/v1/movies?date=2026-05-31"), 400, "INVALID_FIELD", "city"),
                sent("a date without a value", get("/api/v1/movies?city=Berlin&date"), 400, "INVALID_FIELD", "date"),
                sent(
                        "a city with a hidden character", get("/api/v1/movies?city=%00&date=2026-05-31"), 400,
                        "INVALID_FIELD", "city"));
    }

    Stream<Case> amounts() {
        String staff = foyer.anyone().signIn(Foyer.login("manager")).accessToken();
        Wire manager = anyone.as(staff);
        var theater = foyer.anyone().theaters().theaters().getFirst();
        String screen = theater.screens().getFirst().id().toString();
        String movie = foyer.anyone().movies().movies().getFirst().id().toString();
        String free = "2027-05-31T03:00";
        return Stream.of(
                plan("a price with too many decimals", manager, screen, movie, free, "1.234", "", 400, "price"),
                plan("a price below zero", manager, screen, movie, free, "-1", "", 400, "price"),
                plan("a price beyond all measure", manager, screen, movie, free, "1e30", "", 400, "price"),
                plan(
                        "a price that no bill can hold", manager, screen, movie, free, "92233720368547758", "", 400,
                        "price"),
                plan("a price that is a text", manager, screen, movie, free, "\"ten\"", "", 400, "price"),
                plan("a screen that is not there", manager, NOBODY, movie, free, "10", "", 400, "screenId"),
                plan("a film that is not there", manager, screen, NOBODY, free, "10", "", 400, "movieId"),
                plan("a start that is none", manager, screen, movie, "noon", "10", "", 400, "starts"),
                plan("a start with an offset", manager, screen, movie, free + ":00Z", "10", "", 400, "starts"),
                plan("a start in another age", manager, screen, movie, "+999999-01-01T00:00", "10", "", 400, "starts"),
                plan(
                        "an interval of a day", manager, screen, movie, free, "10", ",\"intervalMinutes\":1440", 400,
                        "intervalMinutes"),
                plan(
                        "an interval of half a minute", manager, screen, movie, free, "10", ",\"intervalMinutes\":0.5",
                        400,
                        "intervalMinutes"),
                plan(
                        "a format the screen has not", manager, screen, movie, free, "10", ",\"format\":\"4DX\"", 400,
                        "format"),
                plan(
                        "a language that is none", manager, screen, movie, free, "10", ",\"language\":\"Klingon\"", 400,
                        "language"),
                plan(
                        "subtitles that are none", manager, screen, movie, free, "10", ",\"subtitles\":\"\\u0000\"",
                        400,
                        "subtitles"),
                plan("a show as a guest", guest, screen, movie, free, "10", "", 403, ""));
    }

    @Test
    void aBodyOfUnknownLengthIsCutAtTheSameSize() {
        byte[] large = wish("\"" + show + "\"", "[\"" + "A".repeat(65_536) + "\"]").getBytes(StandardCharsets.UTF_8);

        Wire.Answer answer = guest.sendChunked("POST", "/api/v1/bookings/lock", large, "Content-Type", JSON);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem().code()).isEqualTo("BODY_TOO_LARGE");
    }

    @Test
    void whatIsNotHttpShowsNothingOfTheInside() {
        assertThat(
                List.of(
                        anyone.raw("GET /api/v1/movies?city=%zz&date=2026-05-31 HTTP/1.1", "Host: x"),
                        anyone.raw("GET /api/v1/shows/%zz HTTP/1.1", "Host: x"),
                        anyone.raw("GET /api/v1/../../etc/passwd HTTP/1.1", "Host: x"),
                        anyone.raw("NONSENSE", "Host: x"),
                        anyone.raw("GET /api/v1/movies HTTP/1.1", "Host: x", "Content-Length: many"),
                        anyone.raw("GET /api/v1/movies HTTP/1.1", "Host: x", "Bad Header: x")))
                .allSatisfy(answer -> {
                    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
                    assertThat(answer).doesNotContainPattern(INTERNALS);
                });
    }

    /// What only a request can add. Events, ledger and audit log also grow by jobs that end what other tests left.
    private Map<String, Long> rows() {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : List.of(
                "users", "sessions", "devices", "shows", "seat_locks", "bookings", "payments", "refunds")) {
            counts.put(
                    table,
                    boxOffice.database()
                            .sql("SELECT count(*) AS rows FROM " + table)
                            .one(row -> row.number("rows"))
                            .orElseThrow());
        }
        return counts;
    }

    private Case lock(String what, String body, int status, String code, String field) {
        return post(what, "/api/v1/bookings/lock", body, status, code, field);
    }

    private Case post(String what, String path, String body, int status, String code, String field) {
        return sent(what, new Sent(guest, "POST", path, body, "Content-Type", JSON), status, code, field);
    }

    private Case token(String what, String token) {
        return sent(
                what,
                new Sent(
                        anyone.as(token), "POST", "/api/v1/bookings/lock", lockBody(List.of(seats.get(3))),
                        "Content-Type", JSON),
                401,
                "UNAUTHENTICATED",
                "");
    }

    private static Case plan(
            String what,
            Wire wire,
            String screen,
            String movie,
            String starts,
            String price,
            String more,
            int status,
            String field) {
        String body = """
                {"screenId":"%s","movieId":"%s","starts":"%s","price":%s%s}"""
                .formatted(screen, movie, starts, price, more);
        return sent(
                what,
                new Sent(wire, "POST", "/api/v1/shows", body, "Content-Type", JSON),
                status,
                status == 403 ? "FORBIDDEN" : "INVALID_FIELD",
                field);
    }

    private static Case sent(String what, Sent sent, int status, String code, String field) {
        return new Case(what, sent, status, code, field);
    }

    private Sent get(String path) {
        return new Sent(guest, "GET", path, "");
    }

    private Sent put(String path) {
        return new Sent(guest, "PUT", path, "{}", "Content-Type", JSON);
    }

    private String lockBody(List<SeatId> wanted) {
        return wish("\"" + show + "\"", wanted.stream().map(seat -> "\"" + seat + "\"").toList().toString());
    }

    private static String wish(String show, String seats) {
        return "{\"showId\":%s,\"seatIds\":%s}".formatted(show, seats);
    }

    private static String book(String lock, @Nullable String method) {
        return "{\"lockId\":\"%s\",\"paymentMethod\":\"%s\"}".formatted(lock, method);
    }
}
