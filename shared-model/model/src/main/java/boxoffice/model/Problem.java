package boxoffice.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An error on the wire: `application/problem+json` (RFC 9457) with a stable code.
///
/// @param detail what happened and what to do, in English, without internals
/// @param errors the fields that were wrong; empty where no single field was
/// @param more members that belong to one code, such as `unavailableSeats`
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        List<FieldError> errors,
        @JsonAnyGetter @JsonAnySetter Map<String, Object> more) {
    @JsonCreator
    public Problem(
            @JsonProperty("type") String type,
            @JsonProperty("title") String title,
            @JsonProperty("status") int status,
            @JsonProperty("code") String code,
            @JsonProperty("detail") String detail,
            @JsonProperty("errors") List<FieldError> errors,
            @JsonAnySetter Map<String, Object> more) {
        this.type = type;
        this.title = title;
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.errors = errors == null ? List.of() : List.copyOf(errors);
        this.more = more == null ? Map.of() : new LinkedHashMap<>(more);
    }

    /// A problem of a known kind.
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code.type(), code.title(), code.status(), code.name(), detail, List.of(), Map.of());
    }

    /// The same problem with one more member.
    public Problem with(String name, Object value) {
        Map<String, Object> extended = new LinkedHashMap<>(more);
        extended.put(name, value);
        return new Problem(type, title, status, code, detail, errors, extended);
    }

    /// The same problem, naming a field.
    public Problem with(InvalidField invalid) {
        return new Problem(
                type,
                title,
                status,
                code,
                detail,
                List.of(new FieldError(invalid.field(), invalid.wrong(), invalid.allowed())),
                more);
    }

    /// One field that was wrong.
    ///
    /// @param message to be read after the field's name: `is missing`
    /// @param allowed what would have been accepted
    public record FieldError(String field, String message, String allowed) {}
}
