package boxoffice.server.catalog;

import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.toCollection;

import boxoffice.model.Seat;
import boxoffice.model.SeatFeature;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Seats as a file places them, until they are known to fit together: what holds for every plan, whatever its format.
final class SeatPlanDraft {
    /// Seats that are nearer to each other than this stand on the same place.
    private static final double MIN_DISTANCE = 0.9;
    /// Neighbours in a row that are further apart have an aisle between them.
    private static final double MAX_NEIGHBOUR_DISTANCE = 1.4;

    private final SeatPlanFaults faults;
    private final List<DraftSection> sections = new ArrayList<>();

    SeatPlanDraft(SeatPlanFaults faults) {
        this.faults = faults;
    }

    /// A seat.
    ///
    /// @param path where the file speaks of it
    record DraftSeat(
            String path, SeatId id, String number, SeatType type, double x, double y,
            Set<SeatFeature> features) {
        double distance(DraftSeat other) {
            return Math.hypot(x - other.x, y - other.y);
        }
    }

    record DraftRow(String label, List<DraftSeat> seats) {
        /// In the order of the model: from left to right.
        DraftRow {
            seats = seats.stream().sorted(comparingDouble(DraftSeat::x).thenComparingDouble(DraftSeat::y)).toList();
        }
    }

    private record DraftSection(String id, String name, List<DraftRow> rows) {}

    void section(String id, String name, List<DraftRow> rows) {
        sections.add(new DraftSection(id, name, List.copyOf(rows)));
    }

    /// Makes the plan.
    ///
    /// @param path what to blame when there are too few or too many seats
    /// @throws InvalidSeatPlan if there was any fault, here or while reading
    SeatPlan finish(String name, String screenName, String path) {
        checkSize(seats().count(), path);
        findRepeatedIds();
        findOverlaps();
        Map<SeatId, SeatId> companions = new HashMap<>();
        rows().forEach(row -> companions.putAll(companions(row)));
        faults.check();
        return new SeatPlan(
                name, screenName,
                sections.stream()
                        .filter(section -> !section.rows.isEmpty())
                        .map(
                                section -> new SeatPlan.Section(
                                        section.id, section.name,
                                        section.rows.stream().map(row -> row(section.id, row, companions)).toList()))
                        .toList());
    }

    /// Ends the reading when there are too few or too many seats to compare them with one another.
    void checkSize(long count, String path) {
        if (count == 0 || count > SeatPlanReader.MAX_SEATS) {
            faults.add(
                    path, count == 0 ? "has no seat" : "has " + count + " seats",
                    "1 to " + SeatPlanReader.MAX_SEATS + " seats");
            faults.check();
        }
    }

    private Stream<DraftRow> rows() {
        return sections.stream().flatMap(section -> section.rows.stream());
    }

    private Stream<DraftSeat> seats() {
        return rows().flatMap(row -> row.seats.stream());
    }

    private void findRepeatedIds() {
        Map<SeatId, DraftSeat> first = new HashMap<>();
        seats().forEach(seat -> {
            DraftSeat twin = first.putIfAbsent(seat.id, seat);
            if (twin != null) {
                faults.add(seat.path, "repeats seat " + seat.id + " of " + twin.path, "each seat id once");
            }
        });
    }

    /// Compares each seat with those in its own and the eight surrounding squares of a grid only.
    private void findOverlaps() {
        record Square(long column, long line) {
            static Square of(DraftSeat seat) {
                return new Square(Math.round(seat.x / MIN_DISTANCE), Math.round(seat.y / MIN_DISTANCE));
            }
        }
        Map<Square, List<DraftSeat>> seen = new HashMap<>();
        seats().forEach(seat -> {
            Square square = Square.of(seat);
            for (long column = square.column - 1; column <= square.column + 1; column++) {
                for (long line = square.line - 1; line <= square.line + 1; line++) {
                    seen.getOrDefault(new Square(column, line), List.of())
                            .stream()
                            .filter(other -> seat.distance(other) < MIN_DISTANCE)
                            .findFirst()
                            .ifPresent(
                                    other -> faults.add(
                                            seat.path,
                                            "puts seat " + seat.id + " on the place of " + other.id,
                                            "seats at least 0.9 seat pitches apart"));
                }
            }
            seen.computeIfAbsent(square, empty -> new ArrayList<>()).add(seat);
        });
    }

    /// Gives each companion seat the nearest wheelchair bay of its row that has none yet; who is nearest chooses first.
    private Map<SeatId, SeatId> companions(DraftRow row) {
        Set<DraftSeat> bays = row.seats.stream()
                .filter(seat -> seat.type == SeatType.WHEELCHAIR)
                .collect(toCollection(LinkedHashSet::new));
        record Choice(DraftSeat companion, double nearestBay) {}
        List<Choice> choices = row.seats.stream()
                .filter(seat -> seat.type == SeatType.COMPANION)
                .map(seat -> new Choice(seat, bays.stream().mapToDouble(seat::distance).min().orElse(0)))
                .sorted(comparingDouble(Choice::nearestBay))
                .toList();
        Map<SeatId, SeatId> bayOf = new HashMap<>();
        for (Choice choice : choices) {
            DraftSeat companion = choice.companion;
            Optional<DraftSeat> bay = bays.stream().min(comparingDouble(companion::distance));
            bay.ifPresent(taken -> {
                bayOf.put(companion.id, taken.id);
                bays.remove(taken);
            });
            if (bay.isEmpty()) {
                faults.add(
                        companion.path,
                        "has companion seat " + companion.id + " without a wheelchair bay of its own",
                        "a bay in the same row for each companion seat");
            }
        }
        return bayOf;
    }

    private static SeatPlan.Row row(String section, DraftRow row, Map<SeatId, SeatId> companions) {
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < row.seats.size(); i++) {
            DraftSeat seat = row.seats.get(i);
            boolean aisle = i == 0 || i == row.seats.size() - 1
                    || seat.distance(row.seats.get(i - 1)) > MAX_NEIGHBOUR_DISTANCE
                    || seat.distance(row.seats.get(i + 1)) > MAX_NEIGHBOUR_DISTANCE;
            Set<SeatFeature> features = EnumSet.noneOf(SeatFeature.class);
            features.addAll(seat.features);
            if (aisle) {
                features.add(SeatFeature.AISLE);
            }
            seats.add(
                    new Seat(
                            seat.id, section, row.label, seat.number, seat.type, rounded(seat.x), rounded(seat.y),
                            features, companions.get(seat.id)));
        }
        return new SeatPlan.Row(row.label, seats);
    }

    /// To a hundredth of a seat: finer than a screen can show, and short on the wire.
    private static double rounded(double length) {
        return Math.round(length * 100) / 100.0;
    }
}
