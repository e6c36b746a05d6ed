package boxoffice.server.http;

import boxoffice.model.InvalidField;
import boxoffice.model.Json;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How routes read a request. Whatever is wrong with it ends in a [ProblemException] that names the field.
public final class Ask {
    /// More than any request of this API needs.
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int LONGEST_LANGUAGES = 200;
    private static final int MOST_LANGUAGES = 5;

    private Ask() {}

    /// Reads a JSON body.
    public static <T> T body(ServerRequest request, Class<T> type) {
        return parse(json(request), type);
    }

    /// Reads a body that says of itself to be JSON, for those who need its bytes as well.
    public static byte[] json(ServerRequest request) {
        boolean json = request.headers()
                .contentType()
                .map(HttpMediaType::mediaType)
                .filter(MediaTypes.APPLICATION_JSON::equals)
                .isPresent();
        if (!json) {
            throw ProblemException.of(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
        }
        return raw(request);
    }

    /// Reads the body as it came, to its last byte.
    public static byte[] raw(ServerRequest request) {
        if (request.headers().contentLength().orElse(0) > MAX_BODY_BYTES) {
            throw tooLarge();
        }
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw tooLarge();
            }
            return body;
        } catch (IOException cut) {
            throw ProblemException.of(ProblemCode.MALFORMED_JSON, "The body ended early.");
        }
    }

    /// Reads the form that a browser posts: UTF-8, and of a field that comes twice the first value.
    public static Map<String, String> form(ServerRequest request) {
        boolean form = request.headers()
                .contentType()
                .map(HttpMediaType::mediaType)
                .filter(MediaTypes.APPLICATION_FORM_URLENCODED::equals)
                .isPresent();
        if (!form) {
            throw ProblemException.of(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/x-www-form-urlencoded.");
        }
        Map<String, String> fields = new HashMap<>();
        try {
            for (String field : new String(raw(request), StandardCharsets.UTF_8).split("&")) {
                String[] pair = field.split("=", 2);
                fields.putIfAbsent(decoded(pair[0]), pair.length == 1 ? "" : decoded(pair[1]));
            }
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.of(
                    ProblemCode.MALFORMED_REQUEST,
                    "The form is badly escaped: a % must be followed by two hexadecimal digits.");
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// Reads JSON strictly: no unknown, repeated or wrongly typed member, nothing behind the end.
    public static <T> T parse(byte[] json, Class<T> type) {
        if (json.length == 0) {
            throw ProblemException.of(ProblemCode.MALFORMED_JSON, "The body is empty and must be one JSON object.");
        }
        try {
            T value = Json.strict().readValue(json, type);
            if (value == null) {
                throw ProblemException.of(ProblemCode.MALFORMED_JSON, "The body must be a JSON object, and was null.");
            }
            return value;
        } catch (UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds()
                    .stream()
                    .map(Object::toString)
                    .sorted()
                    .collect(Collectors.joining(", "));
            InvalidField field = new InvalidField(path(unknown), "is not known", known);
            throw ProblemException.of(
                    Problem.of(ProblemCode.UNKNOWN_FIELD, field.getMessage()).with(field));
        } catch (JsonMappingException wrong) {
            throw wrong(wrong);
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            throw ProblemException.of(
                    ProblemCode.MALFORMED_JSON,
                    at == null
                            ? "The body is not JSON."
                            : "The body stops being JSON at line %d, column %d."
                                    .formatted(at.getLineNr(), at.getColumnNr()));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Reads an id from the path. One that is not even an id names nothing, so it gives `notFound`.
    public static <T> T id(ServerRequest request, String name, Function<String, T> reader, ProblemCode notFound) {
        String text = request.path().pathParameters().get(name);
        try {
            return reader.apply(text);
        } catch (InvalidField noId) {
            throw ProblemException.of(notFound, "There is nothing of that id.");
        }
    }

    /// Reads a query parameter.
    public static String query(ServerRequest request, String name) {
        return optionalQuery(request, name)
                .orElseThrow(() -> ProblemException.of(new InvalidField(name, "is missing", "?" + name + "=")));
    }

    /// Reads a query parameter that may be absent or empty.
    public static Optional<String> optionalQuery(ServerRequest request, String name) {
        Optional<String> value =
                request.query().first(name).asOptional().map(String::strip).filter(text -> !text.isEmpty());
        if (value.filter(text -> text.chars().anyMatch(Character::isISOControl)).isPresent()) {
            throw ProblemException.of(new InvalidField(name, "has control characters", "text in one line"));
        }
        return value;
    }

    /// Reads a query parameter that is a day.
    public static LocalDate date(ServerRequest request, String name) {
        return date(query(request, name), name);
    }

    /// Reads a day of the years 0000 to 9999.
    public static LocalDate date(String text, String name) {
        try {
            if (text.length() == "2026-05-31".length()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException wrong) {
            // told below, with what is allowed
        }
        throw ProblemException.of(new InvalidField(name, "is not a date", "a day such as 2026-05-31"));
    }

    /// The value of a header, if it was sent.
    public static Optional<String> header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name)).map(String::strip);
    }

    /// The languages that the sender reads, as BCP 47 tags, the best first; at most five, and none where the header makes
    /// no sense.
    public static List<String> languages(ServerRequest request) {
        String header = header(request, "Accept-Language").orElse("");
        if (header.isEmpty() || header.length() > LONGEST_LANGUAGES) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(header)
                    .stream()
                    .filter(range -> range.getWeight() > 0 && !range.getRange().contains("*"))
                    .map(range -> Locale.forLanguageTag(range.getRange()).toLanguageTag())
                    .distinct()
                    .limit(MOST_LANGUAGES)
                    .toList();
        } catch (IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    private static ProblemException wrong(JsonMappingException wrong) {
        for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidField found) {
                // An id or a seat does not know by what name it was sent; the path does, unless it ends before the field.
                boolean named = wrong.getPath().isEmpty() || found.field().startsWith(path(wrong) + ".");
                InvalidField invalid = named ? found : found.named(path(wrong));
                boolean repeatedSeat = invalid.field().equals("seatIds") && invalid.wrong().contains("more than once");
                return repeatedSeat
                        ? ProblemException.of(
                                Problem.of(ProblemCode.DUPLICATE_SEATS, invalid.getMessage())
                                        .with(invalid))
                        : ProblemException.of(invalid);
            }
        }
        if (wrong.getCause() instanceof JsonProcessingException) {
            return ProblemException.of(
                    ProblemCode.MALFORMED_JSON, "The body is not JSON: a name stands twice or it breaks off.");
        }
        if (wrong instanceof MismatchedInputException && wrong.getPath().isEmpty()) {
            return ProblemException.of(
                    ProblemCode.MALFORMED_JSON, "The body must be one JSON object, with nothing behind it.");
        }
        String expected = wrong instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? JsonKind.of(mismatch.getTargetType())
                : "another type";
        return ProblemException.of(new InvalidField(path(wrong), "has the wrong type or form", expected));
    }

    private static String path(JsonMappingException at) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : at.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static ProblemException tooLarge() {
        return ProblemException.of(
                ProblemCode.BODY_TOO_LARGE, "A body may have at most %d bytes.".formatted(MAX_BODY_BYTES));
    }
}
