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
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

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

        WrongSetting(String key, String wrong, String allowed) {
            super("%s %s; allowed: %s".formatted(key, wrong, allowed));
        }
    }

    /// Reads the settings: `overrides` first, then the environment, then `application.yaml`.
    ///
    /// @throws WrongSetting for the first value that cannot be used
    public static Settings read(Map<String, String> overrides) {
        SettingValues values = new SettingValues(
                Config.builder()
                        .sources(
                                ConfigSources.create(overrides),
                                ConfigSources.environmentVariables(),
                                ConfigSources.classpath("application.yaml"))
                        .disableEnvironmentVariablesSource()
                        .disableSystemPropertiesSource()
                        .build());
        Optional<String> databaseUrl = values.optional("database.url");
        databaseUrl
                .filter(url -> !url.matches("(jdbc:)?postgres(ql)?:.+"))
                .ifPresent(
                        url -> refuse(
                                "database.url", "is not a PostgreSQL address",
                                "postgresql://user:password@host:5432/name"));
        Optional<String> redisUrl = values.optional("redis.url");
        redisUrl.filter(url -> !isRedis(url))
                .ifPresent(url -> refuse("redis.url", "is not a Redis address", RedisAddress.FORMS));
        Optional<byte[]> masterKey = values.optional("security.masterkey").map(Settings::masterKey);
        if (masterKey.isEmpty() && databaseUrl.isPresent()) {
            refuse(
                    "security.masterkey", "is missing", "32 random bytes in base64, kept with your other secrets");
        }
        return new Settings(
                values.text("server.host"),
                values.integer("server.port", 0, 65_535),
                values.optional("server.public.url").map(_ -> values.web("server.public.url")),
                Path.of(values.optional("data.dir").orElseGet(Settings::userData)),
                databaseUrl,
                values.integer("database.pool", 2, 200),
                values.duration("database.timeout", SECOND, Duration.ofMinutes(1)),
                redisUrl,
                values.duration("redis.timeout", Duration.ofMillis(10), Duration.ofSeconds(10)),
                masterKey,
                new Gateway(
                        values.web("payment.gateway.url"),
                        values.text("payment.gateway.key"),
                        values.text("payment.gateway.webhook.secret")),
                razorpay(values),
                lockTimes(values),
                new SeatLimits(quota(values, "seating.quota"), quota(values, "seating.trustedquota")),
                new ShowCeilings(
                        values.integer("seating.ceiling.selections", 0, MOST_REQUESTS),
                        values.integer("seating.ceiling.selectionrate", 0, MOST_REQUESTS),
                        values.integer("seating.ceiling.bookingrate", 0, MOST_REQUESTS)),
                realtime(values),
                rates(values),
                notification(values),
                events(values),
                wallet(values),
                values.duration("jobs.pause", Duration.ofMillis(50), Duration.ofMinutes(1)),
                values.flag("demo.catalogue"));
    }

    /// Empty without a key; with one, the other secrets are needed too.
    private static Optional<RazorpayAccount> razorpay(SettingValues values) {
        URI url = values.web("payment.razorpay.url");
        return values.optional("payment.razorpay.keyid")
                .map(
                        keyId -> new RazorpayAccount(
                                url,
                                keyId,
                                values.required("payment.razorpay.keysecret", "the secret that belongs to the key id"),
                                values.required(
                                        "payment.razorpay.webhooksecret", "the secret that webhooks are signed with")));
    }

    private static LockTimes lockTimes(SettingValues values) {
        LockTimes times = new LockTimes(
                values.duration("seating.lock.lifetime", SECOND, DAY),
                values.duration("seating.lock.extension", SECOND, DAY),
                values.duration("seating.lock.ceiling", SECOND, DAY),
                values.duration("seating.lock.silence", SECOND, DAY),
                values.duration("seating.lock.paying", SECOND, DAY),
                values.duration("seating.cleanup", Duration.ofMillis(100), Duration.ofHours(1)));
        if (times.ceiling().compareTo(times.lifetime()) < 0) {
            refuse(
                    "seating.lock.ceiling", "is '" + times.ceiling() + "'",
                    "no less than seating.lock.lifetime, " + times.lifetime());
        }
        return times;
    }

    private static SeatLimits.Quota quota(SettingValues values, String key) {
        return new SeatLimits.Quota(
                values.integer(key + ".seats", 0, 10_000), values.integer(key + ".shows", 0, 10_000));
    }

    private static RealtimeSettings realtime(SettingValues values) {
        return new RealtimeSettings(
                values.integer("realtime.connections.all", 1, 1_000_000),
                values.integer("realtime.connections.address", 1, 1_000_000),
                values.integer("realtime.messages", 1, 10_000),
                values.duration("realtime.patience", SECOND, Duration.ofMinutes(5)));
    }

    private static Optional<WalletSettings> wallet(SettingValues values) {
        return values.optional("tickets.wallet.certificate")
                .map(
                        file -> new WalletSettings(
                                Path.of(file),
                                values.text("tickets.wallet.password"),
                                values.text("tickets.wallet.passtype"),
                                values.text("tickets.wallet.team")));
    }

    private static boolean isRedis(String url) {
        try {
            return !RedisAddress.parse(url).nodes().isEmpty();
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    private static Rates rates(SettingValues values) {
        Optional<String> proxyHeader = values.optional("limits.proxy.header");
        proxyHeader.filter(name -> !name.matches("[A-Za-z0-9-]+"))
                .ifPresent(
                        name -> refuse(
                                "limits.proxy.header", "is '" + name + "'", "the name of a header"));
        return new Rates(
                values.duration("limits.window", SECOND, Duration.ofHours(1)),
                values.integer("limits.user.requests", 0, MOST_REQUESTS),
                values.integer("limits.user.locks", 0, MOST_REQUESTS),
                values.integer("limits.user.payments", 0, MOST_REQUESTS),
                values.integer("limits.user.extensions", 0, MOST_REQUESTS),
                values.integer("limits.address.requests", 0, MOST_REQUESTS),
                values.integer("limits.device.locks", 0, MOST_REQUESTS),
                values.integer("limits.device.payments", 0, MOST_REQUESTS),
                proxyHeader);
    }

    private static NotificationSettings notification(SettingValues values) {
        return new NotificationSettings(
                values.optional("notification.mail.host").map(host -> mail(values, host)),
                values.optional("notification.sms.url")
                        .map(
                                _ -> new NotificationSettings.Sms(
                                        values.web("notification.sms.url"),
                                        values.text("notification.sms.user"),
                                        values.text("notification.sms.password"),
                                        values.text("notification.sms.from"))),
                values.optional("notification.push.url").map(_ -> push(values)),
                values.integer("notification.attempts", 1, 100),
                values.duration("notification.pause", Duration.ofMillis(100), Duration.ofHours(1)));
    }

    private static NotificationSettings.Push push(SettingValues values) {
        Optional<Path> account = values.optional("notification.push.account").map(Path::of);
        return new NotificationSettings.Push(
                values.web("notification.push.url"),
                account,
                account.isPresent() ? "" : values.text("notification.push.token"));
    }

    private static NotificationSettings.Mail mail(SettingValues values, String host) {
        String user = values.optional("notification.mail.user").orElse("");
        String from = values.text("notification.mail.from");
        if (!NotificationSettings.Mail.canWriteAs(from)) {
            refuse(
                    "notification.mail.from", "is '" + from + "'",
                    "an address such as Box office <tickets@example.org>");
        }
        return new NotificationSettings.Mail(
                host,
                values.integer("notification.mail.port", 1, 65_535),
                user,
                user.isEmpty() ? "" : values.text("notification.mail.password"),
                values.constant("notification.mail.tls", NotificationSettings.Tls.class),
                from);
    }

    private static EventSettings events(SettingValues values) {
        String transport = values.text("events.transport");
        Optional<KafkaSettings> kafka = switch (transport) {
            case "redis" -> Optional.empty();
            case "kafka" -> Optional.of(kafka(values));
            default -> throw new WrongSetting("events.transport", "is '" + transport + "'", "redis or kafka");
        };
        return new EventSettings(kafka, values.duration("events.retention", Duration.ofHours(1), YEAR));
    }

    private static KafkaSettings kafka(SettingValues values) {
        String servers = values.text("events.kafka.servers");
        if (!servers.matches("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*")) {
            refuse(
                    "events.kafka.servers", "is '" + servers + "'", "brokers such as kafka-a:9092,kafka-b:9092");
        }
        try {
            return new KafkaSettings(
                    servers,
                    values.optional("events.kafka.properties")
                            .map(file -> KafkaProperties.read(Path.of(file)))
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
