package boxoffice.server.seating;

import boxoffice.model.Locks.BestLockRequest;
import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import boxoffice.server.catalog.StrandRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tries every set of seats of a small house and says how good each is, in the plainest way: the rules of SEAT-10 once
/// more, without any thought of speed.
final class AllSelections {
    private static final Comparator<List<Long>> LOWEST = (one, other) -> {
        for (int i = 0; i < one.size(); i++) {
            int compared = Long.compare(one.get(i), other.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    };

    private final List<Seat> seats;
    private final Set<SeatId> taken;
    private final BestLockRequest wish;
    private final StrandRule rule;
    private final List<List<Seat>> selections = new ArrayList<>();

    AllSelections(SeatPlan plan, Set<SeatId> taken, BestLockRequest wish, StrandRule rule) {
        this.seats = plan.seats();
        this.taken = taken;
        this.wish = wish;
        this.rule = rule;
        List<Seat> free = seats.stream().filter(seat -> !taken.contains(seat.id())).toList();
        for (int bits = 0; bits < 1 << free.size(); bits++) {
            if (Integer.bitCount(bits) == wish.partySize()) {
                List<Seat> selection = new ArrayList<>();
                for (int i = 0; i < free.size(); i++) {
                    if ((bits >> i & 1) == 1) {
                        selection.add(free.get(i));
                    }
                }
                if (allowed(selection)) {
                    selections.add(selection);
                }
            }
        }
    }

    Optional<List<Long>> bestScore() {
        return selections.stream().map(this::scored).min(LOWEST);
    }

    List<Long> score(List<SeatId> selection) {
        return scored(seats.stream().filter(seat -> selection.contains(seat.id())).toList());
    }

    boolean strandsSome(List<SeatId> selection) {
        return stranded(seats.stream().filter(seat -> selection.contains(seat.id())).toList()) > 0;
    }

    List<List<Seat>> withoutStranding() {
        return selections.stream().filter(selection -> stranded(selection) == 0).toList();
    }

    private boolean allowed(List<Seat> selection) {
        boolean kinds = selection.stream()
                .filter(seat -> seat.type() != SeatType.WHEELCHAIR && seat.type() != SeatType.COMPANION)
                .allMatch(seat -> wish.seatType() == null || seat.type() == wish.seatType());
        boolean features = wish.features().isEmpty()
                || selection.stream().anyMatch(seat -> seat.features().containsAll(wish.features()));
        return kinds && features && count(selection, SeatType.WHEELCHAIR) == wish.wheelchairs();
    }

    private List<Long> scored(List<Seat> selection) {
        List<List<Seat>> blocks = blocks(selection);
        long stranded = rule == StrandRule.OFF ? 0 : stranded(selection);
        return List.of(
                rule == StrandRule.STRICT ? Math.min(1, stranded) : 0,
                lonelyWheelchairs(blocks) ? 1L : 0L,
                step(selection, blocks),
                (long) blocks.size(),
                blocks.size() == 1 ? 0 : blocks.stream().filter(block -> block.size() == 1).count(),
                stranded,
                blocks.size() == 1 ? 0 : extent(blocks),
                selection.stream().mapToLong(this::cost).sum());
    }

    private boolean lonelyWheelchairs(List<List<Seat>> blocks) {
        if (wish.wheelchairs() == wish.partySize()) {
            return false;
        }
        return blocks.stream()
                .anyMatch(
                        block -> block.stream()
                                .filter(seat -> seat.type() == SeatType.WHEELCHAIR)
                                .anyMatch(
                                        bay -> block.stream()
                                                .noneMatch(
                                                        other -> other.type() != SeatType.WHEELCHAIR
                                                                && Math.abs(other.x() - bay.x()) == 1)));
    }

    /// How far the offer had to be widened: to dearer kinds, and to companions' seats without their bay.
    private long step(List<Seat> selection, List<List<Seat>> blocks) {
        boolean misused = blocks.stream()
                .anyMatch(
                        block -> block.stream()
                                .filter(seat -> seat.type() == SeatType.COMPANION)
                                .anyMatch(
                                        seat -> block.stream().noneMatch(bay -> bay.id().equals(seat.companionOf()))));
        if (misused) {
            return 3;
        }
        return wish.seatType() != null ? 0
                : count(selection, SeatType.VIP) > 0 ? 2
                : count(selection, SeatType.PREMIUM) > 0 ? 1
                : 0;
    }

    private List<List<Seat>> blocks(List<Seat> selection) {
        List<List<Seat>> blocks = new ArrayList<>();
        for (Seat seat : selection) {
            if (blocks.isEmpty() || !beside(blocks.getLast().getLast(), seat)) {
                blocks.add(new ArrayList<>());
            }
            blocks.getLast().add(seat);
        }
        return blocks;
    }

    private long stranded(List<Seat> selection) {
        return seats.stream()
                .filter(seat -> ordinary(seat) && !taken.contains(seat.id()) && !selection.contains(seat))
                .filter(seat -> {
                    List<Seat> mates = seats.stream()
                            .filter(other -> beside(seat, other) || beside(other, seat))
                            .filter(other -> ordinary(other) && !taken.contains(other.id()))
                            .toList();
                    return !mates.isEmpty() && selection.containsAll(mates);
                })
                .count();
    }

    private static long extent(List<List<Seat>> blocks) {
        List<Seat> ends = blocks.stream()
                .flatMap(block -> List.of(block.getFirst(), block.getLast()).stream())
                .toList();
        double width = ends.stream().mapToDouble(Seat::x).max().orElse(0)
                - ends.stream().mapToDouble(Seat::x).min().orElse(0);
        double depth = ends.stream().mapToDouble(Seat::y).max().orElse(0)
                - ends.stream().mapToDouble(Seat::y).min().orElse(0);
        return Math.round((width + depth) * 100);
    }

    private long cost(Seat seat) {
        double middle = (seats.stream().mapToDouble(Seat::x).min().orElse(0)
                + seats.stream().mapToDouble(Seat::x).max().orElse(0)) / 2;
        double front = seats.stream().mapToDouble(Seat::y).min().orElse(0);
        double back = seats.stream().mapToDouble(Seat::y).max().orElse(0);
        return Math.round(Math.hypot(seat.x() - middle, seat.y() - (front + (back - front) * 2 / 3)) * 100);
    }

    private static boolean beside(Seat left, Seat right) {
        return left.row().equals(right.row()) && right.x() - left.x() == 1;
    }

    private static boolean ordinary(Seat seat) {
        return seat.type() != SeatType.WHEELCHAIR && seat.type() != SeatType.COMPANION;
    }

    private static long count(List<Seat> selection, SeatType type) {
        return selection.stream().filter(seat -> seat.type() == type).count();
    }
}
