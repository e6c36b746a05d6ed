package boxoffice.fx.seatmap;

import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatPlan.SectionName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Rectangle2D;

/// Where everything of a plan is drawn, in pixels at full size. Immutable.
///
/// Plans speak of seat pitches; here a pitch is 48, a seat's 44 and the 4 between two seats.
final class Drawing {
    static final double PITCH = 48;

    /// Room at the sides for the rows' labels, above for the screen, and below.
    private static final double SIDE = 64;
    private static final double TOP = 100;
    private static final double BOTTOM = 28;
    /// Room that a section's name needs above its first row.
    private static final double NAME = 34;

    private final double width;
    private final double height;
    private final double top;
    private final Map<String, Double> lowered = new HashMap<>();
    private final List<SectionLabel> sectionLabels = new ArrayList<>();

    /// A section's name, centred on a point.
    record SectionLabel(String name, double x, double y) {}

    Drawing(House house) {
        List<SectionName> sections = house.map().layout().sections();
        top = sections.size() > 1 ? TOP + NAME : TOP;
        width = house.map().layout().width() * PITCH + 2 * SIDE;
        if (sections.size() > 1) {
            placeSections(house, sections);
        }
        height = house.map().seats().stream().mapToDouble(seat -> bounds(seat).getMaxY()).max().orElse(top) + BOTTOM;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    /// Where the rows begin.
    double top() {
        return top;
    }

    List<SectionLabel> sectionLabels() {
        return sectionLabels;
    }

    Rectangle2D bounds(ShowSeat seat) {
        double x = SIDE + seat.x() * PITCH + (PITCH - SeatNode.SIZE) / 2;
        double y = top + seat.y() * PITCH + (PITCH - SeatNode.SIZE) / 2 + lowered.getOrDefault(seat.section(), 0.0);
        return new Rectangle2D(Math.round(x), Math.round(y), SeatNode.SIZE, SeatNode.SIZE);
    }

    /// Puts each section's name above its first row, lowering the section and all behind it where there is no room.
    private void placeSections(House house, List<SectionName> sections) {
        Map<String, List<ShowSeat>> seats = new HashMap<>();
        for (ShowSeat seat : house.map().seats()) {
            seats.computeIfAbsent(seat.section(), id -> new ArrayList<>()).add(seat);
        }
        List<SectionName> frontToBack = sections.stream()
                .filter(section -> seats.containsKey(section.id()))
                .sorted(Comparator.comparingDouble(section -> front(seats.getOrDefault(section.id(), List.of()))))
                .toList();
        for (SectionName section : frontToBack) {
            List<ShowSeat> its = seats.getOrDefault(section.id(), List.of());
            double middle = its.stream()
                    .mapToDouble(seat -> bounds(seat).getMinX() + SeatNode.SIZE / 2)
                    .summaryStatistics()
                    .getAverage();
            double half = section.name().length() * 6.0 + 12;
            double above = its.stream()
                    .map(this::bounds)
                    .filter(seat -> seat.getMaxX() > middle - half && seat.getMinX() < middle + half)
                    .mapToDouble(Rectangle2D::getMinY)
                    .min()
                    .orElseGet(
                            () -> its.stream().map(this::bounds).mapToDouble(Rectangle2D::getMinY).min().orElse(top));
            Rectangle2D label = new Rectangle2D(middle - half, above - NAME + 4, 2 * half, NAME - 8);
            double missing = house.map()
                    .seats()
                    .stream()
                    .filter(seat -> !seat.section().equals(section.id()))
                    .map(this::bounds)
                    .filter(label::intersects)
                    .mapToDouble(seat -> seat.getMaxY() - label.getMinY())
                    .max()
                    .orElse(0);
            if (missing > 0) {
                double front = front(its);
                frontToBack.stream()
                        .filter(other -> front(seats.getOrDefault(other.id(), List.of())) >= front)
                        .forEach(other -> lowered.merge(other.id(), missing, Double::sum));
            }
            sectionLabels.add(new SectionLabel(section.name(), middle, above - NAME / 2 + Math.max(0, missing)));
        }
    }

    private static double front(List<ShowSeat> seats) {
        return seats.stream().mapToDouble(ShowSeat::y).min().orElse(0);
    }
}
