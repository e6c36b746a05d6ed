package boxoffice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Names a screen: one auditorium of a theater.
public record ScreenId(@JsonValue UUID value) {
    /// Takes the id as it stands in JSON.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ScreenId {
        InvalidField.require(value, "id");
    }

    /// Reads the id's text form.
    ///
    /// @throws InvalidField when `text` is not a UUID
    public static ScreenId of(String text) {
        return new ScreenId(InvalidField.uuid(text, "id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
