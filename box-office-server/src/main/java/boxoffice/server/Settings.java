package boxoffice.server;

import boxoffice.server.abuse.Rates;
import boxoffice.server.events.EventSettings;
import boxoffice.server.events.KafkaProperties;
import boxoffice.server.events.KafkaSettings;
import boxoffice.server.notification.NotificationSettings;
import boxoffice.server.payment.RazorpayAccount;
import boxoffice.server.realtime.RealtimeSettings;
import boxoffice.server.seating.LockTimes;
import boxoffice.server.seating.SeatLimits;
import boxoffice.server.seating.ShowCeilings;
import boxoffice.server.storage.RedisAddress;
import boxoffice.server.ticketing.WalletSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The server's settings, checked. `application.yaml` says what each is for.
///
/// @param databaseUrl empty for an embedded PostgreSQL
/// @param redisUrl empty for an embedded Redis
/// @param wallet empty where no wallet passes are offered
/// @param masterKey empty for one that is generated under `dataDir`
public record Settings(
        String host,
        int port,
        Optional<URI> publicUrl,
        Path dataDir,
        Optional<String> databaseUrl,
        int databasePool,
        Duration databaseTimeout,
        Optional<String> redisUrl,
        Duration redisTimeout,
        Optional<byte[]> masterKey,
        Gateway gateway,
        Optional<RazorpayAccount> razorpay,
        LockTimes lockTimes,
        SeatLimits seatLimits,
        ShowCeilings ceilings,
        RealtimeSettings realtime,
        Rates rates,
        NotificationSettings notification,
        EventSettings events,
        Optional<WalletSettings> wallet,
        Duration jobPause,
        boolean demoCatalogue) {
    private static final int MASTER_KEY_BYTES = 32;
    private static final int MOST_REQUESTS = 1_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);

    /// How to reach the payment gateway.
    public record Gateway(URI url, String key, String webhookSecret) {
        /// Leaves the secrets out.
        @Override
        public String toString() {
            return "Gateway[" + url + "]";
        }
    }

    /// Leaves the secrets out, and the addresses that may hold a password.
    @Override
    public String toString() {
        return "Settings[" + host + ":" + port + ", " + gateway + "]";
    }

    /// A setting that cannot be used; the message is one line for whoever starts the server.
    public static final class WrongSetting extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private WrongSetting(String key, String wrong, String allowed) {
            super("%s %s; allowed: %s".formatted(key, wrong, allowed));
        }
    }

    /// Reads the settings: `overrides` first, then the environment, then `application.yaml`.
    ///
    /// @throws WrongSetting for the first value that cannot be used
    public static Settings read(Map<String, String> overrides) {
        Config config = Config.builder()
                .sources(
                        ConfigSources.create(overrides),
                        ConfigSources.environmentVariables(),
                        ConfigSources.classpath("application.yaml"))
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .build();
        Optional<String> databaseUrl = optional(config, "database.url");
        databaseUrl
                .filter(url -> !url.matches("(jdbc:)?postgres(ql)?:.+"))
                .ifPresent(
                        url -> refuse(
                                "database.url", "is not a PostgreSQL address",
                                "postgresql://user:password@host:5432/name"));
        Optional<String> redisUrl = optional(config, "redis.url");
        redisUrl.filter(url -> !isRedis(url))
                .ifPresent(url -> refuse("redis.url", "is not a Redis address", RedisAddress.FORMS));
        Optional<byte[]> masterKey = optional(config, "security.masterkey").map(Settings::masterKey);
        if (masterKey.isEmpty() && databaseUrl.isPresent()) {
            refuse("security.masterkey", "is missing", "32 random bytes in base64, kept with your other secrets");
        }
        return new Settings(
                text(config, "server.host"),
                integer(config, "server.port", 0, 65_535),
                optional(config, "server.public.url").map(url -> web("server.public.url", url)),
                Path.of(optional(config, "data.dir").orElseGet(Settings::userData)),
                databaseUrl,
                integer(config, "database.pool", 2, 200),
                duration(config, "database.timeout", SECOND, Duration.ofMinutes(1)),
                redisUrl,
                duration(config, "redis.timeout", Duration.ofMillis(10), Duration.ofSeconds(10)),
                masterKey,
                new Gateway(
                        web("payment.gateway.url", text(config, "payment.gateway.url")),
                        text(config, "payment.gateway.key"),
                        text(config, "payment.gateway.webhook.secret")),
                razorpay(config),
                lockTimes(config),
                new SeatLimits(quota(config, "seating.quota"), quota(config, "seating.trustedquota")),
                new ShowCeilings(
                        integer(config, "seating.ceiling.selections", 0, MOST_REQUESTS),
                        integer(config, "seating.ceiling.selectionrate", 0, MOST_REQUESTS),
                        integer(config, "seating.ceiling.bookingrate", 0, MOST_REQUESTS)),
                realtime(config),
                rates(config),
                notification(config),
                events(config),
                wallet(config),
                duration(config, "jobs.pause", Duration.ofMillis(50), Duration.ofMinutes(1)),
                flag(config, "demo.catalogue"));
    }

    /// Empty without a key; with one, the other secrets are needed too.
    private static Optional<RazorpayAccount> razorpay(Config config) {
        URI url = web("payment.razorpay.url", text(config, "payment.razorpay.url"));
        return optional(config, "payment.razorpay.keyid").map(
                keyId -> new RazorpayAccount(
                        url,
                        keyId,
                        required(config, "payment.razorpay.keysecret", "the secret that belongs to the key id"),
                        required(
                                config, "payment.razorpay.webhooksecret", "the secret that webhooks are signed with")));
    }

    private static String required(Config config, String key, String allowed) {
        Optional<String> value = optional(config, key);
        if (value.isEmpty()) {
            refuse(key, "is missing", allowed);
        }
        return value.orElseThrow();
    }

    private static LockTimes lockTimes(Config config) {
        LockTimes times = new LockTimes(
                duration(config, "seating.lock.lifetime", SECOND, DAY),
                duration(config, "seating.lock.extension", SECOND, DAY),
                duration(config, "seating.lock.ceiling", SECOND, DAY),
                duration(config, "seating.lock.silence", SECOND, DAY),
                duration(config, "seating.lock.paying", SECOND, DAY),
                duration(config, "seating.cleanup", Duration.ofMillis(100), Duration.ofHours(1)));
        if (times.ceiling().compareTo(times.lifetime()) < 0) {
            refuse(
                    "seating.lock.ceiling", "is '" + times.ceiling() + "'",
                    "no less than seating.lock.lifetime, " + times.lifetime());
        }
        return times;
    }

    private static SeatLimits.Quota quota(Config config, String key) {
        return new SeatLimits.Quota(
                integer(config, key + ".seats", 0, 10_000), integer(config, key + ".shows", 0, 10_000));
    }

    private static RealtimeSettings realtime(Config config) {
        return new RealtimeSettings(
                integer(config, "realtime.connections.all", 1, 1_000_000),
                integer(config, "realtime.connections.address", 1, 1_000_000),
                integer(config, "realtime.messages", 1, 10_000),
                duration(config, "realtime.patience", SECOND, Duration.ofMinutes(5)));
    }

    private static Optional<WalletSettings> wallet(Config config) {
        return optional(config, "tickets.wallet.certificate")
                .map(
                        file -> new WalletSettings(
                                Path.of(file),
                                text(config, "tickets.wallet.password"),
                                text(config, "tickets.wallet.passtype"),
                                text(config, "tickets.wallet.team")));
    }

    private static boolean isRedis(String url) {
        try {
            return !RedisAddress.parse(url).nodes().isEmpty();
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    private static Rates rates(Config config) {
        Optional<String> proxyHeader = optional(config, "limits.proxy.header");
        proxyHeader.filter(name -> !name.matches("[A-Za-z0-9-]+"))
                .ifPresent(name -> refuse("limits.proxy.header", "is '" + name + "'", "the name of a header"));
        return new Rates(
                duration(config, "limits.window", SECOND, Duration.ofHours(1)),
                integer(config, "limits.user.requests", 0, MOST_REQUESTS),
                integer(config, "limits.user.locks", 0, MOST_REQUESTS),
                integer(config, "limits.user.payments", 0, MOST_REQUESTS),
                integer(config, "limits.user.extensions", 0, MOST_REQUESTS),
                integer(config, "limits.address.requests", 0, MOST_REQUESTS),
                integer(config, "limits.device.locks", 0, MOST_REQUESTS),
                integer(config, "limits.device.payments", 0, MOST_REQUESTS),
                proxyHeader);
    }

    private static NotificationSettings notification(Config config) {
        return new NotificationSettings(
                optional(config, "notification.mail.host").map(host -> mail(config, host)),
                optional(config, "notification.sms.url").map(
                        url -> new NotificationSettings.Sms(
                                web("notification.sms.url", url),
                                text(config, "notification.sms.user"),
                                text(config, "notification.sms.password"),
                                text(config, "notification.sms.from"))),
                optional(config, "notification.push.url").map(url -> push(config, url)),
                integer(config, "notification.attempts", 1, 100),
                duration(config, "notification.pause", Duration.ofMillis(100), Duration.ofHours(1)));
    }

    private static NotificationSettings.Push push(Config config, String url) {
        Optional<Path> account = optional(config, "notification.push.account").map(Path::of);
        return new NotificationSettings.Push(
                web("notification.push.url", url),
                account,
                account.isPresent() ? "" : text(config, "notification.push.token"));
    }

    private static NotificationSettings.Mail mail(Config config, String host) {
        String user = optional(config, "notification.mail.user").orElse("");
        String from = text(config, "notification.mail.from");
        if (!NotificationSettings.Mail.canWriteAs(from)) {
            refuse(
                    "notification.mail.from", "is '" + from + "'",
                    "an address such as Box office <tickets@example.org>");
        }
        return new NotificationSettings.Mail(
                host,
                integer(config, "notification.mail.port", 1, 65_535),
                user,
                user.isEmpty() ? "" : text(config, "notification.mail.password"),
                constant(config, "notification.mail.tls", NotificationSettings.Tls.class),
                from);
    }

    private static <E extends Enum<E>> E constant(Config config, String key, Class<E> type) {
        String text = text(config, key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw new WrongSetting(
                key,
                "is '" + text + "'",
                Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
    }

    private static EventSettings events(Config config) {
        String transport = text(config, "events.transport");
        Optional<KafkaSettings> kafka = switch (transport) {
            case "redis" -> Optional.empty();
            case "kafka" -> Optional.of(kafka(config));
            default -> throw new WrongSetting("events.transport", "is '" + transport + "'", "redis or kafka");
        };
        return new EventSettings(kafka, duration(config, "events.retention", Duration.ofHours(1), YEAR));
    }

    private static KafkaSettings kafka(Config config) {
        String servers = text(config, "events.kafka.servers");
        if (!servers.matches("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*")) {
            refuse("events.kafka.servers", "is '" + servers + "'", "brokers such as kafka-a:9092,kafka-b:9092");
        }
        try {
            return new KafkaSettings(
                    servers,
                    optional(config, "events.kafka.properties").map(file -> KafkaProperties.read(Path.of(file)))
                            .orElse(Map.of()));
        } catch (IllegalArgumentException wrong) {
            throw new WrongSetting(
                    "events.kafka.properties", String.valueOf(wrong.getMessage()), KafkaProperties.ALLOWED);
        }
    }

    private static String userData() {
        String home = System.getProperty("user.home");
        return Optional.ofNullable(System.getenv("XDG_DATA_HOME")).orElse(home + "/.local/share") + "/boxoffice";
    }

    private static Optional<String> optional(Config config, String key) {
        return config.get(key).asString().asOptional().map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String text(Config config, String key) {
        return optional(config, key).orElseThrow(() -> new WrongSetting(key, "is missing", "a value"));
    }

    private static int integer(Config config, String key, int least, int most) {
        String text = text(config, key);
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notOne) {
            // told below, with what is allowed
        }
        throw new WrongSetting(key, "is '" + text + "'", "a whole number from %d to %d".formatted(least, most));
    }

    private static Duration duration(Config config, String key, Duration least, Duration most) {
        String text = text(config, key);
        try {
            Duration value = Duration.parse(text);
            if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
                return value;
            }
        } catch (DateTimeParseException notOne) {
            // told below, with what is allowed
        }
        throw new WrongSetting(key, "is '" + text + "'", "a duration from %s to %s".formatted(least, most));
    }

    private static boolean flag(Config config, String key) {
        String text = text(config, key);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new WrongSetting(key, "is '" + text + "'", "true or false");
        };
    }

    private static URI web(String key, String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException notOne) {
            // told below, with what is allowed
        }
        throw new WrongSetting(key, "is '" + text + "'", "an address such as https://example.org");
    }

    private static byte[] masterKey(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == MASTER_KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // told below, without repeating the secret
        }
        throw new WrongSetting("security.masterkey", "cannot be read", "32 bytes in base64");
    }

    private static void refuse(String key, String wrong, String allowed) {
        throw new WrongSetting(key, wrong, allowed);
    }
}
