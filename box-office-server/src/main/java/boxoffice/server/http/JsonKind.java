package boxoffice.server.http;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/// Tells the sender of a wrong value, in the words of JSON, what would have been right.
final class JsonKind {
    private JsonKind() {}

    static String of(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        }
        if (type == UUID.class) {
            return "a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057";
        }
        if (type == LocalDateTime.class) {
            return "a local time such as 2026-05-31T19:30";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class)) {
            return "a number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        return type == String.class ? "a text" : "an object";
    }
}
