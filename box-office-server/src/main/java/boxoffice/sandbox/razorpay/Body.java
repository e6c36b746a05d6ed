package boxoffice.sandbox.razorpay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The parameters of a request in JSON. Reading one checks it; what nobody has read can be refused at the end.
final class Body {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_NOTES = 15;
    private static final int LONGEST_NOTE = 256;

    private final ObjectNode json;
    private final Set<String> read = new HashSet<>();

    private Body(ObjectNode json) {
        this.json = json;
    }

    /// @throws RazorpayProblem when the body is no JSON object
    static Body of(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return new Body(JsonNodeFactory.instance.objectNode());
        }
        byte[] bytes = request.content().as(byte[].class);
        try {
            if (bytes.length == 0) {
                return new Body(JsonNodeFactory.instance.objectNode());
            }
            if (JSON.readTree(bytes) instanceof ObjectNode object) {
                return new Body(object);
            }
        } catch (JsonProcessingException malformed) {
            // Refused below, together with JSON of another kind.
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        throw RazorpayProblem.refused("The request body is not a JSON object");
    }

    /// The same text for the same parameters, whatever their order.
    String canonical() {
        Map<String, String> sorted = new TreeMap<>();
        json.properties().forEach(field -> sorted.put(field.getKey(), field.getValue().toString()));
        return sorted.toString();
    }

    private Optional<JsonNode> value(String name) {
        read.add(name);
        return Optional.ofNullable(json.get(name)).filter(node -> !node.isNull());
    }

    Optional<String> text(String name, int maxLength) {
        return value(name).map(node -> {
            if (!node.isTextual()) {
                throw RazorpayProblem.invalid(name, "The " + name + " must be a string.");
            }
            if (node.textValue().length() > maxLength) {
                throw RazorpayProblem.invalid(
                        name, "The " + name + " may not be greater than " + maxLength + " characters.");
            }
            return node.textValue();
        });
    }

    String oneOf(String name, Collection<String> allowed) {
        return text(name, 100).filter(allowed::contains)
                .orElseThrow(
                        () -> RazorpayProblem.invalid(
                                name, "The " + name + " field is required and must be one of " + allowed + "."));
    }

    Optional<Long> whole(String name) {
        return value(name).map(node -> {
            if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                throw RazorpayProblem.invalid(name, "The " + name + " must be an integer.");
            }
            return node.longValue();
        });
    }

    /// An amount in paise, of one rupee or more.
    Optional<Long> amount(String name) {
        return whole(name).map(amount -> {
            if (amount < 100) {
                throw RazorpayProblem.invalid(name, "The amount must be at least INR 1.00");
            }
            if (amount > 50_000_000L) {
                throw RazorpayProblem.invalid(name, "Amount exceeds maximum amount allowed.");
            }
            return amount;
        });
    }

    boolean flag(String name) {
        return value(name).map(node -> {
            if (!node.isBoolean() && !(node.isIntegralNumber() && (node.intValue() == 0 || node.intValue() == 1))) {
                throw RazorpayProblem.invalid(name, "The " + name + " field must be true or false.");
            }
            return node.asBoolean();
        }).orElse(false);
    }

    /// Free pairs of the merchant's: 15 at most, values of 256 characters at most.
    Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        value("notes").ifPresent(node -> {
            if (!node.isObject() && !(node.isArray() && node.isEmpty())) {
                throw RazorpayProblem.invalid("notes", "The notes must be key-value pairs.");
            }
            node.properties().forEach(pair -> notes.put(pair.getKey(), pair.getValue().asText()));
        });
        if (notes.size() > MOST_NOTES) {
            throw RazorpayProblem.invalid("notes", "The notes may not have more than " + MOST_NOTES + " pairs.");
        }
        if (notes.values().stream().anyMatch(text -> text.length() > LONGEST_NOTE)) {
            throw RazorpayProblem.invalid(
                    "notes", "The value of a note may not be greater than " + LONGEST_NOTE + " characters.");
        }
        return notes;
    }

    /// Accepts these parameters without looking at them.
    void ignore(String... names) {
        read.addAll(List.of(names));
    }

    /// Refuses the request if it has a parameter that nobody asked for.
    void refuseOthers() {
        json.properties()
                .stream()
                .map(Map.Entry::getKey)
                .filter(name -> !read.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw RazorpayProblem.invalid(name, name + " is/are not required and should not be sent");
                        });
    }
}
