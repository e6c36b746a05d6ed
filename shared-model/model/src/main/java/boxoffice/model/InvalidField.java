package boxoffice.model;

import java.util.Collection;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says which field of an input was wrong, in what way, and what is allowed.
///
/// Thrown by the compact constructors of request records, so that a request that exists is a well-formed one.
public final class InvalidField extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s<>,;]+@[^@\\s<>,;.]+(\\.[^@\\s<>,;.]+)+");
    private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private final String field;
    private final String wrong;
    private final String allowed;

    /// Makes the error.
    ///
    /// @param field the field's name as the sender spells it
    /// @param wrong what is wrong, to be read after the field's name: `is missing`
    /// @param allowed what would have been accepted
    public InvalidField(String field, String wrong, String allowed) {
        super(field + " " + wrong);
        this.field = field;
        this.wrong = wrong;
        this.allowed = allowed;
    }

    /// The whole sentence: field, what is wrong, what is allowed.
    @Override
    public String getMessage() {
        return field + " " + wrong + "; allowed: " + allowed;
    }

    /// The same error of a field that the sender calls otherwise.
    public InvalidField named(String other) {
        return new InvalidField(other, wrong, allowed);
    }

    public String field() {
        return field;
    }

    public String wrong() {
        return wrong;
    }

    public String allowed() {
        return allowed;
    }

    /// Returns `value` unless it is missing.
    public static <T> T require(@Nullable T value, String field) {
        if (value == null) {
            throw new InvalidField(field, "is missing", "a value");
        }
        return value;
    }

    /// Returns `text` without surrounding blanks unless it is missing, blank, longer than `maxLength` characters, or has
    /// control characters in it: they cannot be shown, and some cannot even be stored.
    public static String text(@Nullable String text, String field, int maxLength) {
        String stripped = require(text, field).strip();
        if (stripped.isEmpty() || stripped.length() > maxLength) {
            String wrong = stripped.isEmpty() ? "is empty" : "is too long";
            throw new InvalidField(field, wrong, "1 to %d characters".formatted(maxLength));
        }
        if (stripped.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidField(field, "has control characters", "text in one line");
        }
        return stripped;
    }

    /// Returns `text` unless it is no [#text] of an e-mail address: something on both sides of one `@`, with a dot in the
    /// second.
    public static String email(@Nullable String text, String field) {
        String address = text(text, field, 254);
        if (!EMAIL.matcher(address).matches()) {
            throw new InvalidField(field, "is not an e-mail address", "an address such as name@example.org");
        }
        return address;
    }

    /// Returns a telephone number as E.164 writes it, `+493012345678`, whatever blanks, dots, dashes and brackets stand in
    /// it, unless it is missing or none with its country's code.
    public static String phone(@Nullable String text, String field) {
        String number = text(text, field, 40).replaceAll("[\\s().\\-]", "");
        if (!PHONE.matcher(number).matches()) {
            throw new InvalidField(
                    field, "is not a telephone number", "one with its country's code, such as +49 30 12345678");
        }
        return number;
    }

    /// Returns `items` unless it is missing, empty or holds null or the same item twice.
    public static <T, C extends Collection<T>> C distinct(@Nullable C items, String field) {
        C present = require(items, field);
        if (present.isEmpty()) {
            throw new InvalidField(field, "is empty", "at least one");
        }
        for (T item : present) {
            require(item, field);
        }
        if (present.stream().distinct().count() < present.size()) {
            throw new InvalidField(field, "names one more than once", "each at most once");
        }
        return present;
    }

    static UUID uuid(String text, String field) {
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException notOne) {
            // falls through to the one clear error below
        }
        throw new InvalidField(field, "is not an id", "a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057");
    }
}
