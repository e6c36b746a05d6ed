package boxoffice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// Names one refund of a payment.
public record RefundId(@JsonValue UUID value) {
    /// Takes the id as it stands in JSON.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RefundId {
        InvalidField.require(value, "id");
    }

    /// Reads the id's text form.
    ///
    /// @throws InvalidField when `text` is not a UUID
    public static RefundId of(String text) {
        return new RefundId(InvalidField.uuid(text, "id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
