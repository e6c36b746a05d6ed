package boxoffice.server.seating;

import boxoffice.model.Seat;
import boxoffice.model.SeatFeature;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A seat plan as whoever looks for seats needs it: seats by position in the plan's order, who sits beside whom, and how
/// good each seat is. Made once for a plan; immutable.
final class Auditorium {
    /// Neighbours stand one pitch apart; more than this is an aisle.
    private static final double NEIGHBOUR = 1.25;
    /// Lengths are counted in hundredths of a seat pitch, so that sums are exact and the same everywhere.
    private static final double UNIT = 100;
    /// A seat that does not see all of the screen is as bad as one that stands so many pitches farther away.
    private static final double RESTRICTED_VIEW = 8;
    private static final int NONE = -1;

    private final List<Seat> seats;
    private final Map<SeatId, Integer> positions = new HashMap<>();
    private final int[] x;
    private final int[] y;
    private final int[] costs;
    private final int[] bays;
    private final boolean[] joined;
    private final boolean[] ordinary;

    Auditorium(SeatPlan plan) {
        this.seats = List.copyOf(plan.seats());
        int size = seats.size();
        this.x = new int[size];
        this.y = new int[size];
        this.costs = new int[size];
        this.bays = new int[size];
        this.joined = new boolean[size];
        this.ordinary = new boolean[size];
        for (int i = 0; i < size; i++) {
            Seat seat = seats.get(i);
            positions.put(seat.id(), i);
            x[i] = units(seat.x());
            y[i] = units(seat.y());
            ordinary[i] = seat.type() != SeatType.WHEELCHAIR && seat.type() != SeatType.COMPANION;
            joined[i] = i + 1 < size && neighbours(seat, seats.get(i + 1));
        }
        double[] best = bestPoint();
        for (int i = 0; i < size; i++) {
            Seat seat = seats.get(i);
            boolean restricted = seat.features().contains(SeatFeature.RESTRICTED_VIEW);
            costs[i] = units(
                    Math.hypot(seat.x() - best[0], seat.y() - best[1]) + (restricted ? RESTRICTED_VIEW : 0));
            bays[i] = seat.companionOf() == null ? NONE : positions.getOrDefault(seat.companionOf(), NONE);
        }
    }

    private static boolean neighbours(Seat left, Seat right) {
        return left.section().equals(right.section())
                && left.row().equals(right.row())
                && right.x() - left.x() <= NEIGHBOUR;
    }

    /// The middle of the house, two thirds of the way to the back.
    private double[] bestPoint() {
        double left = seats.stream().mapToDouble(Seat::x).min().orElse(0);
        double right = seats.stream().mapToDouble(Seat::x).max().orElse(0);
        double front = seats.stream().mapToDouble(Seat::y).min().orElse(0);
        double back = seats.stream().mapToDouble(Seat::y).max().orElse(0);
        return new double[] {(left + right) / 2, front + (back - front) * 2 / 3};
    }

    private static int units(double length) {
        return (int) Math.round(length * UNIT);
    }

    int size() {
        return seats.size();
    }

    Seat seat(int position) {
        return seats.get(position);
    }

    /// A seat of this plan by its id.
    int position(SeatId id) {
        Integer position = positions.get(id);
        if (position == null) {
            throw new IllegalArgumentException("no seat " + id + " in this plan");
        }
        return position;
    }

    /// Whether the next seat of the plan stands right beside this one.
    boolean joined(int position) {
        return position >= 0 && joined[position];
    }

    /// Whether it is neither a wheelchair bay nor a companion's seat.
    boolean ordinary(int position) {
        return ordinary[position];
    }

    int x(int position) {
        return x[position];
    }

    int y(int position) {
        return y[position];
    }

    /// How far the seat is from the best one; lower is better.
    int cost(int position) {
        return costs[position];
    }

    /// How far each seat is from the middle of some others.
    int[] distances(Collection<Seat> from) {
        double middleX = from.stream().mapToDouble(Seat::x).average().orElse(0);
        double middleY = from.stream().mapToDouble(Seat::y).average().orElse(0);
        int[] distances = new int[size()];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = units(Math.hypot(seats.get(i).x() - middleX, seats.get(i).y() - middleY));
        }
        return distances;
    }

    /// The wheelchair bay that a companion's seat goes with, or a negative number.
    int bay(int position) {
        return bays[position];
    }

    /// The seats that can be had when these are taken. Ids of other plans are passed over.
    BitSet free(Set<SeatId> taken) {
        BitSet free = new BitSet(size());
        free.set(0, size());
        for (SeatId id : taken) {
            Integer position = positions.get(id);
            if (position != null) {
                free.clear(position);
            }
        }
        return free;
    }

    /// Whether choosing some seats strands another: it is an ordinary one, free, and loses its last free neighbour.
    ///
    /// @param free the seats that could be had before
    /// @param chosen some of them
    /// @param seat the seat in question, which need not exist
    boolean strands(BitSet free, BitSet chosen, int seat) {
        if (seat < 0 || seat >= size() || !ordinary[seat] || !free.get(seat) || chosen.get(seat)) {
            return false;
        }
        boolean left = joined(seat - 1) && ordinary[seat - 1] && free.get(seat - 1);
        boolean right = joined(seat) && ordinary[seat + 1] && free.get(seat + 1);
        return (left || right) && !(left && !chosen.get(seat - 1)) && !(right && !chosen.get(seat + 1));
    }

    /// Every seat that choosing these strands.
    List<SeatId> stranded(BitSet free, BitSet chosen) {
        BitSet beside = new BitSet(size());
        chosen.stream().forEach(seat -> {
            if (joined(seat - 1)) {
                beside.set(seat - 1);
            }
            if (joined(seat)) {
                beside.set(seat + 1);
            }
        });
        return beside.stream()
                .filter(seat -> strands(free, chosen, seat))
                .mapToObj(seat -> seats.get(seat).id())
                .toList();
    }
}
