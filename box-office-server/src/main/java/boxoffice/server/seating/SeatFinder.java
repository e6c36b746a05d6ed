package boxoffice.server.seating;

import boxoffice.model.Locks.BestLockRequest;
import boxoffice.model.Money;
import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.ShowId;
import boxoffice.server.catalog.ShowForSale;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.catalog.StrandRule;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Finds seats in shows as they stand, from the seat map and without a query of its own (SEAT-2, SEAT-10). Thread-safe.
final class SeatFinder {
    private static final int ALTERNATIVES = 3;

    /// Plans are shared by all shows of a screen and go when the last of these is forgotten.
    private final Cache<SeatPlan, Auditorium> houses = Caffeine.newBuilder().weakKeys().build();
    private final ShowsForSale shows;
    private final SeatMaps maps;

    SeatFinder(ShowsForSale shows, SeatMaps maps) {
        this.shows = shows;
        this.maps = maps;
    }

    /// Up to three selections instead of one that cannot be had, the nearest first.
    ///
    /// @param wanted seats of the show
    /// @param lost those of them that somebody else has, even if the map does not show it yet
    List<List<SeatId>> instead(ShowId id, List<SeatId> wanted, List<SeatId> lost) {
        return shows.find(id).map(show -> {
            Set<SeatId> taken = new HashSet<>(lost);
            maps.lately(id).ifPresent(seats -> taken.addAll(seats.taken().keySet()));
            return Alternatives.near(house(show), show.strandRule(), seats(show, wanted), taken, ALTERNATIVES);
        }).orElse(List.of());
    }

    /// What a selection costs everyone; empty when there is no such show.
    Optional<Money> price(ShowId id, List<SeatId> seats) {
        return shows.find(id).map(show -> Pricing.quote(show, seats(show, seats), Map.of()).total());
    }

    /// The seats that a selection strands against the theater's rule. None if there is no selection like it that does not,
    /// and none if it is no selection of free seats of a show at all.
    List<SeatId> stranded(ShowId id, List<SeatId> wanted) {
        return shows.find(id)
                .filter(show -> show.strandRule() == StrandRule.STRICT)
                .filter(show -> show.seats().keySet().containsAll(wanted))
                .map(show -> againstTheRule(show, wanted))
                .orElse(List.of());
    }

    private List<SeatId> againstTheRule(ShowForSale show, List<SeatId> wanted) {
        if (maps.lately(show.id()).filter(seats -> wanted.stream().anyMatch(seats.taken()::containsKey)).isPresent()) {
            return List.of();
        }
        Auditorium house = house(show);
        Set<SeatId> taken = taken(show);
        if (wanted.stream().anyMatch(taken::contains)) {
            return List.of();
        }
        BitSet free = house.free(taken);
        List<SeatId> stranded = house.stranded(free, chosen(house, wanted));
        if (stranded.isEmpty()) {
            return stranded;
        }
        boolean better = Alternatives.near(house, show.strandRule(), seats(show, wanted), taken, 1)
                .stream()
                .anyMatch(other -> house.stranded(free, chosen(house, other)).isEmpty());
        return better ? stranded : List.of();
    }

    /// The best selections for a party, from the best down. No seat is in two of them.
    ///
    /// @param taken every seat that cannot be had
    List<List<SeatId>> best(ShowForSale show, BestLockRequest wish, Set<SeatId> taken, int count) {
        return new BestAvailable(house(show), show.strandRule()).several(wish, taken, count);
    }

    private static BitSet chosen(Auditorium house, List<SeatId> seats) {
        BitSet chosen = new BitSet(house.size());
        seats.forEach(seat -> chosen.set(house.position(seat)));
        return chosen;
    }

    private static List<Seat> seats(ShowForSale show, List<SeatId> ids) {
        return ids.stream().map(id -> Objects.requireNonNull(show.seats().get(id))).toList();
    }

    private Set<SeatId> taken(ShowForSale show) {
        Optional<Snapshot> now = maps.current(show.id());
        return now.map(seats -> seats.taken().keySet()).orElse(Set.of());
    }

    private Auditorium house(ShowForSale show) {
        return houses.get(show.plan(), Auditorium::new);
    }
}
