package boxoffice.server.catalog;

import static java.util.Comparator.comparingDouble;

import boxoffice.model.InvalidField;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import boxoffice.server.catalog.SeatPlanDraft.DraftRow;
import boxoffice.server.catalog.SeatPlanDraft.DraftSeat;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the public seating-plan format of pretix, a draft-07 schema: zones of rows of seats, at positions in pixels
/// that add up from zone to row to seat. Members that only its own editor needs are passed over, areas too.
///
/// The format lacks kinds of seats: they follow from the words in a category's name. It lacks a pitch: that is the
/// distance at which seats stand side by side. Seats of one row label in a zone are one row, however they were drawn.
/// A seat's id is its row and number, `C7` or `12-7`; where zones repeat them, after the zone's place, `2-C7`.
final class PretixSeatPlan {
    /// The kinds of seats by words in the category's name, the first that fits. A name without any is a regular seat.
    private static final List<Word> WORDS = List.of(
            new Word("companion", SeatType.COMPANION), //
            new Word("carer", SeatType.COMPANION), //
            new Word("begleit", SeatType.COMPANION), //
            new Word("accompagn", SeatType.COMPANION), //
            new Word("acompañante", SeatType.COMPANION), //
            new Word("wheelchair", SeatType.WHEELCHAIR), //
            new Word("rollstuhl", SeatType.WHEELCHAIR), //
            new Word("fauteuil roulant", SeatType.WHEELCHAIR), //
            new Word("silla de ruedas", SeatType.WHEELCHAIR), //
            new Word("vip", SeatType.VIP), //
            new Word("premium", SeatType.PREMIUM));
    /// Labels of areas that stand for what the guests look at.
    private static final Set<String> SCREEN_NAMES = Set.of(
            "screen", "stage", "leinwand", "bühne", "écran", "scène",
            "pantalla", "escenario");
    private static final double MAX_PIXELS = 1_000_000;

    private final SeatPlanPart file;
    private final SeatPlanFaults faults;

    PretixSeatPlan(SeatPlanPart file) {
        this.file = file;
        this.faults = file.faults();
    }

    SeatPlan read() {
        String name = file.text("name", 100);
        List<Zone> zones = new ArrayList<>();
        for (SeatPlanPart part : file.parts("zones")) {
            zones.add(zone(part, zones.size() + 1));
        }
        faults.check();
        List<PixelSeat> seats = zones.stream().flatMap(Zone::seats).toList();
        SeatPlanDraft draft = new SeatPlanDraft(faults);
        draft.checkSize(seats.size(), "zones");
        Scale scale = Scale.of(seats);
        boolean repeated = seats.stream().map(PixelSeat::id).distinct().count() < seats.size();
        Set<String> sections = new HashSet<>();
        for (Zone zone : zones) {
            String prefix = repeated && zones.size() > 1 ? zone.ordinal + "-" : "";
            String section = zone.id.matches("[\\p{L}\\p{N}_-]{1,40}") && sections.add(zone.id)
                    ? zone.id
                    : "zone-" + zone.ordinal;
            List<DraftRow> rows = new ArrayList<>();
            zone.rows.forEach(
                    (label, row) -> rows.add(
                            new DraftRow(
                                    label,
                                    row.stream().flatMap(seat -> placed(seat, prefix, scale).stream()).toList())));
            draft.section(section, zone.name, rows);
        }
        return draft.finish(name, screenName(), "zones");
    }

    private Zone zone(SeatPlanPart part, int ordinal) {
        Position position = Position.ORIGIN.then(part);
        String id = part.json().path("zone_id").asText();
        String name = filled(part, "name") ? part.text("name", 60) : id.isBlank() ? "Zone " + ordinal : id;
        Map<String, List<PixelSeat>> rows = new LinkedHashMap<>();
        for (SeatPlanPart row : part.parts("rows")) {
            String label = row.text("row_number", 8);
            Position rowPosition = row.has("position") ? position.then(row) : position;
            List<PixelSeat> seats = row.parts("seats").stream().map(seat -> seat(seat, label, rowPosition)).toList();
            if (!seats.isEmpty()) {
                rows.computeIfAbsent(label, first -> new ArrayList<>()).addAll(seats);
            }
        }
        return new Zone(ordinal, id, name, rows);
    }

    private static PixelSeat seat(SeatPlanPart part, String row, Position rowPosition) {
        Position position = rowPosition.then(part);
        return new PixelSeat(
                part.path(), row, part.text("seat_number", 8),
                type(part.json().path("category").asText()), position.x, position.y);
    }

    private static SeatType type(String category) {
        String name = category.toLowerCase(Locale.ROOT);
        return WORDS.stream()
                .filter(word -> name.contains(word.part))
                .map(Word::type)
                .findFirst()
                .orElse(SeatType.REGULAR);
    }

    private List<DraftSeat> placed(PixelSeat seat, String prefix, Scale scale) {
        try {
            return List.of(
                    new DraftSeat(
                            seat.path, new SeatId(prefix + seat.id()), seat.number, seat.type,
                            (seat.x - scale.left) / scale.pitch, (seat.y - scale.front) / scale.pitch, Set.of()));
        } catch (InvalidField unusable) {
            faults.add(
                    seat.path, "gives no seat id out of row " + seat.row + " and number " + seat.number,
                    unusable.allowed());
            return List.of();
        }
    }

    private String screenName() {
        for (SeatPlanPart zone : file.parts("zones")) {
            for (JsonNode area : zone.json().path("areas")) {
                String text = area.path("text").path("text").asText().strip();
                if (SCREEN_NAMES.contains(text.toLowerCase(Locale.ROOT))) {
                    return text;
                }
            }
        }
        return "Screen";
    }

    private static boolean filled(SeatPlanPart part, String member) {
        return !part.json().path(member).asText().isBlank();
    }

    private record Word(String part, SeatType type) {}

    /// @param x in pixels from wherever the file counts
    private record PixelSeat(String path, String row, String number, SeatType type, double x, double y) {
        double distance(PixelSeat other) {
            double across = x - other.x;
            double back = y - other.y;
            return Math.sqrt(across * across + back * back);
        }

        /// Row and number, kept apart by a hyphen where digits would meet.
        String id() {
            String first = forId(row);
            String last = forId(number);
            boolean digitsMeet = first.matches(".*\\d") && last.matches("\\d.*");
            return first + (digitsMeet ? "-" : "") + last;
        }

        private static String forId(String text) {
            return text.replaceAll("[^\\p{L}\\p{N}-]", "");
        }
    }

    /// @param ordinal the zone's place in the file, from 1
    private record Zone(int ordinal, String id, String name, Map<String, List<PixelSeat>> rows) {
        Stream<PixelSeat> seats() {
            return rows.values().stream().flatMap(List::stream);
        }
    }

    private record Position(double x, double y) {
        static final Position ORIGIN = new Position(0, 0);

        /// Adds the position of a part, which counts from this one.
        Position then(SeatPlanPart part) {
            SeatPlanPart offset = part.part("position");
            return new Position(
                    x + offset.number("x", -MAX_PIXELS, MAX_PIXELS),
                    y + offset.number("y", -MAX_PIXELS, MAX_PIXELS));
        }
    }

    /// How pixels become seat pitches.
    private record Scale(double left, double front, double pitch) {
        /// Seats this much nearer than usual stand on one another; nearer ones than usual are still neighbours.
        private static final double NEAR = 0.75;

        static Scale of(List<PixelSeat> seats) {
            double left = seats.stream().mapToDouble(PixelSeat::x).min().orElse(0);
            double front = seats.stream().mapToDouble(PixelSeat::y).min().orElse(0);
            double[] nearest = nearestDistances(seats);
            double least = nearest.length == 0 ? 0 : NEAR * nearest[nearest.length / 2];
            double pitch = Arrays.stream(nearest)
                    .filter(distance -> distance > 0 && distance >= least)
                    .findFirst()
                    .orElse(1);
            return new Scale(left, front, pitch);
        }

        /// Each seat's distance to the seat nearest to it, ascending; none for a single seat.
        private static double[] nearestDistances(List<PixelSeat> seats) {
            List<PixelSeat> byX = seats.stream().sorted(comparingDouble(PixelSeat::x)).toList();
            double[] nearest = new double[byX.size()];
            for (int i = 0; i < nearest.length; i++) {
                PixelSeat seat = byX.get(i);
                double best = Double.POSITIVE_INFINITY;
                for (int j = i + 1; j < nearest.length && byX.get(j).x - seat.x < best; j++) {
                    best = Math.min(best, seat.distance(byX.get(j)));
                }
                for (int j = i - 1; j >= 0 && seat.x - byX.get(j).x < best; j--) {
                    best = Math.min(best, seat.distance(byX.get(j)));
                }
                nearest[i] = best;
            }
            return Arrays.stream(nearest).filter(Double::isFinite).sorted().toArray();
        }
    }
}
