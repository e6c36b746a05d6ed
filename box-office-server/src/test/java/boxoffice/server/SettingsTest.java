package boxoffice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.server.Settings.WrongSetting;
import boxoffice.server.events.KafkaSettings;
import boxoffice.server.seating.LockTimes;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Map<String, String> LEAST = Map.of(
            "payment.gateway.key", "sk_secret_of_tests", "payment.gateway.webhook.secret", "whsec_secret_of_tests");

    @Test
    void littleIsNeeded() {
        Settings settings = Settings.read(LEAST);

        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.databaseUrl()).isEmpty();
        assertThat(settings.redisUrl()).isEmpty();
        assertThat(settings.demoCatalogue()).isFalse();
        assertThat(settings.lockTimes()).isEqualTo(LockTimes.STANDARD);
        assertThat(settings.gateway().url()).hasToString("https://api.stripe.com");
        assertThat(settings.dataDir().toString()).endsWith("boxoffice");
    }

    @Test
    void storesOfOnesOwnNeedAMasterKey() {
        Map<String, String> own = with("database.url", "postgresql://box:secret@db:5432/office");

        assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> Settings.read(own))
                .withMessage(
                        "security.masterkey is missing; allowed: 32 random bytes in base64, kept with your other secrets");
        own.put("security.masterkey", KEY);
        assertThat(Settings.read(own).masterKey().orElseThrow()).hasSize(32);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            server.port         | web                | server.port is 'web'; allowed: a whole number from 0 to 65535
            server.port         | -1                 | server.port is '-1'; allowed: a whole number from 0 to 65535
            server.port         | 65536              | server.port is '65536'; allowed: a whole number from 0 to 65535
            server.port         | ` `                | server.port is missing; allowed: a value
            server.host         | ` `                | server.host is missing; allowed: a value
            server.public.url   | tickets.example    | server.public.url is 'tickets.example'; allowed: an address such as https://example.org
            server.public.url   | //tickets.example  | server.public.url is '//tickets.example'; allowed: an address such as https://example.org
            server.public.url   | ftp://example.org  | server.public.url is 'ftp://example.org'; allowed: an address such as https://example.org
            server.public.url   | http://a b         | server.public.url is 'http://a b'; allowed: an address such as https://example.org
            database.pool       | 1                  | database.pool is '1'; allowed: a whole number from 2 to 200
            database.pool       | 201                | database.pool is '201'; allowed: a whole number from 2 to 200
            payment.gateway.url | stripe             | payment.gateway.url is 'stripe'; allowed: an address such as https://example.org
            payment.gateway.key | ` `                | payment.gateway.key is missing; allowed: a value
            seating.lock.lifetime | ten minutes | seating.lock.lifetime is 'ten minutes'; allowed: a duration from PT1S to PT24H
            seating.lock.lifetime | PT0.5S | seating.lock.lifetime is 'PT0.5S'; allowed: a duration from PT1S to PT24H
            seating.lock.ceiling  | PT9M | seating.lock.ceiling is 'PT9M'; allowed: no less than seating.lock.lifetime, PT10M
            redis.url             | redis://a:1,,b:2 | redis.url is not a Redis address; allowed: redis://host:6379, rediss://host:6379, or nodes of a cluster: redis://host-a:6379,host-b:6379 or redis-cluster://host:6379
            redis.timeout         | PT0S | redis.timeout is 'PT0S'; allowed: a duration from PT0.01S to PT10S
            database.timeout      | PT2M | database.timeout is 'PT2M'; allowed: a duration from PT1S to PT1M
            seating.cleanup       | PT2H | seating.cleanup is 'PT2H'; allowed: a duration from PT0.1S to PT1H
            seating.quota.seats | -1                 | seating.quota.seats is '-1'; allowed: a whole number from 0 to 10000
            limits.user.locks   | many               | limits.user.locks is 'many'; allowed: a whole number from 0 to 1000000
            limits.proxy.header | X Forwarded        | limits.proxy.header is 'X Forwarded'; allowed: the name of a header
            notification.pause  | P1D                | notification.pause is 'P1D'; allowed: a duration from PT0.1S to PT1H
            notification.sms.url | sms                | notification.sms.url is 'sms'; allowed: an address such as https://example.org
            events.transport    | rabbit             | events.transport is 'rabbit'; allowed: redis or kafka
            events.transport    | kafka              | events.kafka.servers is missing; allowed: a value
            events.retention    | PT1M               | events.retention is 'PT1M'; allowed: a duration from PT1H to PT8760H
            tickets.wallet.certificate | pass.p12     | tickets.wallet.password is missing; allowed: a value
            demo.catalogue      | yes                | demo.catalogue is 'yes'; allowed: true or false
            """)
    void aValueThatCannotBeUsedIsNamedWithWhatIsAllowed(String key, String value, String message) {
        assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> Settings.read(with(key, value)))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            port     | 0           | notification.mail.port is '0'; allowed: a whole number from 1 to 65535
            tls      | SSL         | notification.mail.tls is 'SSL'; allowed: NONE, STARTTLS, TLS
            from     | ` `         | notification.mail.from is missing; allowed: a value
            from     | Box office  | notification.mail.from is 'Box office'; allowed: an address such as Box office <tickets@example.org>
            password | ` `         | notification.mail.password is missing; allowed: a value
            """)
    void aMailServerNeedsAllOfItsSettings(String key, String value, String message) {
        Map<String, String> mail = with("notification.mail.host", "mail.example.org");
        mail.put("notification.mail.from", "Box office <tickets@example.org>");
        mail.put("notification.mail.user", "box");
        mail.put("notification.mail.password", "secret_password");
        assertThat(Settings.read(mail).notification().mail().orElseThrow()).hasToString(
                "mail.example.org:587, STARTTLS");

        mail.put("notification.mail." + key, value);

        assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> Settings.read(mail)).withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
            "database.url, mysql://box:secret@db/office", "redis.url, http://box:secret@redis",
            "security.masterkey, secret", "security.masterkey, c2VjcmV0"})
    void aWrongValueThatMayHoldASecretIsNotRepeated(String key, String value) {
        assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> Settings.read(with(key, value)))
                .satisfies(
                        wrong -> assertThat(wrong.getMessage())
                                .startsWith(key)
                                .contains("; allowed: ")
                                .doesNotContain("secret@", "c2VjcmV0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "kafka:9092,", "kafka:9092, other:9092", "kafka:port", "http://kafka:9092"})
    void brokersOfKafkaAreAListOfHostsWithPorts(String servers) {
        Map<String, String> own = with("events.transport", "kafka");
        own.put("events.kafka.servers", servers);

        assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> Settings.read(own))
                .withMessage(
                        "events.kafka.servers is '%s'; allowed: brokers such as kafka-a:9092,kafka-b:9092",
                        servers);
        own.put("events.kafka.servers", "kafka-a:9092,kafka-b:9092");
        assertThat(Settings.read(own).events().kafka())
                .contains(new KafkaSettings("kafka-a:9092,kafka-b:9092", Map.of()));
    }

    @Test
    void razorpayIsOfferedWithAKeyAndThenNeedsItsSecrets() {
        Map<String, String> own = with("payment.razorpay.keyid", "rzp_live_of_ours");
        assertThat(Settings.read(LEAST).razorpay()).isEmpty();

        assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> Settings.read(own))
                .withMessage(
                        "payment.razorpay.keysecret is missing; allowed: the secret that belongs to the key id");
        own.put("payment.razorpay.keysecret", "secret_half");
        assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> Settings.read(own))
                .withMessageStartingWith("payment.razorpay.webhooksecret is missing");
        own.put("payment.razorpay.webhooksecret", "secret_of_webhooks");

        assertThat(Settings.read(own).razorpay().orElseThrow().toString())
                .contains("https://api.razorpay.com", "rzp_live_of_ours")
                .doesNotContain("secret_");
    }

    @Test
    void settingsArePrintedWithoutTheirSecrets() {
        Map<String, String> own = with("database.url", "postgresql://box:secret_password@db:5432/office");
        own.put("redis.url", "redis://box:secret_password@redis:6379");
        own.put("security.masterkey", KEY);

        Settings settings = Settings.read(own);

        assertThat(settings + " " + settings.gateway()).doesNotContain("secret_", KEY);
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> settings = new HashMap<>(LEAST);
        settings.put(key, value);
        return settings;
    }
}
