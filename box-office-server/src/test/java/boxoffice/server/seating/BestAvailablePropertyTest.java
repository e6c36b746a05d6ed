package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Locks.BestLockRequest;
import boxoffice.model.Seat;
import boxoffice.model.SeatFeature;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.server.catalog.StrandRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Whatever the house, whoever has which seats, and whoever comes: what is found is as good as anything that [AllSelections]
/// finds by trying every set of seats.
class BestAvailablePropertyTest {
    private static final ShowId SHOW = new ShowId(new UUID(0, 1));

    /// A house of at most twelve seats, some of them taken, and a party before its box office.
    record Evening(SeatPlan plan, Set<SeatId> taken, BestLockRequest wish, StrandRule rule) {
        Optional<List<SeatId>> found() {
            return new BestAvailable(new Auditorium(plan), rule).find(wish, taken);
        }
    }

    @Property(tries = 1_000)
    void whatIsFoundIsAsGoodAsTheBestThereIs(@ForAll("evenings") Evening evening) {
        AllSelections all = new AllSelections(evening.plan(), evening.taken(), evening.wish(), evening.rule());

        assertThat(evening.found().map(all::score)).isEqualTo(all.bestScore());
    }

    @Property(tries = 1_000)
    void aPartyIsSeatedWholeOnFreeSeatsOrNotAtAll(@ForAll("evenings") Evening evening) {
        evening.found().ifPresent(seats -> {
            assertThat(seats).hasSize(evening.wish().partySize())
                    .doesNotHaveDuplicates()
                    .noneMatch(evening.taken()::contains);
            assertThat(seats.stream().filter(id -> type(evening, id) == SeatType.WHEELCHAIR))
                    .hasSize(evening.wish().wheelchairs());
        });
    }

    @Property(tries = 1_000)
    void aStrictHouseStrandsASeatOnlyWhereEverySelectionDoes(@ForAll("evenings") Evening evening) {
        Evening strict = new Evening(evening.plan(), evening.taken(), evening.wish(), StrandRule.STRICT);
        AllSelections all = new AllSelections(strict.plan(), strict.taken(), strict.wish(), StrandRule.STRICT);

        strict.found().ifPresent(seats -> {
            if (all.strandsSome(seats)) {
                assertThat(all.withoutStranding()).isEmpty();
            }
        });
    }

    @Property(tries = 500)
    void severalAnswersShareNoSeatAndBeginWithTheBest(@ForAll("evenings") Evening evening) {
        List<List<SeatId>> several = new BestAvailable(new Auditorium(evening.plan()), evening.rule())
                .several(evening.wish(), evening.taken(), 4);

        assertThat(several.stream().findFirst()).isEqualTo(evening.found());
        assertThat(several.stream().flatMap(List::stream).toList())
                .doesNotHaveDuplicates()
                .noneMatch(evening.taken()::contains);
    }

    @Provide
    Arbitrary<Evening> evenings() {
        Arbitrary<String> row = Arbitraries.strings().withChars("RRRRRRHPPVWWCC__").ofMinLength(1).ofMaxLength(7);
        Arbitrary<SeatPlan> plans = row.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(rows -> rows.toArray(String[]::new))
                .filter(rows -> seats(rows) > 0 && seats(rows) <= 12)
                .map(Drawn::plan);
        return plans.flatMap(
                plan -> Combinators.combine(taken(plan), wishes(), Arbitraries.of(StrandRule.class))
                        .as((taken, wish, rule) -> new Evening(plan, taken, wish, rule)));
    }

    private static Arbitrary<Set<SeatId>> taken(SeatPlan plan) {
        List<SeatId> ids = plan.seats().stream().map(Seat::id).toList();
        return Arbitraries.integers().between(0, (1 << ids.size()) - 1).map(bits -> {
            List<SeatId> some = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                if ((bits & bits >> 3 & 1 << i) != 0) {
                    some.add(ids.get(i));
                }
            }
            return some.stream().collect(Collectors.toSet());
        });
    }

    private static Arbitrary<BestLockRequest> wishes() {
        Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 6);
        Arbitrary<Optional<SeatType>> kinds = Arbitraries.frequency(
                Tuple.of(7, Optional.empty()), Tuple.of(2, Optional.of(SeatType.REGULAR)), Tuple.of(
                        1, Optional.of(SeatType.PREMIUM)));
        Arbitrary<Integer> wheelchairs = Arbitraries.frequency(
                Tuple.of(5, 0), Tuple.of(2, 1), Tuple.of(1, 2));
        Arbitrary<Set<SeatFeature>> features =
                Arbitraries.frequency(
                        Tuple.of(6, Set.of()), Tuple.of(
                                1, Set.of(SeatFeature.HEARING_LOOP)));
        return Combinators.combine(sizes, kinds, wheelchairs, features)
                .as(
                        (size, kind, chairs, needs) -> new BestLockRequest(
                                SHOW, size, null, kind.orElse(null), Math.min(size, chairs), needs));
    }

    private static int seats(String... rows) {
        return (int) String.join("", rows).chars().filter(c -> c != '_').count();
    }

    private static SeatType type(Evening evening, SeatId id) {
        return evening.plan().seat(id).orElseThrow().type();
    }
}
