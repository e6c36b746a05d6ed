package boxoffice.server.seating;

import boxoffice.model.InvalidField;
import boxoffice.model.LockId;
import boxoffice.model.Locks.BestLockRequest;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.LockTime;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.PriceCard;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.server.abuse.RateLimits;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The seat map and seat locks over HTTP (SEAT-1 to SEAT-3).
final class SeatRoutes implements HttpService {
    private final ShowsForSale shows;
    private final SeatMaps maps;
    private final SeatLocks locks;
    private final SeatFinder finder;
    private final BestSeats best;
    private final Callers callers;
    private final RateLimits limits;

    SeatRoutes(
            ShowsForSale shows,
            SeatMaps maps,
            SeatLocks locks,
            SeatFinder finder,
            BestSeats best,
            Callers callers,
            RateLimits limits) {
        this.shows = shows;
        this.maps = maps;
        this.locks = locks;
        this.finder = finder;
        this.best = best;
        this.callers = callers;
        this.limits = limits;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/shows/{id}/seats", limits::request, this::seats)
                .get("/shows/{id}/prices", limits::request, this::prices)
                .post("/bookings/lock", limits::request, limits::lock, this::lock)
                .post("/bookings/lock/best", limits::request, limits::lock, this::lockBest)
                .put("/bookings/lock/{id}/extend", limits::request, limits::extension, this::extend)
                .post("/bookings/lock/{id}/heartbeat", limits::request, this::heartbeat)
                .delete("/bookings/lock/{id}", limits::request, this::release);
    }

    private void seats(ServerRequest request, ServerResponse response) {
        ShowId show = Ask.id(request, "id", ShowId::of, ProblemCode.SHOW_NOT_FOUND);
        Optional<String> since = Ask.optionalQuery(request, "since");
        if (since.isPresent()) {
            Answer.ok(response, maps.since(show, version(since.get())).orElseThrow(SeatRoutes::noShow));
            return;
        }
        // Whoever signed in may just have locked seats, and must see them; everybody else need not wait for that.
        boolean signedIn = Ask.header(request, "Authorization").isPresent();
        SeatMapBody seats = (signedIn ? maps.current(show) : maps.recent(show)).orElseThrow(SeatRoutes::noShow).body();
        response.header(HeaderNames.CACHE_CONTROL, "no-cache").header(HeaderNames.ETAG, seats.etag());
        if (Ask.header(request, "If-None-Match").filter(seats.etag()::equals).isPresent()) {
            response.status(Status.NOT_MODIFIED_304).send();
        } else if (Ask.header(request, "Accept-Encoding").filter(all -> all.contains("gzip")).isPresent()) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip").header(HeaderNames.VARY, "Accept-Encoding");
            Answer.bytes(response, "application/json", seats.gzip());
        } else {
            response.header(HeaderNames.VARY, "Accept-Encoding");
            Answer.bytes(response, "application/json", seats.json());
        }
    }

    private static Version version(String text) {
        try {
            return Version.parse(text);
        } catch (InvalidField wrong) {
            throw ProblemException.of(wrong);
        }
    }

    private void prices(ServerRequest request, ServerResponse response) {
        ShowId show = Ask.id(request, "id", ShowId::of, ProblemCode.SHOW_NOT_FOUND);
        Answer.ok(response, shows.find(show).map(Pricing::list).orElseThrow(SeatRoutes::noShow));
    }

    private void lock(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        LockRequest wanted = Ask.body(request, LockRequest.class);
        List<SeatId> stranded = finder.stranded(wanted.showId(), wanted.seatIds());
        if (!stranded.isEmpty()) {
            throw strands(wanted, stranded);
        }
        Answer.ok(response, locked(locks.acquire(caller, wanted.showId(), wanted.seatIds(), wanted.cards()), wanted));
    }

    private void lockBest(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        BestLockRequest wish = Ask.body(request, BestLockRequest.class);
        switch (best.lock(caller, wish)) {
            case BestSeats.Outcome.Asked asked -> Answer.ok(
                    response, locked(asked.lock(), new LockRequest(wish.showId(), asked.seats())));
            case BestSeats.Outcome.NoSuchShow() -> throw noShow();
            case BestSeats.Outcome.NothingFits nothing -> throw ProblemException.of(
                    Problem.of(ProblemCode.SEAT_UNAVAILABLE, nothing.reason().detail())
                            .with("reason", nothing.reason())
                            .with("unavailableSeats", List.of())
                            .with("alternativeSeats", List.of())
                            .with("alternatives", List.of()));
        }
    }

    private SeatLock locked(LockOutcome outcome, LockRequest wanted) {
        return switch (outcome) {
            case LockOutcome.Locked locked -> locked.lock();
            case LockOutcome.Taken taken -> throw taken(wanted, taken);
            case LockOutcome.UnknownSeats unknown -> throw unknown(unknown);
            case LockOutcome.CardsNotGood not -> throw ProblemException.of(
                    new InvalidField(
                            "cards", "has what is not good for this show: " + names(not.cards()), names(not.good())));
            case LockOutcome.OverQuota quota -> throw ProblemException.of(
                    Problem.of(
                            ProblemCode.SEAT_LIMIT_EXCEEDED,
                            "At most %d seats can be held at once.".formatted(quota.allowed()))
                            .with("allowed", quota.allowed()));
            case LockOutcome.TooManyShows quota -> throw ProblemException.of(
                    Problem.of(
                            ProblemCode.SHOW_LIMIT_EXCEEDED,
                            "Seats of at most %d shows can be held at once.".formatted(quota.allowed()))
                            .with("allowed", quota.allowed()));
            case LockOutcome.Busy busy -> throw ProblemException.of(
                    ProblemCode.SHOW_BUSY, "Many are choosing seats of this show; please try again in a moment.")
                    .retryAfter(busy.retryAfterSeconds());
            case LockOutcome.SaleClosed() -> throw ProblemException.of(
                    ProblemCode.SALE_CLOSED, "Tickets for this show are not sold any more.");
            case LockOutcome.NoSuchShow() -> throw noShow();
        };
    }

    private void extend(ServerRequest request, ServerResponse response) {
        LockId lock = lockId(request);
        answer(response, lock, locks.extend(callers.require(request).user(), lock));
    }

    private void heartbeat(ServerRequest request, ServerResponse response) {
        LockId lock = lockId(request);
        answer(response, lock, locks.heartbeat(callers.require(request).user(), lock));
    }

    private void release(ServerRequest request, ServerResponse response) {
        LockId lock = lockId(request);
        done(locks.release(callers.require(request).user(), lock));
        Answer.nothing(response);
    }

    private static void answer(ServerResponse response, LockId lock, SeatLocks.Change change) {
        Answer.ok(response, new LockTime(lock, done(change)));
    }

    private static Instant done(SeatLocks.Change change) {
        return switch (change) {
            case SeatLocks.Change.Done done -> done.expiresAt();
            case SeatLocks.Change.Over over -> throw ProblemException.of(
                    Problem.of(
                            ProblemCode.LOCK_EXPIRED, "Your seat selection has expired. Please select seats again.")
                            .with("lockExpiresAt", over.expiredAt()));
            case SeatLocks.Change.BeingPaid() -> throw ProblemException.of(
                    ProblemCode.LOCK_INVALID, "A payment for these seats is under way; cancel the booking instead.");
            case SeatLocks.Change.NotFound() -> throw ProblemException.of(
                    ProblemCode.LOCK_NOT_FOUND, "You hold no lock of that id.");
        };
    }

    private ProblemException taken(LockRequest wanted, LockOutcome.Taken taken) {
        Problem problem = Problem.of(
                ProblemCode.SEAT_UNAVAILABLE, "No longer available: " + list(taken.seats()) + ".")
                .with("unavailableSeats", taken.seats());
        return instead(problem, wanted, taken.seats());
    }

    private ProblemException strands(LockRequest wanted, List<SeatId> stranded) {
        Problem problem = Problem.of(
                ProblemCode.STRANDS_SEAT,
                "This would leave %s on its own between others. Take it too, or move over."
                        .formatted(list(stranded)))
                .with("strandedSeats", stranded);
        return instead(problem, wanted, List.of());
    }

    private ProblemException instead(Problem problem, LockRequest wanted, List<SeatId> lost) {
        List<List<SeatId>> alternatives = finder.instead(wanted.showId(), wanted.seatIds(), lost);
        return ProblemException.of(
                problem.with("alternativeSeats", alternatives.isEmpty() ? List.of() : alternatives.getFirst())
                        .with("alternatives", alternatives));
    }

    private static ProblemException unknown(LockOutcome.UnknownSeats unknown) {
        InvalidField field = new InvalidField(
                "seatIds", "names seats the show does not have: " + list(unknown.seats()), "seats of its seat map");
        return ProblemException.of(
                Problem.of(ProblemCode.UNKNOWN_SEAT, field.getMessage())
                        .with(field)
                        .with("unknownSeats", unknown.seats()));
    }

    private static LockId lockId(ServerRequest request) {
        return Ask.id(request, "id", LockId::of, ProblemCode.LOCK_NOT_FOUND);
    }

    private static String names(List<PriceCard> cards) {
        return cards.stream().map(PriceCard::name).collect(Collectors.joining(", "));
    }

    private static String list(List<SeatId> seats) {
        return seats.stream().map(SeatId::value).collect(Collectors.joining(", "));
    }

    private static ProblemException noShow() {
        return ProblemException.of(ProblemCode.SHOW_NOT_FOUND, "There is no show of that id.");
    }
}
