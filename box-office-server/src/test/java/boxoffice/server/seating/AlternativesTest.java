package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.server.catalog.StrandRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Seats for somebody whose wish was taken.
class AlternativesTest {
    @Test
    void theNearestSeatsSideBySideAreFound() {
        SeatPlan plan = Drawn.plan("RRRRRRRR", "RRRRRRRR");

        assertThat(near(plan, "A4 A5", "A4")).isEqualTo("A5 A6");
        assertThat(near(plan, "A4 A5", "A3 A4 A5 A6")).isEqualTo("B4 B5");
        assertThat(near(plan, "A1 A2 A3", "A2")).isEqualTo("B1 B2 B3");
    }

    @Test
    void anAisleDivides() {
        assertThat(near(Drawn.plan("RRR_RRR", "RR"), "A1 A2", "A2")).isEqualTo("B1 B2");
        assertThat(near(Drawn.plan("RRR_RR"), "A1 A2", "A2")).isEqualTo("A5 A6");
    }

    @Test
    void aPremiumWishGetsPremiumSeats() {
        SeatPlan plan = Drawn.plan("RPPR", "RRRR", "RPPR");

        assertThat(near(plan, "A2 A3", "A2")).isEqualTo("C2 C3");
        assertThat(near(plan, "A1 A2", "A1")).isEqualTo("A3 A4");
    }

    @Test
    void whereNoBlockIsLeftSingleSeatsOfTheSameKindAreFound() {
        SeatPlan plan = Drawn.plan("RPRPR", "RRPRR");

        assertThat(near(plan, "A2 A4", "A2")).isEqualTo("A4 B3");
        assertThat(near(Drawn.plan("RRRRR"), "A2 A3", "A2 A4")).isEqualTo("A1 A3");
    }

    @Test
    void whereThereAreNotEnoughThereAreNone() {
        assertThat(near(Drawn.plan("RRRP"), "A1 A2", "A1 A2")).isEmpty();
        assertThat(near(Drawn.plan("RRR"), "A1 A2 A3", "A1 A2 A3")).isEmpty();
    }

    @Test
    void whatIsOfferedIsAlwaysFreeDistinctAndOfTheSameKinds() {
        SeatPlan plan = Drawn.plan("RRRR_RRRR", "RRPP_PPRR", "RRRR_RRRR");
        List<Seat> seats = plan.seats();
        Auditorium house = new Auditorium(plan);
        for (int taken = 0; taken < 1 << 12; taken++) {
            List<Seat> wanted = List.of(seats.get(8), seats.get(10), seats.get(11));
            Set<SeatId> gone = Stream.of(wanted.get(1).id()).collect(Collectors.toSet());
            for (int seat = 0; seat < 12; seat++) {
                if ((taken >> seat & 1) == 1) {
                    gone.add(seats.get(seat * 2).id());
                }
            }

            for (List<SeatId> found : Alternatives.near(house, StrandRule.LENIENT, wanted, gone, 2)) {
                assertThat(found).hasSize(3).doesNotHaveDuplicates().doesNotContainAnyElementsOf(gone);
                assertThat(found.stream().map(id -> plan.seat(id).orElseThrow().type()).sorted().toList())
                        .isEqualTo(wanted.stream().map(Seat::type).sorted().toList());
            }
        }
    }

    @Test
    void thereAreSeveralAndNoSeatIsInTwo() {
        List<List<SeatId>> all = several(Drawn.plan("RRRRRR", "RRRRRR"), StrandRule.LENIENT, "A3 A4", "A3", 3);

        assertThat(all).extracting(Drawn::text).containsExactly("B3 B4", "A1 A2", "B1 B2");
    }

    @Test
    void aSeatThatWouldBeStrandedIsPassedByUnlessTheHouseDoesNotMind() {
        SeatPlan plan = Drawn.plan("RRRR", "RRRR");

        assertThat(several(plan, StrandRule.OFF, "A1 A2", "A1", 1)).extracting(Drawn::text).containsExactly("A2 A3");
        assertThat(several(plan, StrandRule.LENIENT, "A1 A2", "A1", 1)).extracting(Drawn::text)
                .containsExactly("B1 B2");
    }

    @Test
    void aBayComesWithItsOwnCompanionsSeat() {
        assertThat(near(Drawn.plan("WCRRCW", "RRRRRR"), "A1 A2", "A1")).isEqualTo("A5 A6");
        assertThat(near(Drawn.plan("WC_CW", "WC_WR"), "A1 A2", "A1 B2")).isEqualTo("A4 A5");
    }

    private static String near(SeatPlan plan, String wanted, String taken) {
        return several(plan, StrandRule.OFF, wanted, taken, 1).stream().map(Drawn::text).collect(Collectors.joining());
    }

    private static List<List<SeatId>> several(
            SeatPlan plan, StrandRule rule, String wanted, String taken, int count) {
        List<Seat> seats =
                Stream.of(wanted.split(" ")).map(id -> plan.seat(new SeatId(id)).orElseThrow()).toList();
        return Alternatives.near(new Auditorium(plan), rule, seats, Drawn.ids(taken), count);
    }
}
