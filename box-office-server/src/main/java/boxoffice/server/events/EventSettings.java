package boxoffice.server.events;

import java.time.Duration;
import java.util.Optional;

/// How events are carried (OPS-2).
///
/// @param kafka empty to carry events over Redis Streams
/// @param retention how long events are kept once they were sent and everybody is done with them
public record EventSettings(Optional<KafkaSettings> kafka, Duration retention) {}
