package boxoffice.server.events;

import java.util.Map;

/// How a cluster of Kafka is reached.
///
/// @param servers `host:port` of some brokers, separated by commas
/// @param client settings of Kafka's own clients, from [KafkaProperties#read]
public record KafkaSettings(String servers, Map<String, String> client) {
    public KafkaSettings {
        client = Map.copyOf(client);
    }

    /// Leaves out what may be secret.
    @Override
    public String toString() {
        return "KafkaSettings[" + servers + "]";
    }
}
