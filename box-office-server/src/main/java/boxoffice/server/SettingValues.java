package boxoffice.server;

import io.helidon.config.Config;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The values of settings by their keys, each of the kind and in the range that is asked for.
record SettingValues(Config config) {
    /// What was said, without spaces around it; nothing where that is empty.
    Optional<String> optional(String key) {
        return config.get(key).asString().asOptional().map(String::strip).filter(text -> !text.isEmpty());
    }

    /// @throws Settings.WrongSetting when nothing is said, as in all of these that give a value
    String text(String key) {
        return required(key, "a value");
    }

    /// @param allowed what is told to whoever says nothing
    String required(String key, String allowed) {
        return optional(key).orElseThrow(() -> new Settings.WrongSetting(key, "is missing", allowed));
    }

    int integer(String key, int least, int most) {
        String text = text(key);
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notOne) {
            // told below, with what is allowed
        }
        throw new Settings.WrongSetting(
                key, "is '" + text + "'", "a whole number from %d to %d".formatted(least, most));
    }

    Duration duration(String key, Duration least, Duration most) {
        String text = text(key);
        try {
            Duration value = Duration.parse(text);
            if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
                return value;
            }
        } catch (DateTimeParseException notOne) {
            // told below, with what is allowed
        }
        throw new Settings.WrongSetting(key, "is '" + text + "'", "a duration from %s to %s".formatted(least, most));
    }

    boolean flag(String key) {
        String text = text(key);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Settings.WrongSetting(key, "is '" + text + "'", "true or false");
        };
    }

    <E extends Enum<E>> E constant(String key, Class<E> type) {
        String text = text(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw new Settings.WrongSetting(
                key,
                "is '" + text + "'",
                Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
    }

    /// An address of the web.
    URI web(String key) {
        String text = text(key);
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException notOne) {
            // told below, with what is allowed
        }
        throw new Settings.WrongSetting(key, "is '" + text + "'", "an address such as https://example.org");
    }
}
