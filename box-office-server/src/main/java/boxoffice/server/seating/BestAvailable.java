package boxoffice.server.seating;

import boxoffice.model.Locks.BestLockRequest;
import boxoffice.model.SeatId;
import boxoffice.model.SeatType;
import boxoffice.server.catalog.StrandRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The best seats for a party (SEAT-10). Pure: the same question has the same answer.
///
/// What counts, the weightiest first:
/// 1. a theater that is STRICT about stranded seats strands none if it can be helped;
/// 2. everyone in a wheelchair has somebody of the party beside;
/// 3. nobody is given a dearer kind of seat than asked for: where no kind was named, PREMIUM is offered only where
///    REGULAR seats cannot take the party, and VIP after that; a companion's seat goes to a party that does not have its
///    bay only when there is nothing else, and a bay never goes to a party without a wheelchair;
/// 4. the order of [BlockSearch], where a seat costs its distance from the best one.
///
/// Of the features asked for, one seat of the party has all: those who need a hearing loop or an aisle bring friends
/// who do not.
final class BestAvailable {
    private static final byte MEMBER = 0;
    private static final byte BAY = 1;

    private final Auditorium house;
    private final StrandRule rule;

    BestAvailable(Auditorium house, StrandRule rule) {
        this.house = house;
        this.rule = rule;
    }

    /// The best seats, whole or not at all.
    ///
    /// @param taken every seat that cannot be had
    Optional<List<SeatId>> find(BestLockRequest wish, Set<SeatId> taken) {
        BitSet free = house.free(taken);
        return find(wish, free, free).map(this::ids);
    }

    /// The best seats, the best of the others, and so on: no seat is in two answers.
    ///
    /// @param count how many answers at most
    List<List<SeatId>> several(BestLockRequest wish, Set<SeatId> taken, int count) {
        BitSet free = house.free(taken);
        BitSet others = (BitSet) free.clone();
        List<List<SeatId>> found = new ArrayList<>();
        while (found.size() < count) {
            Optional<BitSet> next = find(wish, free, others);
            if (next.isEmpty()) {
                break;
            }
            others.andNot(next.get());
            found.add(ids(next.get()));
        }
        return found;
    }

    private Optional<BitSet> find(BestLockRequest wish, BitSet free, BitSet open) {
        boolean accompanied = wish.wheelchairs() > 0 && wish.partySize() > wish.wheelchairs();
        Optional<BitSet> found = find(wish, free, open, rule, accompanied);
        if (found.isEmpty() && accompanied) {
            found = find(wish, free, open, rule, false);
        }
        if (found.isEmpty() && rule == StrandRule.STRICT) {
            found = find(wish, free, open, StrandRule.LENIENT, accompanied);
            if (found.isEmpty() && accompanied) {
                found = find(wish, free, open, StrandRule.LENIENT, false);
            }
        }
        return found;
    }

    private Optional<BitSet> find(
            BestLockRequest wish, BitSet free, BitSet open, StrandRule strands, boolean accompanied) {
        for (Set<SeatType> kinds : ladder(wish)) {
            Optional<BitSet> found =
                    new BlockSearch(house, free, question(wish, open, kinds, strands, accompanied)).best();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// The kinds of seats that may be offered, widened step by step.
    private static List<Set<SeatType>> ladder(BestLockRequest wish) {
        SeatType asked = wish.seatType();
        if (asked != null) {
            return List.of(EnumSet.of(asked), EnumSet.of(asked, SeatType.COMPANION));
        }
        return List.of(
                EnumSet.of(SeatType.REGULAR),
                EnumSet.of(SeatType.REGULAR, SeatType.PREMIUM),
                EnumSet.of(SeatType.REGULAR, SeatType.PREMIUM, SeatType.VIP),
                EnumSet.of(SeatType.REGULAR, SeatType.PREMIUM, SeatType.VIP, SeatType.COMPANION));
    }

    private BlockSearch.Question question(
            BestLockRequest wish, BitSet open, Set<SeatType> kinds, StrandRule strands, boolean accompanied) {
        BitSet usable = new BitSet(house.size());
        BitSet needed = new BitSet();
        byte[] uses = new byte[house.size()];
        boolean wheelchairs = wish.wheelchairs() > 0;
        for (int seat = open.nextSetBit(0); seat >= 0; seat = open.nextSetBit(seat + 1)) {
            SeatType type = house.seat(seat).type();
            boolean fits = house.ordinary(seat)
                    ? kinds.contains(type)
                    : wheelchairs || kinds.contains(type);
            if (!fits || !(wish.section() == null || wish.section().equals(house.seat(seat).section()))) {
                continue;
            }
            usable.set(seat);
            uses[seat] = type == SeatType.WHEELCHAIR ? BAY : MEMBER;
            if (!wish.features().isEmpty() && house.seat(seat).features().containsAll(wish.features())) {
                needed.set(seat);
            }
        }
        if (!wish.features().isEmpty() && needed.isEmpty()) {
            usable.clear();
        }
        return new BlockSearch.Question(
                usable,
                uses,
                new int[] {wish.partySize() - wish.wheelchairs(), wish.wheelchairs()},
                house::cost,
                needed,
                strands,
                accompanied,
                !kinds.contains(SeatType.COMPANION));
    }

    private List<SeatId> ids(BitSet seats) {
        return seats.stream().mapToObj(seat -> house.seat(seat).id()).toList();
    }
}
