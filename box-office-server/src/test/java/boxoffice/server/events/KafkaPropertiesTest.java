package boxoffice.server.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.server.Settings;
import boxoffice.server.Settings.WrongSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A file for Kafka's clients that is wrong stops the start, and its secrets stay its own.
class KafkaPropertiesTest {
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("kafka.properties");
    }

    @Test
    void whatItSaysIsForEveryClientWithoutBeingPrinted() throws IOException {
        write(Broker.signingIn("secret_password") + "client.id=box\nssl.endpoint.identification.algorithm=\n");

        KafkaSettings kafka = settings().events().kafka().orElseThrow();

        assertThat(kafka.client()).containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("client.id", "box")
                .containsEntry("ssl.endpoint.identification.algorithm", "")
                .extractingByKey("sasl.jaas.config")
                .asString()
                .endsWith("password=\"secret_password\";");
        assertThat(settings().events().toString()).doesNotContain("secret_");
        try (var producer = new KafkaClients(kafka).producer(); var consumer = new KafkaClients(kafka).consumer("x")) {
            assertThat(consumer.groupMetadata().groupId()).isEqualTo("boxoffice-x");
            assertThat(producer).isNotNull();
        }
    }

    @Test
    void itIsNotReadWhereEventsGoOverRedis() {
        assertThat(Settings.read(with("redis")).events().kafka()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "acks", "enable.idempotence", "key.serializer", "group.id", "enable.auto.commit", "auto.offset.reset",
            "bootstrap.servers", "max.in.flight.requests.per.connection", "partitioner.ignore.keys"})
    void whatEventsDependOnIsNotForItToSay(String name) throws IOException {
        write("security.protocol=PLAINTEXT\n" + name + "=1\n");

        assertRefused("sets " + name + " in " + file + ", which the box office decides on itself");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sasl.mechanim=PLAIN    | sets sasl.mechanim in FILE, which Kafka's clients do not know
            MIIEvQIBADANBgkqhkiG9w | sets something in FILE, which Kafka's clients do not know
            security.protocol=TLS  | sets security.protocol in FILE wrongly: Kafka takes (case insensitive) [SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT]
            fetch.min.bytes=secret | sets fetch.min.bytes in FILE wrongly: Kafka takes [0,...]
            check.crcs=perhaps     | sets check.crcs in FILE wrongly: Kafka takes a value of type BOOLEAN
            client.id=\\u00        | names FILE, which cannot be read (IllegalArgumentException)
            """)
    void aSettingThatKafkaDoesNotTakeIsNamed(String line, String wrong) throws IOException {
        write(line + "\n");

        assertRefused(wrong.replace("FILE", file.toString()));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        assertRefused("names " + file + ", which is not there");

        Files.createDirectory(file);
        assertRefused("names " + file + ", which cannot be read (IOException)");

        Files.delete(file);
        Files.write(file, "client.id=b\u00fc".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("names " + file + ", which cannot be read (MalformedInputException)");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "sasl.jaas.config=" + SCRAM + " required username=\"box\" password=\"secret_password\"",
            "sasl.jaas.config=" + SCRAM + " required username=\"box\" password=\"half\"secret_password\";",
            "sasl.jaas.config=secret_password"})
    void aSignInThatCannotBeUnderstoodIsToldWithoutThePassword(String jaas) throws IOException {
        write("security.protocol=sasl_ssl\nsasl.mechanism=SCRAM-SHA-512\n" + jaas + "\n");

        assertRefused(
                "names " + file
                        + ", of which Kafka can make no client: sasl.jaas.config is missing or cannot be understood");
    }

    @Test
    void aStoreOfKeysThatIsNotThereIsNamed() throws IOException {
        write(
                "security.protocol=SSL\nssl.truststore.location=/nowhere/trust.p12\nssl.truststore.password=secret_one\n");

        assertRefused(
                "names " + file
                        + ", of which Kafka can make no client: NoSuchFileException: /nowhere/trust.p12");
    }

    @Test
    void aStoreOfKeysIsOpenedWithItsPassword() throws IOException {
        Path store = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        String tls = "security.protocol=SSL\nssl.truststore.location=" + store + "\nssl.truststore.password=";
        write(tls + "changeit\n");
        assertThat(settings().events().kafka().orElseThrow().client()).containsEntry("security.protocol", "SSL");

        write(tls + "secret_one\n");
        assertThatExceptionOfType(WrongSetting.class).isThrownBy(this::settings)
                .withMessageStartingWith(
                        "events.kafka.properties names " + file + ", of which Kafka can make no client: ")
                .withMessageContaining("assword")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret_one"));
    }

    private void assertRefused(String wrong) {
        assertThatExceptionOfType(WrongSetting.class).isThrownBy(this::settings)
                .withMessage("events.kafka.properties " + wrong + "; allowed: " + KafkaProperties.ALLOWED)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
    }

    private Settings settings() {
        return Settings.read(with("kafka"));
    }

    private Map<String, String> with(String transport) {
        return Map.of(
                "payment.gateway.key", "sk_of_tests", "payment.gateway.webhook.secret", "whsec_of_tests",
                "events.transport", transport, "events.kafka.servers", "127.0.0.1:9092", "events.kafka.properties",
                file.toString());
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }
}
