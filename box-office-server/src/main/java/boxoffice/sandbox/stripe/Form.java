package boxoffice.sandbox.stripe;

import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The parameters of a request, form-encoded with Stripe's nested names such as
/// `line_items[0][price_data][currency]`.
///
/// Reading a parameter checks it; what nobody has read can be refused at the end.
final class Form {
    private static final String TYPE = "application/x-www-form-urlencoded";
    private static final Pattern NAME = Pattern.compile("[^\\[\\]]+(\\[[^\\[\\]]*])*");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,18}");

    private final Map<String, String> values;
    private final Set<String> read;
    private final String prefix;

    private Form(Map<String, String> values, Set<String> read, String prefix) {
        this.values = values;
        this.read = read;
        this.prefix = prefix;
    }

    /// Parses a form-encoded body or query.
    ///
    /// @throws StripeProblem when it is not form-encoded
    static Form parse(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Integer> lengths = new HashMap<>();
        for (String pair : encoded.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!NAME.matcher(name).matches()) {
                throw StripeProblem.invalid(null, name, "The parameter name " + name + " has unbalanced brackets.");
            }
            if (name.endsWith("[]")) {
                String list = name.substring(0, name.length() - 2);
                name = list + "[" + (lengths.merge(list, 1, Integer::sum) - 1) + "]";
            }
            if (values.putIfAbsent(name, value) != null) {
                throw StripeProblem.invalid(null, name, "The parameter " + name + " is given twice.");
            }
        }
        return new Form(values, new HashSet<>(), "");
    }

    /// Parses the body of a request; a request without a body has no parameters.
    ///
    /// @throws StripeProblem when it is not form-encoded
    static Form ofBody(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return parse("");
        }
        request.headers().contentType().map(type -> type.mediaType().text()).ifPresent(type -> {
            if (!type.equals(TYPE)) {
                throw StripeProblem.badRequest("The body must be sent as " + TYPE + ", not as " + type + ".");
            }
        });
        return parse(new String(request.content().as(byte[].class), StandardCharsets.UTF_8));
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw StripeProblem.badRequest("The parameters are not form-encoded: " + malformed.getMessage() + ".");
        }
    }

    /// All parameters in one text that is the same for the same parameters, whatever their order.
    String canonical() {
        var text = new StringBuilder();
        new TreeMap<>(values).forEach(
                (name, value) -> text.append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .append('&'));
        return text.toString();
    }

    /// The full name of a parameter, as the sender wrote it.
    String name(String name) {
        return prefix.isEmpty() ? name : prefix + "[" + name + "]";
    }

    /// What was given under a name, unchecked; empty if nothing was.
    String raw(String name) {
        return value(name).orElse("");
    }

    /// What was given under a name, without counting it as read.
    Optional<String> peek(String name) {
        return Optional.ofNullable(values.get(name(name)));
    }

    boolean has(String name) {
        String full = name(name);
        return values.keySet().stream().anyMatch(key -> key.equals(full) || key.startsWith(full + "["));
    }

    String text(String name, int maxLength) {
        return optionalText(name, maxLength).orElseThrow(() -> StripeProblem.missing(name(name)));
    }

    Optional<String> optionalText(String name, int maxLength) {
        Optional<String> value = value(name);
        value.ifPresent(text -> {
            if (text.isEmpty()) {
                throw StripeProblem.invalid(
                        "parameter_invalid_empty", name(name), name(name) + " is empty. Leave it out or give a value.");
            }
            if (text.length() > maxLength) {
                throw StripeProblem.invalid(
                        null, name(name), name(name) + " has more than " + maxLength + " characters.");
            }
        });
        return value;
    }

    private Optional<String> value(String name) {
        String full = name(name);
        read.add(full);
        return Optional.ofNullable(values.get(full));
    }

    long wholeNumber(String name, long min, long max) {
        return optionalWholeNumber(name, min, max).orElseThrow(() -> StripeProblem.missing(name(name)));
    }

    Optional<Long> optionalWholeNumber(String name, long min, long max) {
        return optionalText(name, 100).map(text -> {
            if (!WHOLE_NUMBER.matcher(text).matches()) {
                throw StripeProblem.invalid(
                        "parameter_invalid_integer", name(name), name(name) + " is not a whole number: " + text);
            }
            long number = Long.parseLong(text);
            if (number < min || number > max) {
                throw StripeProblem.invalid(
                        null, name(name), name(name) + " must be from " + min + " to " + max + ", not " + text + ".");
            }
            return number;
        });
    }

    boolean flag(String name) {
        return optionalOneOf(name, List.of("true", "false"))
                .map(Boolean::parseBoolean)
                .orElse(false);
    }

    String oneOf(String name, Collection<String> allowed) {
        return optionalOneOf(name, allowed).orElseThrow(() -> StripeProblem.missing(name(name)));
    }

    Optional<String> optionalOneOf(String name, Collection<String> allowed) {
        return optionalText(name, 100).map(text -> {
            if (!allowed.contains(text)) {
                throw StripeProblem.invalid(
                        null, name(name), name(name) + " must be one of " + allowed + ", not " + text + ".");
            }
            return text;
        });
    }

    /// An absolute address with a scheme, such as a web page.
    Optional<String> optionalUrl(String name) {
        return optionalText(name, 5000).map(text -> {
            try {
                // Stripe replaces {CHECKOUT_SESSION_ID} in addresses, and braces are no part of a URI.
                if (new URI(text.replace("{", "").replace("}", "")).isAbsolute()) {
                    return text;
                }
            } catch (URISyntaxException malformed) {
                // Refused below, together with addresses that lack a scheme.
            }
            throw StripeProblem.invalid(
                    "url_invalid", name(name), name(name) + " must be a whole address with its scheme, not " + text);
        });
    }

    /// The parameters nested under a name; empty if there are none.
    Form child(String name) {
        return new Form(values, read, name(name));
    }

    /// Whether nothing is nested here.
    boolean isEmpty() {
        return values.keySet().stream().noneMatch(key -> key.startsWith(prefix + "["));
    }

    /// The nested parameters of a list, such as `line_items[0][…]`, in the order they were given.
    List<Form> children(String name) {
        return keysUnder(name).stream().map(key -> child(name).child(key)).toList();
    }

    /// The texts of a list, such as `expand[]`.
    List<String> texts(String name) {
        Form list = child(name);
        List<String> texts = new ArrayList<>();
        keysUnder(name).forEach(key -> texts.add(list.text(key, 500)));
        return texts;
    }

    /// Free key and value pairs, within Stripe's limits: 50 keys of at most 40 characters, values of at most 500.
    Map<String, String> metadata(String name) {
        if (value(name).filter(text -> !text.isEmpty()).isPresent()) {
            throw StripeProblem.invalid(null, name(name), name(name) + " must be a set of keys and values.");
        }
        Form pairs = child(name);
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String key : keysUnder(name)) {
            if (key.length() > 40) {
                throw StripeProblem.invalid(
                        null, pairs.name(key), "A key of " + name(name) + " has more than 40 characters.");
            }
            pairs.optionalText(key, 500).ifPresent(text -> metadata.put(key, text));
        }
        if (metadata.size() > 50) {
            throw StripeProblem.invalid(null, name(name), name(name) + " has more than 50 keys.");
        }
        return metadata;
    }

    private Set<String> keysUnder(String name) {
        String start = name(name) + "[";
        Set<String> keys = new LinkedHashSet<>();
        for (String full : values.keySet()) {
            if (full.startsWith(start)) {
                keys.add(full.substring(start.length(), full.indexOf(']', start.length())));
            }
        }
        return keys;
    }

    /// Accepts whatever stands under these names without looking at it.
    void ignore(Collection<String> names) {
        for (String name : names) {
            String full = name(name);
            values.keySet()
                    .stream()
                    .filter(key -> key.equals(full) || key.startsWith(full + "["))
                    .forEach(read::add);
        }
    }

    /// Refuses the request if it has a parameter that nobody asked for.
    void refuseUnknown() {
        for (String full : values.keySet()) {
            if (!read.contains(full)) {
                throw StripeProblem.unknown(full);
            }
        }
    }
}
