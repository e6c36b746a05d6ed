package boxoffice.launcher.torture;

import boxoffice.model.Accounts.Session;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Cancellations.Cancellation;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Json;
import boxoffice.model.LockId;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.LockTime;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.Problem;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One server's REST API as a guest who trusts nobody: each answer is read strictly and held against what was asked.
/// Thread-safe.
final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final URI server;
    private final Timeline time;

    Api(URI server, Timeline time) {
        this.server = server;
        this.time = time;
    }

    /// Whether a server says that it can sell.
    static boolean isReady(URI server) {
        try {
            HttpRequest request = HttpRequest.newBuilder(server.resolve("/health/ready")).timeout(PATIENCE).build();
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Signs a walk-in in, if the server answers.
    Optional<String> guest() {
        try {
            HttpResponse<String> response = send("POST", "/auth/guest", Optional.of(Map.of()), Optional.empty());
            return response.statusCode() / 100 == 2
                    ? Optional.of(Json.strict().readValue(response.body(), Session.class).accessToken())
                    : Optional.empty();
        } catch (IOException notNow) {
            return Optional.empty();
        }
    }

    /// Does it, and reads the answer.
    ///
    /// @param cared the seats of which the map is remembered
    Answer ask(String token, ShowId show, Act act, Set<SeatId> cared) {
        Optional<String> as = Optional.of(token);
        Map<String, String> nothing = Map.of();
        try {
            return switch (act) {
                case Act.Look() -> read(
                        send("GET", "/shows/" + show + "/seats", Optional.empty(), as), body -> seen(
                                show, body, cared));
                case Act.Lock(List<SeatId> seats) -> read(
                        send("POST", "/bookings/lock", Optional.of(new LockRequest(show, seats)), as), body -> held(
                                show, seats, body));
                case Act.Extend(LockId lock) -> read(
                        send("PUT", "/bookings/lock/" + lock + "/extend", Optional.of(nothing), as), body -> until(
                                lock, body));
                case Act.Heartbeat(LockId lock) -> read(
                        send("POST", "/bookings/lock/" + lock + "/heartbeat", Optional.of(nothing), as), body -> until(
                                lock, body));
                case Act.Release(LockId lock) -> read(
                        send("DELETE", "/bookings/lock/" + lock, Optional.empty(), as), body -> new Answer.Done());
                case Act.Book(LockId lock) -> read(
                        send(
                                "POST", "/bookings", Optional.of(
                                        new BookingRequest(lock, PaymentMethod.CARD, null, null)), as), this::booked);
                case Act.Ask(var booking) -> read(
                        send("GET", "/bookings/" + booking, Optional.empty(), as), body -> new Answer.Stands(
                                parse(body, Booking.class).status()));
                case Act.Cancel(var booking) -> read(
                        send("POST", "/bookings/" + booking + "/cancel", Optional.of(nothing), as),
                        body -> new Answer.Stands(parse(body, Cancellation.class).status()));
                case Act.Pay(var booking) -> throw new IllegalArgumentException("a server takes no money: " + booking);
            };
        } catch (IOException noAnswer) {
            return new Answer.None();
        }
    }

    /// Where the money for a booking is to be paid, by the booking itself.
    Optional<String> paymentPage(String token, Act.Ask ask) {
        try {
            HttpResponse<String> response =
                    send("GET", "/bookings/" + ask.booking(), Optional.empty(), Optional.of(token));
            return response.statusCode() == 200
                    ? Optional.ofNullable(Json.strict().readValue(response.body(), Booking.class).paymentUrl())
                    : Optional.empty();
        } catch (IOException noAnswer) {
            return Optional.empty();
        }
    }

    private HttpResponse<String> send(String method, String path, Optional<Object> body, Optional<String> token)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/api/v1" + path)).timeout(PATIENCE);
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        if (body.isPresent()) {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(Json.strict().writeValueAsString(body.get())));
        } else {
            request.method(method, BodyPublishers.noBody());
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private interface Reader {
        Answer read(String body) throws WrongBody;
    }

    /// An answer that does not fit its question.
    private static final class WrongBody extends Exception {
        private static final long serialVersionUID = 1L;

        WrongBody(String what) {
            super(what);
        }
    }

    private static Answer read(HttpResponse<String> response, Reader reader) {
        try {
            int status = response.statusCode();
            if (status / 100 == 2) {
                return reader.read(response.body());
            }
            Problem problem = parse(response.body(), Problem.class);
            if (problem.status() != status) {
                throw new WrongBody("status " + status + " with a problem of status " + problem.status());
            }
            if (status == 503) {
                boolean saysWhen = response.headers()
                        .firstValue("Retry-After")
                        .filter(text -> text.matches("\\d+"))
                        .isPresent();
                return new Answer.Unavailable(saysWhen);
            }
            // The payment gateway runs all the time, but a server that was frozen may find that it waited too long.
            return status < 500 || status == 504 || status == 502
                    ? new Answer.Refused(status, problem.code(), unavailable(problem))
                    : new Answer.Wrong(status + " " + problem.code() + ": " + problem.detail());
        } catch (WrongBody wrong) {
            return new Answer.Wrong(String.valueOf(wrong.getMessage()));
        }
    }

    private static List<SeatId> unavailable(Problem problem) {
        return problem.more().get("unavailableSeats") instanceof List<?> seats
                ? seats.stream().map(seat -> new SeatId(seat.toString())).toList()
                : List.of();
    }

    private static Answer seen(ShowId show, String body, Set<SeatId> cared) throws WrongBody {
        SeatMap map = parse(body, SeatMap.class);
        if (!map.showId().equals(show)) {
            throw new WrongBody("the map of another show: " + map.showId());
        }
        Map<SeatId, SeatStatus> seats = map.seats()
                .stream()
                .filter(seat -> cared.contains(seat.id()))
                .collect(Collectors.toMap(ShowSeat::id, ShowSeat::status));
        if (!seats.keySet().equals(cared)) {
            throw new WrongBody("the map lacks seats: " + seats.keySet());
        }
        return new Answer.Seen(seats);
    }

    private Answer held(ShowId show, List<SeatId> wanted, String body) throws WrongBody {
        SeatLock lock = parse(body, SeatLock.class);
        Set<SeatId> got = lock.seats().stream().map(PricedSeat::id).collect(Collectors.toSet());
        if (!lock.showId().equals(show) || !got.equals(new HashSet<>(wanted)) || lock.seats().size() != wanted.size()) {
            throw new WrongBody("locked " + got + " of show " + lock.showId() + " instead");
        }
        return new Answer.Held(lock.lockId(), time.of(lock.expiresAt()));
    }

    private Answer until(LockId lock, String body) throws WrongBody {
        LockTime answer = parse(body, LockTime.class);
        if (!answer.lockId().equals(lock)) {
            throw new WrongBody("the time of another lock: " + answer.lockId());
        }
        return new Answer.Until(time.of(answer.expiresAt()));
    }

    private Answer booked(String body) throws WrongBody {
        BookingCreated created = parse(body, BookingCreated.class);
        return new Answer.Booked(created.bookingId(), time.of(created.expiresAt()));
    }

    private static <T> T parse(String body, Class<T> type) throws WrongBody {
        try {
            return Json.strict().readValue(body, type);
        } catch (JsonProcessingException wrong) {
            throw new WrongBody(
                    "not a " + type.getSimpleName() + ": " + body.substring(0, Math.min(200, body.length())));
        }
    }

    /// Where in a run a moment by the wall clock is.
    interface Timeline {
        long of(Instant moment);
    }
}
