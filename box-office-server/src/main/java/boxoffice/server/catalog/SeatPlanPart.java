package boxoffice.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// An object in a seat-plan file, and where it is. What cannot be read is taken down as a fault and something harmless
/// is returned in its place, so that reading can go on to find more.
///
/// @param path from the file's root, such as `sections[0].rows[2]`; empty for the root
record SeatPlanPart(JsonNode json, String path, SeatPlanFaults faults) {
    /// Stands for a text that could not be read; its fault is taken down.
    static final String UNREADABLE = "?";

    /// The path of a member.
    String at(String member) {
        return path.isEmpty() ? member : path + "." + member;
    }

    boolean has(String member) {
        return json.hasNonNull(member);
    }

    void fault(String member, String wrong, String allowed) {
        faults.add(at(member), wrong, allowed);
    }

    /// Finds fault with every member but these.
    void allowOnly(String... members) {
        List<String> known = List.of(members);
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                fault(name, "is not known", String.join(", ", known));
            }
        });
    }

    /// A text without surrounding blanks.
    String text(String member, int maxLength) {
        JsonNode value = json.path(member);
        String text = value.isTextual() ? value.textValue().strip() : "";
        if (!text.isEmpty() && !text.equals(UNREADABLE) && text.length() <= maxLength) {
            return text;
        }
        String wrong = value.isMissingNode() ? "is missing"
                : !value.isTextual() ? "is not a text"
                : text.isEmpty() ? "is empty"
                : "is too long";
        fault(member, wrong, "1 to " + maxLength + " characters");
        return UNREADABLE;
    }

    String textOr(String member, int maxLength, String fallback) {
        return has(member) ? text(member, maxLength) : fallback;
    }

    /// A length in seat pitches, from 0.
    double lengthOr(String member, double max, double fallback) {
        return has(member) ? number(member, 0, max) : fallback;
    }

    /// @param min a whole number
    /// @param max a whole number
    double number(String member, double min, double max) {
        JsonNode value = json.path(member);
        if (value.isNumber() && value.doubleValue() >= min && value.doubleValue() <= max) {
            return value.doubleValue();
        }
        String wrong = value.isMissingNode() ? "is missing" : value.isNumber() ? "is out of range" : "is not a number";
        fault(member, wrong, (long) min + " to " + (long) max);
        return 0;
    }

    /// An object; an empty one where there is none.
    SeatPlanPart part(String member) {
        if (!json.path(member).isObject()) {
            fault(member, json.has(member) ? "is not an object" : "is missing", "an object");
        }
        return new SeatPlanPart(json.path(member), at(member), faults);
    }

    /// The objects of an array.
    List<SeatPlanPart> parts(String member) {
        if (!json.path(member).isArray()) {
            fault(member, json.has(member) ? "is not an array" : "is missing", "an array");
        }
        List<SeatPlanPart> parts = new ArrayList<>();
        for (JsonNode item : json.path(member)) {
            String place = at(member) + "[" + parts.size() + "]";
            if (!item.isObject()) {
                faults.add(place, "is not an object", "an object");
            }
            parts.add(new SeatPlanPart(item, place, faults));
        }
        return parts;
    }
}
