package boxoffice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Names one attempt to pay for a booking.
public record PaymentId(@JsonValue UUID value) {
    /// Takes the id as it stands in JSON.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PaymentId {
        InvalidField.require(value, "id");
    }

    /// Reads the id's text form.
    ///
    /// @throws InvalidField when `text` is not a UUID
    public static PaymentId of(String text) {
        return new PaymentId(InvalidField.uuid(text, "id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
