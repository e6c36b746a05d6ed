package boxoffice.sandbox;

import boxoffice.sandbox.common.Durations;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the settings of a gateway from, the first that has it, the program's arguments (`--port=12111`), system
/// properties (`sandbox.port`) and environment variables (`SANDBOX_PORT`).
final class SandboxSettings {
    private static final List<String> NAMES = List.of(
            "host",
            "port",
            "public-url",
            "data-dir",
            "secret-key",
            "webhook-urls",
            "webhook-events",
            "webhook-secret",
            "webhook-retries",
            "razorpay-key-id",
            "razorpay-key-secret",
            "razorpay-webhook-urls",
            "razorpay-webhook-secret",
            "slow-delay",
            "merchant");

    private final Map<String, String> arguments;
    private final Lookup properties;
    private final Lookup environment;

    /// Finds a value by its key.
    interface Lookup {
        @Nullable
        String get(String key);
    }

    /// A setting that cannot be used.
    static final class WrongSetting extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongSetting(String message) {
            super(message);
        }
    }

    private record Value(String key, String text) {
        WrongSetting wrong(String allowed) {
            return new WrongSetting(key + " is \"" + text + "\"; allowed: " + allowed);
        }

        /// For values that must not be shown.
        WrongSetting wrongSecret(String allowed) {
            return new WrongSetting(key + " is not usable; allowed: " + allowed);
        }
    }

    private SandboxSettings(Map<String, String> arguments, Lookup properties, Lookup environment) {
        this.arguments = arguments;
        this.properties = properties;
        this.environment = environment;
    }

    /// @throws WrongSetting with one line that names the setting, what it was and what is allowed
    static SandboxConfig read(List<String> arguments, Lookup properties, Lookup environment) {
        return new SandboxSettings(parse(arguments), properties, environment).config();
    }

    private static Map<String, String> parse(List<String> arguments) {
        Map<String, String> parsed = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = argument.startsWith("--") && equals > 0 ? argument.substring(2, equals) : "";
            if (!NAMES.contains(name)) {
                throw new WrongSetting(
                        "argument \"" + (equals > 0 ? argument.substring(0, equals) : argument)
                                + "\" is not known; allowed: --name=value with the names "
                                + String.join(", ", NAMES));
            }
            parsed.put(name, argument.substring(equals + 1));
        }
        return parsed;
    }

    private SandboxConfig config() {
        SandboxConfig.Builder config = SandboxConfig.builder();
        value("host").ifPresent(value -> config.host(value.text()));
        value("port").ifPresent(value -> config.port(port(value)));
        value("public-url").ifPresent(value -> config.publicUri(webAddress(value, value.text())));
        value("data-dir").ifPresent(value -> config.dataDirectory(path(value)));
        value("secret-key").ifPresent(value -> config.secretKey(startingWith("sk_test_", value)));
        value("webhook-urls").ifPresent(
                value -> config.webhookUrls(
                        split(value).map(text -> webAddress(value, text)).toList()));
        value("webhook-events").ifPresent(value -> config.webhookEvents(split(value).collect(Collectors.toSet())));
        value("webhook-secret").ifPresent(value -> config.webhookSecret(startingWith("whsec_", value)));
        value("webhook-retries").ifPresent(
                value -> config.webhookRetries(
                        split(value).map(text -> duration(value, text)).toList()));
        value("razorpay-key-id").ifPresent(value -> config.razorpayKeyId(startingWith("rzp_test_", value)));
        value("razorpay-key-secret").ifPresent(value -> config.razorpayKeySecret(word(value)));
        value("razorpay-webhook-urls").ifPresent(
                value -> config.razorpayWebhookUrls(
                        split(value).map(text -> webAddress(value, text)).toList()));
        value("razorpay-webhook-secret").ifPresent(value -> config.razorpayWebhookSecret(word(value)));
        value("slow-delay").ifPresent(value -> config.slowDelay(duration(value, value.text())));
        value("merchant").ifPresent(value -> config.merchant(value.text()));
        return config.build();
    }

    private Optional<Value> value(String name) {
        String property = "sandbox." + name;
        String variable = "SANDBOX_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
        return Optional.ofNullable(arguments.get(name))
                .map(text -> new Value("--" + name, text))
                .or(() -> Optional.ofNullable(properties.get(property)).map(text -> new Value(property, text)))
                .or(() -> Optional.ofNullable(environment.get(variable)).map(text -> new Value(variable, text)))
                .filter(value -> !value.text().isBlank());
    }

    private static Stream<String> split(Value value) {
        return Arrays.stream(value.text().split(",")).map(String::strip);
    }

    private static int port(Value value) {
        String allowed = "0 to 65535, where 0 is any free port";
        if (!value.text().matches("\\d{1,5}") || Integer.parseInt(value.text()) > 65_535) {
            throw value.wrong(allowed);
        }
        return Integer.parseInt(value.text());
    }

    private static Path path(Value value) {
        try {
            return Path.of(value.text());
        } catch (InvalidPathException malformed) {
            throw value.wrong("the path of a folder");
        }
    }

    private static String word(Value value) {
        if (!value.text().matches("\\w{8,}")) {
            throw value.wrongSecret("8 or more letters, digits or underscores");
        }
        return value.text();
    }

    private static String startingWith(String prefix, Value value) {
        if (!value.text().matches(Pattern.quote(prefix) + "\\w+")) {
            throw value.wrongSecret(prefix + " and then letters, digits or underscores");
        }
        return value.text();
    }

    private static URI webAddress(Value value, String text) {
        try {
            URI uri = new URI(text.replaceAll("/+$", ""));
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // Said below, together with addresses of another kind.
        }
        throw value.wrong("addresses that start with http:// or https://");
    }

    private static Duration duration(Value value, String text) {
        return Durations.parse(text).orElseThrow(() -> value.wrong(Durations.ALLOWED));
    }
}
