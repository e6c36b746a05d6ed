package boxoffice.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What becomes of events on their way to those who act on them (OPS-2).
public final class Deliveries {
    private Deliveries() {}

    /// An event that a consumer could not apply and does not try any more.
    ///
    /// @param topic such as `booking.confirmed`
    /// @param key what the event is about, such as a booking's id
    /// @param at when it happened
    /// @param attempts how often it was tried since it came or was replayed last
    /// @param error what went wrong last, without secrets
    public record DeadLetter(
            long id,
            String consumer,
            String topic,
            UUID key,
            JsonNode payload,
            Instant at,
            int attempts,
            String error,
            Instant firstFailedAt,
            Instant lastFailedAt) {}

    /// Some dead letters, oldest first.
    ///
    /// @param next ask with `after` set to it for those that follow; absent when there are none
    public record DeadLetterPage(List<DeadLetter> deadLetters, @Nullable Long next) {
        public DeadLetterPage {
            deadLetters = List.copyOf(deadLetters);
        }
    }

    /// How events flow.
    ///
    /// @param transport `redis` or `kafka`
    /// @param waiting events that were not sent yet
    /// @param oldestSeconds for how long the oldest of them waits; absent when none does
    /// @param problem why the transport did not take them when this node tried last; absent when it did, or none waits
    /// @param deadLetters of all consumers
    public record EventStatus(
            String transport,
            long waiting,
            @Nullable Long oldestSeconds,
            @Nullable String problem,
            long deadLetters,
            List<ConsumerStatus> consumers) {
        public EventStatus {
            consumers = List.copyOf(consumers);
        }
    }

    /// How far one consumer is.
    ///
    /// @param lag events that it has not consumed, without dead letters
    /// @param retrying those of them that have failed
    public record ConsumerStatus(String name, long lag, long retrying, long deadLetters) {}
}
