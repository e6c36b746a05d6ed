package boxoffice.sandbox.common;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON object, each checked as it is read; what nobody has read can be refused at the end.
final class Fields {
    private final String path;
    private final JsonNode object;
    private final Set<String> read = new HashSet<>();

    private Fields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    /// @param path how messages call the object, empty at the top
    static Fields of(String path, JsonNode node) {
        if (!node.isObject()) {
            throw new WrongScript((path.isEmpty() ? "the script" : path) + " is " + node + "; allowed: a JSON object");
        }
        return new Fields(path, node);
    }

    private String name(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private WrongScript wrong(String field, JsonNode value, String allowed) {
        return new WrongScript(name(field) + " is " + value + "; allowed: " + allowed);
    }

    /// The value of a field; empty if it is not there or is null.
    Optional<JsonNode> value(String field) {
        read.add(field);
        return Optional.ofNullable(object.get(field)).filter(value -> !value.isNull());
    }

    Fields child(String field) {
        JsonNode child = value(field).orElseThrow(() -> missing(field, "a JSON object"));
        return of(name(field), child);
    }

    WrongScript missing(String field, String allowed) {
        return new WrongScript(name(field) + " is missing; allowed: " + allowed);
    }

    Optional<String> text(String field) {
        return value(field).map(value -> {
            if (!value.isTextual() || value.asText().isEmpty()) {
                throw wrong(field, value, "a text");
            }
            return value.asText();
        });
    }

    Optional<String> oneOf(String field, Collection<String> allowed) {
        return value(field).map(value -> {
            if (!value.isTextual() || !allowed.contains(value.asText())) {
                throw wrong(field, value, String.join(", ", allowed));
            }
            return value.asText();
        });
    }

    Optional<Long> whole(String field, long min, long max) {
        return value(field).map(value -> {
            if (!value.isIntegralNumber() || !value.canConvertToLong()
                    || value.asLong() < min
                    || value.asLong() > max) {
                throw wrong(field, value, "a whole number from " + min + " to " + max);
            }
            return value.asLong();
        });
    }

    boolean flag(String field) {
        return value(field).map(value -> {
            if (!value.isBoolean()) {
                throw wrong(field, value, "true, false");
            }
            return value.asBoolean();
        }).orElse(false);
    }

    Optional<Duration> duration(String field) {
        return value(field).map(
                value -> Durations.parse(value.isTextual() ? value.asText() : "")
                        .orElseThrow(() -> wrong(field, value, Durations.ALLOWED)));
    }

    /// The texts of a list.
    ///
    /// @param allowed `null` if any text is
    Set<String> texts(String field, @Nullable Collection<String> allowed) {
        String list = "a list of " + (allowed == null ? "texts" : String.join(", ", allowed));
        Set<String> texts = new LinkedHashSet<>();
        value(field).ifPresent(value -> {
            if (!value.isArray() || value.isEmpty()) {
                throw wrong(field, value, list);
            }
            for (JsonNode one : value) {
                if (!one.isTextual() || one.asText().isEmpty()
                        || (allowed != null && !allowed.contains(one.asText()))) {
                    throw wrong(field, value, list);
                }
                texts.add(one.asText());
            }
        });
        return texts;
    }

    /// Pairs of texts.
    Map<String, String> pairs(String field) {
        Map<String, String> pairs = new LinkedHashMap<>();
        value(field).ifPresent(value -> {
            if (!value.isObject() || value.isEmpty()) {
                throw wrong(field, value, "an object whose values are texts");
            }
            value.properties().forEach(pair -> {
                if (!pair.getValue().isTextual()) {
                    throw wrong(field, value, "an object whose values are texts");
                }
                pairs.put(pair.getKey(), pair.getValue().asText());
            });
        });
        return pairs;
    }

    /// Refuses the object if it has a field that nobody asked for.
    void refuseOthers() {
        List<String> others = object.properties()
                .stream()
                .map(Map.Entry::getKey)
                .filter(field -> !read.contains(field))
                .toList();
        if (!others.isEmpty()) {
            throw new WrongScript(
                    name(others.getFirst()) + " is not known here; allowed: "
                            + String.join(", ", read.stream().sorted().toList()));
        }
    }
}
