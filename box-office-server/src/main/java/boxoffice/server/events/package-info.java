/// What happened, carried to whoever acts on it (OPS-2): the outbox, its relay to Redis Streams or Kafka, and consumers
/// that apply each event once.
///
/// Every room may come in, to tell of an event ([boxoffice.server.events.Outbox]) or to act on some
/// ([boxoffice.server.events.Consumer]); this room knows only storage, HTTP, jobs and the audit log.
@NullMarked
package boxoffice.server.events;

import org.jspecify.annotations.NullMarked;
