package boxoffice.server.events;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file of settings of Kafka's own clients: how they reach a cluster that wants TLS or a sign-in (OPS-2).
///
/// Whatever is wrong with it is found before anything is started, and told without what may be a secret: no value of the
/// file, and no name that is not one of Kafka's or looks like it.
public final class KafkaProperties {
    /// What is allowed, for messages.
    public static final String ALLOWED =
            "a file with settings of Kafka's clients, such as security.protocol and sasl.jaas.config";

    private static final Logger LOG = LoggerFactory.getLogger(KafkaProperties.class);
    private static final List<ConfigDef> DEFINITIONS = List.of(ProducerConfig.configDef(), ConsumerConfig.configDef());
    private static final Pattern LIKE_A_NAME = Pattern.compile("[a-z]{1,20}([._-][a-z]{1,20}){0,6}");
    /// Those who sign in so do it somewhere else first, and what is there may be away.
    private static final Set<String> ELSEWHERE = Set.of("GSSAPI", "OAUTHBEARER");

    private KafkaProperties() {}

    /// Reads a file and tries it, without asking any broker.
    ///
    /// @return settings of producers and consumers, by their names
    /// @throws IllegalArgumentException what is wrong, to be told behind the name of the setting that names the file
    public static Map<String, String> read(Path file) {
        Map<String, String> settings = new TreeMap<>();
        load(file).forEach((name, value) -> settings.put(name.toString(), value.toString()));
        for (String name : settings.keySet()) {
            if (KafkaClients.OURS.contains(name)) {
                throw wrong("sets %s in %s, which the box office decides on itself", name, file);
            }
            if (DEFINITIONS.stream().noneMatch(definition -> definition.names().contains(name))) {
                String told = LIKE_A_NAME.matcher(name).matches() ? name : "something";
                throw wrong("sets %s in %s, which Kafka's clients do not know", told, file);
            }
        }
        DEFINITIONS.forEach(definition -> requireValues(definition, settings, file));
        requireUsable(settings, file);
        return settings;
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException missing) {
            throw wrong("names %s, which is not there", file);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw wrong("names %s, which cannot be read (%s)", file, unreadable.getClass().getSimpleName());
        }
        return properties;
    }

    private static void requireValues(ConfigDef definition, Map<String, String> settings, Path file) {
        definition.validate(settings)
                .stream()
                .filter(value -> settings.containsKey(value.name()) && !value.errorMessages().isEmpty())
                .map(value -> definition.configKeys().get(value.name()))
                .findFirst()
                .ifPresent(key -> {
                    throw wrong("sets %s in %s wrongly: Kafka takes %s", key.name, file, allowed(key));
                });
    }

    private static String allowed(ConfigKey key) {
        return Optional.ofNullable(key.validator).map(Object::toString).orElse("a value of type " + key.type);
    }

    /// Makes what a client makes of it before it connects: reads stores of keys, understands a JAAS configuration.
    private static void requireUsable(Map<String, String> settings, Path file) {
        boolean signsIn = settings.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "")
                .toUpperCase(Locale.ROOT)
                .startsWith("SASL_");
        String mechanism = settings.getOrDefault(SaslConfigs.SASL_MECHANISM, SaslConfigs.DEFAULT_SASL_MECHANISM);
        if (signsIn && ELSEWHERE.contains(mechanism)) {
            return;
        }
        Map<String, Object> producer = new HashMap<>(settings);
        producer.keySet().retainAll(ProducerConfig.configNames());
        producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9092");
        try (ChannelBuilder _ = ClientUtils.createChannelBuilder(
                new ProducerConfig(producer), Time.SYSTEM, new LogContext())) {
            LOG.debug("{} can be used", file);
        } catch (KafkaException | IllegalArgumentException refused) {
            throw wrong("names %s, of which Kafka can make no client: %s", file, reason(refused, settings));
        }
    }

    private static String reason(Throwable refused, Map<String, String> settings) {
        Throwable root = refused;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String kind = root.getClass().getSimpleName();
        String message = String.valueOf(root.getMessage());
        if (message.contains("JAAS")) {
            return SaslConfigs.SASL_JAAS_CONFIG + " is missing or cannot be understood";
        }
        boolean tells = settings.entrySet()
                .stream()
                .filter(
                        setting -> ProducerConfig.configDef()
                                .configKeys()
                                .get(setting.getKey()) instanceof ConfigKey key
                                && key.type == ConfigDef.Type.PASSWORD)
                .flatMap(secret -> Stream.of(secret.getValue().split("[\\s\"';=]+")))
                .anyMatch(piece -> piece.length() > 2 && message.contains(piece));
        return tells ? kind : kind + ": " + message.lines().findFirst().orElse("");
    }

    private static IllegalArgumentException wrong(String wrong, Object... about) {
        return new IllegalArgumentException(wrong.formatted(about));
    }
}
