package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Seats for somebody whose wish was taken. In the plans, `R` is a regular seat, `P` a premium one, `_` an aisle.
class AlternativesTest {
    @Test
    void theNearestSeatsSideBySideAreFound() {
        SeatPlan plan = plan("RRRRRRRR", "RRRRRRRR");

        assertThat(near(plan, "A4 A5", "A4")).isEqualTo("A5 A6");
        assertThat(near(plan, "A4 A5", "A3 A4 A5 A6")).isEqualTo("B4 B5");
        assertThat(near(plan, "A1 A2 A3", "A2")).isEqualTo("B1 B2 B3");
    }

    @Test
    void anAisleDivides() {
        assertThat(near(plan("RRR_RRR", "RR"), "A1 A2", "A2")).isEqualTo("B1 B2");
        assertThat(near(plan("RRR_RR"), "A1 A2 A3", "A2")).isNotEqualTo("A3 A5 A6");
    }

    @Test
    void aPremiumWishGetsPremiumSeats() {
        SeatPlan plan = plan("RPPR", "RRRR", "RPPR");

        assertThat(near(plan, "A2 A3", "A2")).isEqualTo("C2 C3");
        assertThat(near(plan, "A1 A2", "A1")).isEqualTo("A3 A4");
    }

    @Test
    void whereNoBlockIsLeftSingleSeatsOfTheSameKindAreFound() {
        SeatPlan plan = plan("RPRPR", "RRPRR");

        assertThat(near(plan, "A2 A4", "A2")).isEqualTo("B3 A4");
        assertThat(near(plan("RRRRR"), "A2 A3", "A2 A4")).isEqualTo("A1 A3");
    }

    @Test
    void whereThereAreNotEnoughThereAreNone() {
        assertThat(near(plan("RRRP"), "A1 A2", "A1 A2")).isEmpty();
        assertThat(near(plan("RRR"), "A1 A2 A3", "A1 A2 A3")).isEmpty();
    }

    @Test
    void whatIsOfferedIsAlwaysFreeDistinctAndOfTheSameKinds() {
        SeatPlan plan = plan("RRRR_RRRR", "RRPP_PPRR", "RRRR_RRRR");
        List<Seat> seats = plan.seats();
        for (int taken = 0; taken < 1 << 12; taken++) {
            List<Seat> wanted = List.of(seats.get(8), seats.get(10), seats.get(11));
            Set<SeatId> gone = Stream.of(wanted.get(1).id()).collect(Collectors.toSet());
            for (int seat = 0; seat < 12; seat++) {
                if ((taken >> seat & 1) == 1) {
                    gone.add(seats.get(seat * 2).id());
                }
            }

            List<SeatId> found = Alternatives.near(plan, wanted, gone);

            if (!found.isEmpty()) {
                assertThat(found).hasSize(3).doesNotHaveDuplicates().doesNotContainAnyElementsOf(gone);
                assertThat(found.stream().map(id -> plan.seat(id).orElseThrow().type()).sorted().toList())
                        .isEqualTo(wanted.stream().map(Seat::type).sorted().toList());
            }
        }
    }

    private static String near(SeatPlan plan, String wanted, String taken) {
        List<Seat> seats =
                Stream.of(wanted.split(" ")).map(id -> plan.seat(new SeatId(id)).orElseThrow()).toList();
        Set<SeatId> gone = Stream.of(taken.split(" ")).map(SeatId::new).collect(Collectors.toSet());
        return Alternatives.near(plan, seats, gone).stream().map(SeatId::value).collect(Collectors.joining(" "));
    }

    private static SeatPlan plan(String... rows) {
        List<SeatPlan.Row> all = new ArrayList<>();
        for (int y = 0; y < rows.length; y++) {
            String label = Character.toString('A' + y);
            List<Seat> seats = new ArrayList<>();
            for (int x = 0; x < rows[y].length(); x++) {
                char kind = rows[y].charAt(x);
                if (kind != '_') {
                    seats.add(
                            new Seat(
                                    new SeatId(label + (x + 1)), "stalls", label, "" + (x + 1), kind == 'P'
                                            ? SeatType.PREMIUM
                                            : SeatType.REGULAR,
                                    x, y, Set.of(), null));
                }
            }
            all.add(new SeatPlan.Row(label, seats));
        }
        return new SeatPlan("Hall", "Screen", List.of(new SeatPlan.Section("stalls", "Stalls", all)));
    }
}
