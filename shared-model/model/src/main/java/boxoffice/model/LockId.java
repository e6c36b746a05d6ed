package boxoffice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Names one selection of seats held for a while by one holder.
public record LockId(@JsonValue UUID value) {
    /// Takes the id as it stands in JSON.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LockId {
        InvalidField.require(value, "id");
    }

    /// Reads the id's text form.
    ///
    /// @throws InvalidField when `text` is not a UUID
    public static LockId of(String text) {
        return new LockId(InvalidField.uuid(text, "id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
