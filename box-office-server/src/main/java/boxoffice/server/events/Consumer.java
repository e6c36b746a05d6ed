package boxoffice.server.events;

import boxoffice.server.storage.Sql;
import java.util.Set;

/// Acts on events, each of them once (OPS-2). Given to [Events#create].
///
/// It gets what happens from its first start on. Events of one key come one after the other, in their order, on whatever
/// node; those of different keys may come at once, so it has to be thread-safe.
public interface Consumer {
    /// Tells consumers apart, in the database and towards Kafka; it never changes. Lower-case letters and hyphens.
    String name();

    /// The topics whose events it gets.
    Set<String> topics();

    /// Applies an event by statements of `sql`, whose transaction also notes that it was applied: both are committed, or
    /// neither. What it does elsewhere may be done again, after a crash or a failure.
    ///
    /// @throws RuntimeException to be given the event again, later each time. After the fifth failure it becomes a dead
    /// letter, which staff can replay, and later events of its key go on
    void accept(Sql sql, Event event);
}
