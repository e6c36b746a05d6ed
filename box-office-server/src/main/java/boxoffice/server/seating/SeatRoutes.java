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
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The seat map and seat locks over HTTP (SEAT-1 to SEAT-3).
final class SeatRoutes implements HttpService {
    private static final Header NO_CACHE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    private static final Header GZIP = HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
    private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");

    private final ShowsForSale shows;
    private final SeatMaps maps;
    private final SeatLocks locks;
    private final SeatFinder finder;
    private final BestSeats best;
    private final RateLimits limits;
    private final Cache<Late, byte[]> refusals =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(10)).maximumSize(5_000).build();

    /// Who wants seats that are taken in some state of a seat map.
    private record Late(ShowId show, Version seen, List<SeatId> wanted) {}

    SeatRoutes(
            ShowsForSale shows,
            SeatMaps maps,
            SeatLocks locks,
            SeatFinder finder,
            BestSeats best,
            RateLimits limits) {
        this.shows = shows;
        this.maps = maps;
        this.locks = locks;
        this.finder = finder;
        this.best = best;
        this.limits = limits;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/shows/{id}/seats", limits.open(this::seats))
                .get("/shows/{id}/prices", limits.open(this::prices))
                .post("/bookings/lock", limits.locking(this::lock))
                .post("/bookings/lock/best", limits.locking(this::lockBest))
                .put("/bookings/lock/{id}/extend", limits.extending(this::extend))
                .post("/bookings/lock/{id}/heartbeat", limits.signedIn(this::heartbeat))
                .delete("/bookings/lock/{id}", limits.signedIn(this::release));
    }

    private void seats(ServerRequest request, ServerResponse response) {
        ShowId show = Ask.id(request, "id", ShowId::of, ProblemCode.SHOW_NOT_FOUND);
        Optional<String> since = Ask.optionalQuery(request, "since");
        if (since.isPresent()) {
            Answer.ok(response, maps.since(show, version(since.get())).orElseThrow(SeatRoutes::noShow));
            return;
        }
        ServerRequestHeaders headers = request.headers();
        // Whoever signed in may just have locked seats, and must see them; everybody else need not wait for that.
        boolean signedIn = headers.contains(HeaderNames.AUTHORIZATION);
        SeatMapBody seats = (signedIn ? maps.current(show) : maps.recent(show)).orElseThrow(SeatRoutes::noShow).body();
        response.header(NO_CACHE).header(seats.etag());
        if (has(headers, HeaderNames.IF_NONE_MATCH, seats.etag().get()::equals)) {
            response.status(Status.NOT_MODIFIED_304).send();
        } else if (has(headers, HeaderNames.ACCEPT_ENCODING, all -> all.contains("gzip"))) {
            response.header(GZIP).header(VARY);
            Answer.bytes(response, HeaderValues.CONTENT_TYPE_JSON, seats.gzip());
        } else {
            response.header(VARY);
            Answer.bytes(response, HeaderValues.CONTENT_TYPE_JSON, seats.json());
        }
    }

    private static boolean has(ServerRequestHeaders headers, HeaderName name, Predicate<String> value) {
        return headers.contains(name) && value.test(headers.get(name).get().strip());
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

    private void lock(ServerRequest request, ServerResponse response, Caller caller) {
        LockRequest wanted = Ask.body(request, LockRequest.class);
        List<SeatId> stranded = finder.stranded(wanted.showId(), wanted.seatIds());
        if (!stranded.isEmpty()) {
            throw ProblemException.of(strands(wanted, stranded));
        }
        LockOutcome outcome = locks.acquire(caller, wanted.showId(), wanted.seatIds(), wanted.cards());
        if (outcome instanceof LockOutcome.Taken taken) {
            Answer.bytes(response.status(Status.CONFLICT_409), Answer.PROBLEM_JSON, refusal(wanted, taken));
        } else {
            Answer.ok(response, locked(outcome, wanted));
        }
    }

    /// In a rush for the same seats, many are told the same.
    private byte[] refusal(LockRequest wanted, LockOutcome.Taken taken) {
        return taken.seen()
                .map(
                        seen -> refusals.get(
                                new Late(wanted.showId(), seen, wanted.seatIds()),
                                any -> Answer.write(taken(wanted, taken))))
                .orElseGet(() -> Answer.write(taken(wanted, taken)));
    }

    private void lockBest(ServerRequest request, ServerResponse response, Caller caller) {
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
            case LockOutcome.Taken taken -> throw ProblemException.of(taken(wanted, taken));
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

    private void extend(ServerRequest request, ServerResponse response, Caller caller) {
        LockId lock = lockId(request);
        answer(response, lock, locks.extend(caller.user(), lock));
    }

    private void heartbeat(ServerRequest request, ServerResponse response, Caller caller) {
        LockId lock = lockId(request);
        answer(response, lock, locks.heartbeat(caller.user(), lock));
    }

    private void release(ServerRequest request, ServerResponse response, Caller caller) {
        LockId lock = lockId(request);
        done(locks.release(caller.user(), lock));
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

    private Problem taken(LockRequest wanted, LockOutcome.Taken taken) {
        Problem problem = Problem.of(
                ProblemCode.SEAT_UNAVAILABLE, "No longer available: " + list(taken.seats()) + ".")
                .with("unavailableSeats", taken.seats());
        return instead(problem, wanted, taken.seats());
    }

    private Problem strands(LockRequest wanted, List<SeatId> stranded) {
        Problem problem = Problem.of(
                ProblemCode.STRANDS_SEAT,
                "This would leave %s on its own between others. Take it too, or move over."
                        .formatted(list(stranded)))
                .with("strandedSeats", stranded);
        return instead(problem, wanted, List.of());
    }

    private Problem instead(Problem problem, LockRequest wanted, List<SeatId> lost) {
        List<List<SeatId>> alternatives = finder.instead(wanted.showId(), wanted.seatIds(), lost);
        return problem.with("alternativeSeats", alternatives.isEmpty() ? List.of() : alternatives.getFirst())
                .with("alternatives", alternatives);
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
