package boxoffice.server.seating;

import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatType;
import boxoffice.server.catalog.StrandRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds seats for somebody whose wish was taken: as many, of the same kinds, side by side where possible, as near as
/// there are (SEAT-2). Pure.
final class Alternatives {
    private Alternatives() {}

    /// Seats instead of `wanted`, the nearest first. No seat is in two of the answers.
    ///
    /// @param taken every seat that cannot be had
    /// @param count how many answers at most
    /// @return as many seats as wanted in each answer
    static List<List<SeatId>> near(
            Auditorium house, StrandRule rule, List<Seat> wanted, Set<SeatId> taken, int count) {
        BitSet free = house.free(taken);
        BitSet open = (BitSet) free.clone();
        int[] distances = house.distances(wanted);
        List<List<SeatId>> found = new ArrayList<>();
        while (found.size() < count) {
            Optional<BitSet> next = nearest(house, rule, wanted, free, open, distances);
            if (next.isEmpty()) {
                break;
            }
            open.andNot(next.get());
            found.add(next.get().stream().mapToObj(seat -> house.seat(seat).id()).toList());
        }
        return found;
    }

    private static Optional<BitSet> nearest(
            Auditorium house, StrandRule rule, List<Seat> wanted, BitSet free, BitSet open, int[] distances) {
        Optional<BitSet> found =
                new BlockSearch(house, free, question(house, rule, wanted, open, distances)).best();
        return found.isEmpty() && rule == StrandRule.STRICT
                ? new BlockSearch(house, free, question(house, StrandRule.LENIENT, wanted, open, distances)).best()
                : found;
    }

    private static BlockSearch.Question question(
            Auditorium house, StrandRule rule, List<Seat> wanted, BitSet open, int[] distances) {
        int[] counts = new int[SeatType.values().length];
        wanted.forEach(seat -> counts[seat.type().ordinal()]++);
        BitSet usable = new BitSet(house.size());
        byte[] kinds = new byte[house.size()];
        for (int seat = open.nextSetBit(0); seat >= 0; seat = open.nextSetBit(seat + 1)) {
            int kind = house.seat(seat).type().ordinal();
            if (counts[kind] > 0) {
                usable.set(seat);
                kinds[seat] = (byte) kind;
            }
        }
        boolean bays = counts[SeatType.WHEELCHAIR.ordinal()] > 0;
        return new BlockSearch.Question(
                usable, kinds, counts, seat -> distances[seat], new BitSet(), rule, false, bays);
    }
}
