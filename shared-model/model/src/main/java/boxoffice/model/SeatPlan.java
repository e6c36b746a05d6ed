package boxoffice.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the seats of a screen stand, seen from above with the screen at the top. Immutable.
///
/// Lengths are in seat pitches: two neighbours in a row stand 1.0 apart. `x` grows to the right as seen facing the
/// screen, `y` away from the screen; neither is ever negative.
///
/// @param name the auditorium's name
/// @param screenName what the guests look at, as written on the map: `Screen`, `Leinwand`, `Stage`
public record SeatPlan(String name, String screenName, List<Section> sections) {
    public SeatPlan {
        InvalidField.text(name, "name", 100);
        InvalidField.text(screenName, "screenName", 60);
        sections = List.copyOf(InvalidField.distinct(sections, "sections"));
        Map<SeatId, Seat> byId = new HashMap<>();
        for (Section section : sections) {
            for (Row row : section.rows()) {
                for (Seat seat : row.seats()) {
                    if (byId.putIfAbsent(seat.id(), seat) != null) {
                        throw new InvalidField("seats", "has " + seat.id() + " twice", "each seat id once in a plan");
                    }
                }
            }
        }
    }

    /// A part of the house with a name of its own, such as the balcony.
    public record Section(String id, String name, List<Row> rows) {
        public Section {
            InvalidField.text(id, "section.id", 40);
            InvalidField.text(name, "section.name", 60);
            rows = List.copyOf(InvalidField.distinct(rows, "section.rows"));
        }
    }

    /// Seats side by side, from left to right.
    public record Row(String label, List<Seat> seats) {
        public Row {
            InvalidField.text(label, "row.label", 8);
            seats = List.copyOf(InvalidField.distinct(seats, "row.seats"));
        }
    }

    /// Every seat, section by section, row by row, from left to right.
    public List<Seat> seats() {
        List<Seat> seats = new ArrayList<>();
        for (Section section : sections) {
            for (Row row : section.rows()) {
                seats.addAll(row.seats());
            }
        }
        return seats;
    }

    /// Finds a seat; reads the whole plan.
    public Optional<Seat> seat(SeatId id) {
        return seats().stream().filter(seat -> seat.id().equals(id)).findFirst();
    }

    /// The plan's extent for drawing.
    public Layout layout() {
        List<Seat> seats = seats();
        double width = seats.stream().mapToDouble(Seat::x).max().orElse(0) + 1;
        double height = seats.stream().mapToDouble(Seat::y).max().orElse(0) + 1;
        int rows = sections.stream().mapToInt(section -> section.rows().size()).sum();
        int cols = sections.stream()
                .flatMap(section -> section.rows().stream())
                .mapToInt(row -> row.seats().size())
                .max()
                .orElse(0);
        List<SectionName> names = sections.stream()
                .map(section -> new SectionName(section.id(), section.name()))
                .toList();
        return new Layout(rows, cols, width, height, screenName, names);
    }

    /// The extent of a plan.
    ///
    /// @param cols seats in the longest row
    /// @param width in seat pitches
    /// @param height in seat pitches
    public record Layout(
            int rows, int cols, double width, double height, String screenName, List<SectionName> sections) {}

    /// A section's id, which seats refer to, and its name.
    public record SectionName(String id, String name) {}
}
