package boxoffice.server.seating;

import boxoffice.model.InvalidField;
import boxoffice.model.Locks.BestLockRequest;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.model.UserId;
import boxoffice.server.catalog.ShowForSale;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.identity.Caller;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds the best seats for a party and locks them in one go (SEAT-10). Thread-safe.
///
/// Many ask at once, and the best seats are the same for all of them. So a node remembers for a moment which seats it has
/// asked for, and offers them to nobody else meanwhile if there are others: nobody has to wait for anybody's lock. Whoever
/// loses a race all the same, to another node or to somebody who chose by hand, goes on with one of the next best
/// selections, and not all with the same one. None of this decides anything: [SeatLocks] does.
final class BestSeats {
    private static final int ATTEMPTS = 10;
    private static final int SPREAD = 4;
    private static final long REMEMBERED = Duration.ofMillis(200).toNanos();

    private final ShowsForSale shows;
    private final SeatMaps maps;
    private final SeatFinder finder;
    private final SeatLocks locks;
    private final Cache<ShowId, Map<SeatId, Long>> askedFor =
            Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(1)).build();

    BestSeats(ShowsForSale shows, SeatMaps maps, SeatFinder finder, SeatLocks locks) {
        this.shows = shows;
        this.maps = maps;
        this.finder = finder;
        this.locks = locks;
    }

    /// What asking for the best seats came to.
    sealed interface Outcome {
        /// Seats were found; this is what came of locking them.
        record Asked(List<SeatId> seats, LockOutcome lock) implements Outcome {}

        /// There is no such show.
        record NoSuchShow() implements Outcome {}

        /// No selection of free seats is what the party needs.
        record NothingFits(Reason reason) implements Outcome {}
    }

    /// Why nothing fits. The names go over the wire.
    enum Reason {
        NOT_ENOUGH_SEATS("There are not enough seats left for this party."),
        NO_WHEELCHAIR_SPACE("There are not enough wheelchair spaces left."),
        NO_SEAT_WITH_FEATURES("No free seat has all that was asked for."),
        OTHERS_WERE_FASTER("Others were faster each time. Please ask again.");

        private final String detail;

        Reason(String detail) {
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }

    /// Finds and locks.
    ///
    /// @throws InvalidField when the show has no such section
    Outcome lock(Caller caller, BestLockRequest wish) {
        Optional<ShowForSale> found = shows.find(wish.showId());
        if (found.isEmpty()) {
            return new Outcome.NoSuchShow();
        }
        ShowForSale show = found.get();
        checkSection(show.plan(), wish.section());
        Set<SeatId> lost = new HashSet<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<List<SeatId>> seats = next(show, wish, caller.user(), lost, attempt);
            if (seats.isEmpty()) {
                return new Outcome.NothingFits(why(show, wish, lost));
            }
            LockOutcome outcome = locks.acquire(caller, show.id(), seats.get(), Map.of());
            if (!(outcome instanceof LockOutcome.Taken taken)) {
                if (!(outcome instanceof LockOutcome.Locked)) {
                    seats.get().forEach(recent(show.id())::remove);
                }
                return new Outcome.Asked(seats.get(), outcome);
            }
            lost.addAll(taken.seats());
        }
        return new Outcome.NothingFits(Reason.OTHERS_WERE_FASTER);
    }

    /// What to ask for next. Seats that others have just asked for come into question when there are no others.
    private Optional<List<SeatId>> next(
            ShowForSale show, BestLockRequest wish, UserId holder, Set<SeatId> lost, int attempt) {
        Map<SeatId, Long> recent = recent(show.id());
        long now = System.nanoTime();
        recent.values().removeIf(at -> now - at > REMEMBERED);
        Set<SeatId> avoided = new HashSet<>(lost);
        avoided.addAll(recent.keySet());
        if (attempt == 0) {
            maps.addToAvoid(show.id(), avoided);
        } else {
            avoided.addAll(takenNow(show, lost));
        }
        List<List<SeatId>> offers = finder.best(show, wish, avoided, attempt == 0 ? 1 : SPREAD);
        if (offers.isEmpty()) {
            offers = finder.best(show, wish, takenNow(show, lost), SPREAD);
        }
        if (offers.isEmpty()) {
            return Optional.empty();
        }
        List<SeatId> chosen = offers.get(Math.floorMod(Objects.hash(holder, attempt), offers.size()));
        chosen.forEach(seat -> recent.put(seat, now));
        return Optional.of(chosen);
    }

    private Set<SeatId> takenNow(ShowForSale show, Set<SeatId> lost) {
        Set<SeatId> taken = new HashSet<>(taken(maps.current(show.id())));
        taken.addAll(lost);
        return taken;
    }

    private static Set<SeatId> taken(Optional<Snapshot> seats) {
        return seats.map(some -> some.taken().keySet()).orElse(Set.of());
    }

    private Reason why(ShowForSale show, BestLockRequest wish, Set<SeatId> lost) {
        Set<SeatId> taken = takenNow(show, lost);
        long bays = show.seats()
                .values()
                .stream()
                .filter(seat -> seat.type() == SeatType.WHEELCHAIR && !taken.contains(seat.id()))
                .count();
        if (bays < wish.wheelchairs()) {
            return Reason.NO_WHEELCHAIR_SPACE;
        }
        boolean features = show.seats()
                .values()
                .stream()
                .anyMatch(seat -> !taken.contains(seat.id()) && seat.features().containsAll(wish.features()));
        return features ? Reason.NOT_ENOUGH_SEATS : Reason.NO_SEAT_WITH_FEATURES;
    }

    private static void checkSection(SeatPlan plan, @Nullable String section) {
        List<String> known = plan.sections().stream().map(SeatPlan.Section::id).toList();
        if (section != null && !known.contains(section)) {
            throw new InvalidField(
                    "section", "is not one of this show's", String.join(", ", known));
        }
    }

    /// The seats that this node has asked for lately, and when, by [System#nanoTime].
    private Map<SeatId, Long> recent(ShowId show) {
        return askedFor.get(show, id -> new ConcurrentHashMap<>());
    }
}
