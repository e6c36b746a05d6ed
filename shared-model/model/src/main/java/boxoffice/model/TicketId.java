package boxoffice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Names the ticket of one seat of a booking, across re-issues.
public record TicketId(@JsonValue UUID value) {
    /// Takes the id as it stands in JSON.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TicketId {
        InvalidField.require(value, "id");
    }

    /// Reads the id's text form.
    ///
    /// @throws InvalidField when `text` is not a UUID
    public static TicketId of(String text) {
        return new TicketId(InvalidField.uuid(text, "id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
