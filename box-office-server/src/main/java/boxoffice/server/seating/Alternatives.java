package boxoffice.server.seating;

import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Finds seats for somebody whose wish was taken: as many, of the same kinds, side by side, as near as there are
/// (SEAT-2). Pure.
final class Alternatives {
    /// Neighbours stand one pitch apart; more than this is an aisle.
    private static final double NEIGHBOUR = 1.25;

    private Alternatives() {}

    /// Seats instead of `wanted`.
    ///
    /// @param taken every seat that cannot be had
    /// @return as many seats as wanted, or none
    static List<SeatId> near(SeatPlan plan, List<Seat> wanted, Set<SeatId> taken) {
        List<String> kinds = kinds(wanted);
        double x = wanted.stream().mapToDouble(Seat::x).average().orElse(0);
        double y = wanted.stream().mapToDouble(Seat::y).average().orElse(0);
        Comparator<List<Seat>> nearest = Comparator.comparingDouble(block -> distance(block, x, y));
        return plan.sections()
                .stream()
                .flatMap(section -> section.rows().stream())
                .flatMap(row -> blocks(row.seats(), wanted.size(), taken))
                .filter(block -> kinds(block).equals(kinds))
                .min(nearest)
                .map(Alternatives::ids)
                .orElseGet(() -> scattered(plan, wanted, taken));
    }

    private static Stream<List<Seat>> blocks(List<Seat> row, int size, Set<SeatId> taken) {
        List<List<Seat>> blocks = new ArrayList<>();
        List<Seat> run = new ArrayList<>();
        for (Seat seat : row) {
            if (taken.contains(seat.id())) {
                run.clear();
                continue;
            }
            if (!run.isEmpty() && seat.x() - run.getLast().x() > NEIGHBOUR) {
                run.clear();
            }
            run.add(seat);
            if (run.size() >= size) {
                blocks.add(List.copyOf(run.subList(run.size() - size, run.size())));
            }
        }
        return blocks.stream();
    }

    /// Where no block is left: each seat's nearest of its kind.
    private static List<SeatId> scattered(SeatPlan plan, List<Seat> wanted, Set<SeatId> taken) {
        Set<SeatId> used = new HashSet<>(taken);
        List<SeatId> found = new ArrayList<>();
        for (Seat wish : wanted) {
            plan.seats()
                    .stream()
                    .filter(seat -> !used.contains(seat.id()) && seat.type() == wish.type())
                    .min(Comparator.comparingDouble(seat -> distance(List.of(seat), wish.x(), wish.y())))
                    .ifPresent(seat -> {
                        used.add(seat.id());
                        found.add(seat.id());
                    });
        }
        return found.size() == wanted.size() ? found : List.of();
    }

    private static double distance(List<Seat> block, double x, double y) {
        double blockX = block.stream().mapToDouble(Seat::x).average().orElse(0);
        double blockY = block.stream().mapToDouble(Seat::y).average().orElse(0);
        return Math.hypot(blockX - x, blockY - y);
    }

    private static List<String> kinds(List<Seat> seats) {
        return seats.stream().map(seat -> seat.type().name()).sorted().toList();
    }

    private static List<SeatId> ids(List<Seat> block) {
        return block.stream().map(Seat::id).toList();
    }
}
