package boxoffice.fx.seatmap;

import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Where the seats of a show stand to each other. Immutable.
///
/// Rows may be curved, so that "beside" and "behind" are judged from seat to seat, not by a row's own place.
final class House {
    /// Two seats side by side stand one pitch apart; from here on there is room for an aisle between them.
    private static final double GAP = 1.3;
    /// Seats of two rows that stand no further from each other, front to back, are side by side.
    private static final double BESIDE = 0.6;
    /// How much a pitch to the side weighs against a pitch ahead when a row does not reach over to where the guest is.
    private static final double SIDEWAYS = 0.25;

    private final SeatMap map;
    private final List<Row> rows;
    private final Map<SeatId, Place> places = new HashMap<>();

    /// Seats of one section with one row label, from left to right.
    record Row(String section, String label, List<ShowSeat> seats) {
        boolean has(ShowSeat seat) {
            return label.equals(seat.row()) && section.equals(seat.section());
        }

        double meanY() {
            return seats.stream().mapToDouble(ShowSeat::y).average().orElse(0);
        }

        double left() {
            return seats.getFirst().x();
        }

        double right() {
            return seats.getLast().x();
        }
    }

    /// A seat in its row.
    private record Place(Row row, int index) {
        ShowSeat seat() {
            return row.seats().get(index);
        }
    }

    /// Where a step leads.
    ///
    /// @param skipped seats of the row that were passed over
    /// @param aisle whether a gap was crossed
    record Step(ShowSeat seat, int skipped, boolean aisle) {}

    House(SeatMap map) {
        this.map = map;
        record Key(String section, String row) {}
        Map<Key, List<ShowSeat>> grouped = new LinkedHashMap<>();
        for (ShowSeat seat : map.seats()) {
            grouped.computeIfAbsent(new Key(seat.section(), seat.row()), key -> new ArrayList<>()).add(seat);
        }
        rows = grouped.entrySet()
                .stream()
                .map(
                        entry -> new Row(
                                entry.getKey().section(),
                                entry.getKey().row(),
                                entry.getValue().stream().sorted(Comparator.comparingDouble(ShowSeat::x)).toList()))
                .sorted(Comparator.comparingDouble(Row::meanY).thenComparingDouble(Row::left))
                .toList();
        for (Row row : rows) {
            for (int i = 0; i < row.seats().size(); i++) {
                places.put(row.seats().get(i).id(), new Place(row, i));
            }
        }
    }

    SeatMap map() {
        return map;
    }

    /// Every row, front to back.
    List<Row> rows() {
        return rows;
    }

    Optional<ShowSeat> seat(SeatId id) {
        return Optional.ofNullable(places.get(id)).map(Place::seat);
    }

    Row row(ShowSeat seat) {
        return place(seat).row();
    }

    Optional<ShowSeat> first(Predicate<ShowSeat> wanted) {
        return rows.stream().flatMap(row -> row.seats().stream()).filter(wanted).findFirst();
    }

    Optional<ShowSeat> last(Predicate<ShowSeat> wanted) {
        return rows.reversed().stream().flatMap(row -> row.seats().reversed().stream()).filter(wanted).findFirst();
    }

    /// The seat that stands nearest to a point.
    Optional<ShowSeat> nearest(double x, double y, Predicate<ShowSeat> wanted) {
        return map.seats()
                .stream()
                .filter(wanted)
                .min(Comparator.comparingDouble(seat -> Math.hypot(seat.x() - x, seat.y() - y)));
    }

    /// The next seat in the row without an aisle between.
    ///
    /// @param direction -1 for the left, 1 for the right
    Optional<ShowSeat> neighbour(ShowSeat seat, int direction) {
        Place place = place(seat);
        int next = place.index() + direction;
        if (next < 0 || next >= place.row().seats().size()) {
            return Optional.empty();
        }
        ShowSeat beside = place.row().seats().get(next);
        return Math.abs(beside.x() - seat.x()) < GAP ? Optional.of(beside) : Optional.empty();
    }

    /// The next wanted seat to a side: in the row, or else in a row that goes on beside it.
    Optional<Step> sideways(ShowSeat from, int direction, Predicate<ShowSeat> wanted) {
        Place place = place(from);
        List<ShowSeat> seats = place.row().seats();
        for (int i = place.index() + direction; i >= 0 && i < seats.size(); i += direction) {
            if (wanted.test(seats.get(i))) {
                int skipped = Math.abs(i - place.index()) - 1;
                boolean aisle = skipped == 0 && Math.abs(seats.get(i).x() - from.x()) >= GAP;
                return Optional.of(new Step(seats.get(i), skipped, aisle));
            }
        }
        return map.seats()
                .stream()
                .filter(seat -> (seat.x() - from.x()) * direction > 0.5)
                .filter(seat -> Math.abs(seat.y() - from.y()) <= BESIDE)
                .filter(wanted)
                .min(Comparator.comparingDouble(seat -> Math.abs(seat.x() - from.x())))
                .map(seat -> new Step(seat, 0, true));
    }

    /// The wanted seat nearest to `x` in the next row that has any.
    ///
    /// @param direction -1 towards the screen, 1 away from it
    /// @param x where the guest would like to stay while going from row to row
    Optional<Step> ahead(ShowSeat from, int direction, double x, Predicate<ShowSeat> wanted) {
        ShowSeat best = null;
        double bestScore = Double.MAX_VALUE;
        for (Row row : rows) {
            if (row.has(from)) {
                continue;
            }
            Optional<ShowSeat> nearest = nearestInRow(row, x, wanted);
            if (nearest.isEmpty()) {
                continue;
            }
            double distance = (nearest.get().y() - from.y()) * direction;
            double outside = Math.max(0, Math.max(row.left() - x, x - row.right()));
            double score = distance + SIDEWAYS * outside;
            if (distance > BESIDE && score < bestScore) {
                best = nearest.get();
                bestScore = score;
            }
        }
        return Optional.ofNullable(best).map(seat -> new Step(seat, 0, false));
    }

    static Optional<ShowSeat> nearestInRow(Row row, double x, Predicate<ShowSeat> wanted) {
        return row.seats().stream().filter(wanted).min(Comparator.comparingDouble(seat -> Math.abs(seat.x() - x)));
    }

    private Place place(ShowSeat seat) {
        Place place = places.get(seat.id());
        if (place == null) {
            throw new IllegalArgumentException("no seat " + seat.id() + " in this plan");
        }
        return place;
    }
}
