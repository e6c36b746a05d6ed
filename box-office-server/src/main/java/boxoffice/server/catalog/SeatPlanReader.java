package boxoffice.server.catalog;

import boxoffice.model.Json;
import boxoffice.model.SeatPlan;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Reads seat plans from files (CAT-8): our own format, described by `/schema/seat-plan.schema.json`, and the public
/// seating-plan format of pretix. Which one it is follows from the file.
public final class SeatPlanReader {
    /// More seats than any hall has; keeps a file from filling the memory.
    public static final int MAX_SEATS = 10_000;

    private SeatPlanReader() {}

    /// Reads a file.
    ///
    /// @throws InvalidSeatPlan when it is no seat plan; names everything that is wrong
    public static SeatPlan read(byte[] json) {
        try {
            return read(Json.strict().readTree(json));
        } catch (JsonProcessingException malformed) {
            JsonLocation location = malformed.getLocation();
            String place = location == null
                    ? "file"
                    : "line " + location.getLineNr() + ", column " + location.getColumnNr();
            throw InvalidSeatPlan.of(place, "is not well-formed JSON", "one JSON object that has each member once");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Reads what was parsed already.
    ///
    /// @throws InvalidSeatPlan when it is no seat plan; names everything that is wrong
    public static SeatPlan read(JsonNode json) {
        if (!json.isObject()) {
            throw InvalidSeatPlan.of("file", "is not a JSON object", "a seat plan");
        }
        SeatPlanFaults faults = new SeatPlanFaults();
        SeatPlanPart file = new SeatPlanPart(json, "", faults);
        if (json.path("format").asText().equals(OpenSeatPlan.FORMAT)) {
            return new OpenSeatPlan(file).read();
        }
        if (!json.has("format") && json.has("zones")) {
            return new PretixSeatPlan(file).read();
        }
        throw InvalidSeatPlan.of(
                "format", json.has("format") ? "is not known" : "is missing",
                OpenSeatPlan.FORMAT + ", or none in a pretix seating plan, which has zones");
    }
}
