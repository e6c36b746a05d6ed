package boxoffice.server.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/// Something that happened, as it was told within the transaction that made it true.
///
/// @param id unique among all events; of two events of one key, the later has the greater id
/// @param topic what kind of thing happened, such as `booking.confirmed`
/// @param key what it happened to; events of one key are applied in their order
/// @param at when that transaction began, by the database's clock
public record Event(long id, String topic, UUID key, JsonNode payload, Instant at) {}
