package boxoffice.server.events;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Carries events from the node that sends them to the nodes that consume them, and to whoever else listens. Thread-safe.
///
/// It may be away, lose what it was given, and bring things twice: what was consumed, and in which order, the database
/// knows. Both ways work as soon as it is there; neither fails a start.
interface Transport extends AutoCloseable {
    /// What it is called in settings and reports.
    String name();

    /// What came of sending events.
    ///
    /// @param acknowledged the ids of those that it has acknowledged; the others may or may not have been sent
    /// @param problem why not all, for whoever runs the server; without secrets
    record Sent(Set<Long> acknowledged, Optional<String> problem) {}

    /// Sends events of different keys.
    Sent send(List<Event> events);

    /// Begins to deliver to a consumer, together with the other nodes that do. An event counts as delivered when
    /// [Consumption#arrived] has returned; if it throws, the event is brought again.
    ///
    /// @return ends it, when run, after what has been begun
    Runnable listen(Consumption consumption);

    @Override
    void close();
}
