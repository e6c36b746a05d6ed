package boxoffice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// Names a seat within its seat plan, as printed on the seat: row label and number, such as `C7`.
///
/// At most 16 letters, digits and `-`; compared case-sensitively.
public record SeatId(@JsonValue String value) implements Comparable<SeatId> {
    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,15}");

    /// Takes the id as it stands in JSON.
    ///
    /// @throws InvalidField when the text is not of the form above
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SeatId {
        InvalidField.require(value, "seatId");
        if (!FORM.matcher(value).matches()) {
            throw new InvalidField("seatId", "is not a seat id", "1 to 16 letters, digits and hyphens, such as C7");
        }
    }

    /// Orders by text. Every statement that claims seats goes in this order, so that two claims cannot deadlock.
    @Override
    public int compareTo(SeatId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
