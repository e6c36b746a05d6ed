package boxoffice.server.seating;

import boxoffice.model.SeatType;
import boxoffice.server.catalog.StrandRule;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// The one way to look for seats side by side: goes through all blocks of an auditorium and keeps the best.
///
/// A *block* is a run of neighbours. A party sits in as few blocks as possible; among these, fewest members alone, fewest
/// seats stranded, least extent (two rows right behind each other are close together), least cost; the first in the
/// plan's order where all that is equal. The answer is exact except in a large house with a party in three and more
/// blocks, where the search ends after a fixed amount of work with the best it has seen.
///
/// One search is for one thread and one question.
final class BlockSearch {
    /// Steps of one search; well below a millisecond's worth.
    private static final int WORK = 60_000;
    private static final int COST_BITS = 26;
    private static final int EXTENT_BITS = 20;
    private static final int STRANDED_BITS = 6;

    private final Auditorium house;
    private final BitSet free;
    private final Question question;

    private final int members;
    private final int[] left;
    private final int[] reach;
    private final int[] longest;
    private final int[] lastOfKind;
    private final BitSet chosen;
    private final int[] starts;
    private final int[] ends;

    private int groups;
    private int work = WORK;
    private long bestScore = Long.MAX_VALUE;
    private BitSet best = new BitSet();

    /// What is looked for.
    ///
    /// @param usable the seats that come into question, all of them free
    /// @param kinds a small number for each seat that says what it can be used as
    /// @param wanted how many of each kind, ten in all at most
    /// @param costs of each seat; lower is better
    /// @param needed of these the party needs at least one, unless it is empty
    /// @param strands LENIENT avoids stranding a seat, STRICT never does
    /// @param accompanied whether everyone in a wheelchair has somebody else of the party beside
    /// @param companionsFollow whether a companion's seat can be had only beside its bay
    record Question(
            BitSet usable,
            byte[] kinds,
            int[] wanted,
            IntUnaryOperator costs,
            BitSet needed,
            StrandRule strands,
            boolean accompanied,
            boolean companionsFollow) {}

    BlockSearch(Auditorium house, BitSet free, Question question) {
        this.house = house;
        this.free = free;
        this.question = question;
        this.left = question.wanted().clone();
        this.members = Arrays.stream(left).sum();
        this.chosen = new BitSet(house.size());
        this.starts = new int[members];
        this.ends = new int[members];
        this.reach = new int[house.size() + 1];
        this.longest = new int[members + 1];
        this.lastOfKind = new int[left.length];
        measure();
    }

    /// The best seats, or none if the question has no answer.
    Optional<BitSet> best() {
        for (groups = 1; groups <= members && work > 0; groups++) {
            if (longest[groups] >= members) {
                place(0, 0, members, 0);
            }
            if (bestScore < Long.MAX_VALUE) {
                return Optional.of(best);
            }
        }
        return Optional.empty();
    }

    /// How many usable seats stand side by side from each on, and how many the longest rows of them have together.
    private void measure() {
        BitSet usable = question.usable();
        Arrays.fill(lastOfKind, -1);
        int[] lengths = new int[house.size()];
        int runs = 0;
        for (int seat = house.size() - 1; seat >= 0; seat--) {
            if (usable.get(seat)) {
                reach[seat] = house.joined(seat) ? reach[seat + 1] + 1 : 1;
                int kind = question.kinds()[seat];
                lastOfKind[kind] = Math.max(lastOfKind[kind], seat);
            }
            boolean first = usable.get(seat) && !(house.joined(seat - 1) && usable.get(seat - 1));
            if (first) {
                lengths[runs++] = reach[seat];
            }
        }
        Arrays.sort(lengths, 0, runs);
        for (int count = 1; count <= members; count++) {
            longest[count] = longest[count - 1] + (count <= runs ? lengths[runs - count] : 0);
        }
    }

    /// Places one more block behind those that are placed, and all others behind it.
    private void place(int group, int from, int rest, int cost) {
        boolean last = group == groups - 1;
        int end = house.size();
        for (int kind = 0; kind < left.length; kind++) {
            if (left[kind] > 0 && from > lastOfKind[kind]) {
                return;
            }
        }
        for (int start = question.usable().nextSetBit(from); start >= 0 && start < end; start = question.usable()
                .nextSetBit(start + 1)) {
            if (work <= 0) {
                return;
            }
            if (!last || reach[start] >= rest) {
                grow(group, start, rest, cost);
            }
        }
    }

    /// Tries every length of a block that begins at `start`.
    private void grow(int group, int start, int rest, int costBefore) {
        int after = groups - 1 - group;
        int most = Math.min(reach[start], rest - after);
        int cost = costBefore;
        int end = start;
        while (end - start < most && left[question.kinds()[end]] > 0) {
            left[question.kinds()[end]]--;
            chosen.set(end);
            cost += question.costs().applyAsInt(end);
            end++;
            work--;
            int others = rest - (end - start);
            if (after == 0 ? others == 0 : others <= longest[after]) {
                starts[group] = start;
                ends[group] = end;
                consider(group, others, cost);
            }
        }
        for (int seat = start; seat < end; seat++) {
            left[question.kinds()[seat]]++;
            chosen.clear(seat);
        }
    }

    private void consider(int group, int others, int cost) {
        if (!goesTogether(starts[group], ends[group])) {
            return;
        }
        int stranded = question.strands() == StrandRule.OFF ? 0 : stranded(group);
        if (stranded > 0 && question.strands() == StrandRule.STRICT) {
            return;
        }
        long score = score(group, stranded, cost);
        if (score >= bestScore) {
            return;
        }
        if (group < groups - 1) {
            int next = house.joined(ends[group] - 1) ? ends[group] + 1 : ends[group];
            place(group + 1, next, others, cost);
        } else if (question.needed().isEmpty() || question.needed().intersects(chosen)) {
            bestScore = score;
            best = (BitSet) chosen.clone();
        }
    }

    /// Whether companions' seats and bays within a block are used as they are meant.
    private boolean goesTogether(int start, int end) {
        if (!question.companionsFollow() && !question.accompanied()) {
            return true;
        }
        for (int seat = start; seat < end; seat++) {
            SeatType type = house.seat(seat).type();
            if (type == SeatType.COMPANION && question.companionsFollow()) {
                int bay = house.bay(seat);
                if (bay < start || bay >= end) {
                    return false;
                }
            }
            if (type == SeatType.WHEELCHAIR && question.accompanied()) {
                boolean before = seat > start && house.seat(seat - 1).type() != SeatType.WHEELCHAIR;
                boolean behind = seat + 1 < end && house.seat(seat + 1).type() != SeatType.WHEELCHAIR;
                if (!before && !behind) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Only the seats at a block's ends can be stranded, and one that stands between two blocks counts once.
    private int stranded(int group) {
        int count = 0;
        for (int i = 0; i <= group; i++) {
            boolean counted = i > 0 && ends[i - 1] == starts[i] - 1 && house.joined(ends[i - 1] - 1);
            if (!counted && house.joined(starts[i] - 1) && house.strands(free, chosen, starts[i] - 1)) {
                count++;
            }
            if (house.joined(ends[i] - 1) && house.strands(free, chosen, ends[i])) {
                count++;
            }
        }
        return count;
    }

    /// What never gets less as blocks are added, the weightiest in front.
    private long score(int group, int stranded, int cost) {
        if (groups == 1) {
            return ((long) stranded << (EXTENT_BITS + COST_BITS)) + cost;
        }
        int alone = 0;
        int left = Integer.MAX_VALUE;
        int right = 0;
        int front = Integer.MAX_VALUE;
        int back = 0;
        for (int i = 0; i <= group; i++) {
            int last = ends[i] - 1;
            alone += starts[i] == last ? 1 : 0;
            left = Math.min(left, house.x(starts[i]));
            right = Math.max(right, house.x(last));
            front = Math.min(front, Math.min(house.y(starts[i]), house.y(last)));
            back = Math.max(back, Math.max(house.y(starts[i]), house.y(last)));
        }
        long extent = Math.min(right - left + back - front, (1 << EXTENT_BITS) - 1);
        long parts = ((long) alone << STRANDED_BITS) + stranded;
        return (parts << (EXTENT_BITS + COST_BITS)) + (extent << COST_BITS) + cost;
    }
}
