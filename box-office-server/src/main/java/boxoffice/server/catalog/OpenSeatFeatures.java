package boxoffice.server.catalog;

import boxoffice.model.SeatFeature;
import boxoffice.model.SeatId;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the features of our own format, which name seats one by one (`C7`) or as a range of a row (`C4-C12`).
final class OpenSeatFeatures {
    private static final Map<String, SeatFeature> NAMES = Map.of(
            "STEP_FREE", SeatFeature.STEP_FREE, "RESTRICTED_VIEW",
            SeatFeature.RESTRICTED_VIEW, "HEARING_LOOP", SeatFeature.HEARING_LOOP, "LIFT_UP_ARMREST",
            SeatFeature.LIFT_UP_ARMREST);
    private static final String SEAT = "([\\p{L}\\p{N}]{0,7}\\p{L})([0-9]{1,4})";
    private static final Pattern SEATS = Pattern.compile(SEAT + "(?:-" + SEAT + ")?");

    /// How many seats a row has, by its label: they are numbered from 1 without gaps.
    private final Map<String, Integer> rowSizes;
    private final Map<String, Set<SeatFeature>> found = new HashMap<>();

    OpenSeatFeatures(Map<String, Integer> rowSizes) {
        this.rowSizes = rowSizes;
    }

    Set<SeatFeature> of(SeatId seat) {
        return found.getOrDefault(seat.value(), Set.of());
    }

    void read(SeatPlanPart part) {
        part.allowOnly("feature", "seats");
        String name = part.text("feature", 40);
        SeatFeature feature = NAMES.get(name);
        if (feature == null && part.has("feature")) {
            part.fault(
                    "feature", "is not one that is given",
                    "HEARING_LOOP, LIFT_UP_ARMREST, RESTRICTED_VIEW, STEP_FREE; aisle seats follow from the pictures");
        }
        JsonNode seats = part.json().path("seats");
        if (!seats.isArray() || seats.isEmpty()) {
            part.fault(
                    "seats", part.has("seats") ? "is not a list of seats" : "is missing", "seats such as C7, C4-C12");
        }
        for (int i = 0; i < seats.size() && feature != null; i++) {
            mark(part, "seats[" + i + "]", seats.path(i).asText(), feature);
        }
    }

    private void mark(SeatPlanPart part, String member, String text, SeatFeature feature) {
        Matcher seats = SEATS.matcher(text);
        if (!seats.matches()) {
            part.fault(member, "is not of the form", "a seat such as C7, or a range of a row such as C4-C12");
            return;
        }
        String row = seats.group(1);
        int first = Integer.parseInt(seats.group(2));
        boolean range = seats.group(3) != null;
        int last = range ? Integer.parseInt(seats.group(4)) : first;
        if ((range && !row.equals(seats.group(3))) || first > last) {
            part.fault(member, "is not a range", "two seats of one row, the lower number first");
        } else if (first < 1 || last > rowSizes.getOrDefault(row, 0)) {
            part.fault(member, "names a seat that is not in the plan", "seats of the plan");
        } else {
            for (int number = first; number <= last; number++) {
                found.computeIfAbsent(row + number, seat -> EnumSet.noneOf(SeatFeature.class)).add(feature);
            }
        }
    }
}
