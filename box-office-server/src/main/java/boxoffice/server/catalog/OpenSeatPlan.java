package boxoffice.server.catalog;

import static java.util.stream.Collectors.toMap;

import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import boxoffice.server.catalog.SeatPlanDraft.DraftRow;
import boxoffice.server.catalog.SeatPlanDraft.DraftSeat;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Reads our own format: a picture of each row. `/schema/seat-plan.schema.json` says what each member means.
final class OpenSeatPlan {
    static final String FORMAT = "boxoffice-seat-plan/1";

    private static final char GAP = '_';
    private static final String CHARACTERS = "_RPVWC";
    private static final Map<Character, SeatType> TYPES = Map.of(
            'R', SeatType.REGULAR, //
            'P', SeatType.PREMIUM, //
            'V', SeatType.VIP, //
            'W', SeatType.WHEELCHAIR, //
            'C', SeatType.COMPANION);
    private static final int MAX_PICTURE = 500;
    private static final double MAX_LENGTH = 1000;
    private static final double MAX_CURVE = 20;
    private static final Pattern SECTION_ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    /// Ends in a letter: in a seat's id, label and number can then be told apart.
    private static final Pattern ROW_LABEL = Pattern.compile("[\\p{L}\\p{N}]{0,7}\\p{L}");
    private static final List<String> NUMBERINGS = List.of("LEFT_TO_RIGHT", "RIGHT_TO_LEFT");

    private final SeatPlanPart file;
    private final SeatPlanDraft draft;
    /// Where sections and rows were first seen, by id and label.
    private final Map<String, String> sectionPaths = new HashMap<>();
    private final Map<String, String> rowPaths = new HashMap<>();

    OpenSeatPlan(SeatPlanPart file) {
        this.file = file;
        this.draft = new SeatPlanDraft(file.faults());
    }

    SeatPlan read() {
        file.allowOnly("$schema", "format", "name", "screenName", "sections", "features");
        String name = file.text("name", 100);
        String screenName = file.textOr("screenName", 60, "Screen");
        List<PictureSection> sections = file.parts("sections").stream().map(this::section).toList();
        OpenSeatFeatures features = new OpenSeatFeatures(
                sections.stream()
                        .flatMap(section -> section.rows.stream())
                        .collect(toMap(PictureRow::label, PictureRow::seats)));
        if (file.has("features")) {
            file.parts("features").forEach(features::read);
        }
        for (PictureSection section : sections) {
            draft.section(section.id, section.name, section.place(features));
        }
        return draft.finish(name, screenName, "sections");
    }

    private PictureSection section(SeatPlanPart part) {
        part.allowOnly("id", "name", "x", "y", "curve", "numbering", "rows");
        String id = part.text("id", 40);
        if (!id.equals(SeatPlanPart.UNREADABLE)) {
            checkSectionId(part, id);
        }
        String numbering = part.textOr("numbering", 20, NUMBERINGS.getFirst());
        if (!NUMBERINGS.contains(numbering)) {
            part.fault("numbering", "is not known", String.join(", ", NUMBERINGS));
        }
        List<PictureRow> rows = new ArrayList<>();
        double nextY = 0;
        List<SeatPlanPart> rowParts = part.parts("rows");
        if (rowParts.isEmpty() && part.has("rows")) {
            part.fault("rows", "is empty", "at least one row");
        }
        for (SeatPlanPart rowPart : rowParts) {
            PictureRow row = row(rowPart, nextY);
            nextY = row.y + 1;
            if (!row.picture.isEmpty()) {
                rows.add(row);
            }
        }
        return new PictureSection(
                id, part.text("name", 60), part.lengthOr("x", MAX_LENGTH, 0),
                part.lengthOr("y", MAX_LENGTH, 0), part.lengthOr("curve", MAX_CURVE, 0),
                numbering.equals(NUMBERINGS.getLast()), rows);
    }

    private void checkSectionId(SeatPlanPart part, String id) {
        if (!SECTION_ID.matcher(id).matches()) {
            part.fault("id", "is not of the form", "small letters, digits and single hyphens");
        }
        String twin = sectionPaths.putIfAbsent(id, part.path());
        if (twin != null) {
            part.fault("id", "is that of " + twin, "each id once");
        }
    }

    /// Reads a row; its picture is empty if the row cannot be used.
    private PictureRow row(SeatPlanPart part, double nextY) {
        part.allowOnly("label", "picture", "x", "y");
        double x = part.lengthOr("x", MAX_LENGTH, 0);
        if (x * 2 != Math.rint(x * 2)) {
            part.fault("x", "is not a multiple of a half", "0, 0.5, 1, ...");
        }
        String label = part.text("label", 8);
        String picture = part.text("picture", MAX_PICTURE);
        boolean usable = labelFits(part, label) & pictureFits(part, picture);
        return new PictureRow(part, label, x, part.lengthOr("y", MAX_LENGTH, nextY), usable ? picture : "");
    }

    private boolean labelFits(SeatPlanPart part, String label) {
        if (label.equals(SeatPlanPart.UNREADABLE)) {
            return false;
        }
        if (!ROW_LABEL.matcher(label).matches()) {
            part.fault("label", "is not of the form", "1 to 8 letters and digits, a letter last");
            return false;
        }
        String twin = rowPaths.putIfAbsent(label, part.path());
        if (twin != null) {
            part.fault("label", "is that of " + twin + ", so that seat ids would repeat", "each label once");
        }
        return twin == null;
    }

    private static boolean pictureFits(SeatPlanPart part, String picture) {
        if (picture.equals(SeatPlanPart.UNREADABLE)) {
            return false;
        }
        List<String> unknown = picture.codePoints()
                .filter(c -> CHARACTERS.indexOf(c) < 0)
                .distinct()
                .mapToObj(Character::toString)
                .toList();
        if (!unknown.isEmpty()) {
            part.fault("picture", "has unknown characters: " + String.join(" ", unknown), "_ R P V W C");
            return false;
        }
        if (picture.chars().allMatch(c -> c == GAP)) {
            part.fault("picture", "has no seat", "at least one of R P V W C");
            return false;
        }
        return true;
    }

    private record PictureSection(
            String id, String name, double x, double y, double curve, boolean fromRight,
            List<PictureRow> rows) {

        List<DraftRow> place(OpenSeatFeatures features) {
            DoubleSummaryStatistics width = rows.stream().flatMapToDouble(PictureRow::offsets).summaryStatistics();
            double centre = (width.getMin() + width.getMax()) / 2;
            double half = Math.max((width.getMax() - width.getMin()) / 2, 0.5);
            List<DraftRow> placed = new ArrayList<>();
            for (PictureRow row : rows) {
                int[] columns = row.columns().toArray();
                List<DraftSeat> seats = new ArrayList<>();
                for (int i = 0; i < columns.length; i++) {
                    String number = Integer.toString(fromRight ? columns.length - i : i + 1);
                    double offset = row.x + columns[i];
                    double fromCentre = (offset - centre) / half;
                    SeatId seat = new SeatId(row.label + number);
                    seats.add(
                            new DraftSeat(
                                    row.part.at("picture"), seat, number,
                                    TYPES.getOrDefault(row.picture.charAt(columns[i]), SeatType.REGULAR), x + offset,
                                    y + row.y + curve * (1 - fromCentre * fromCentre), features.of(seat)));
                }
                placed.add(new DraftRow(row.label, seats));
            }
            return placed;
        }
    }

    private record PictureRow(SeatPlanPart part, String label, double x, double y, String picture) {
        IntStream columns() {
            return IntStream.range(0, picture.length()).filter(column -> picture.charAt(column) != GAP);
        }

        DoubleStream offsets() {
            return columns().mapToDouble(column -> x + column);
        }

        int seats() {
            return (int) columns().count();
        }
    }
}
