/// What happened, carried to whoever acts on it (OPS-2): from the outbox, where
/// [boxoffice.server.operations.Records#event] puts it, over Redis Streams or Kafka, to consumers that apply each event
/// once.
///
/// Every room may come in, to act on events ([boxoffice.server.events.Consumer]); this room knows only storage, HTTP,
/// jobs and the audit log.
@NullMarked
package boxoffice.server.events;

import org.jspecify.annotations.NullMarked;
