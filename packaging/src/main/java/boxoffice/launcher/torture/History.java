package boxoffice.launcher.torture;

import java.util.List;

/// All that one round's guests asked and were answered, for one show. Immutable.
///
/// @param settledAt from when on every lock that is not a booking must be over, in the same time
record History(List<Operation> operations, List<Outage> outages, long settledAt) {
    History {
        operations = List.copyOf(operations);
        outages = List.copyOf(outages);
    }

    /// When something was broken, in nanoseconds since the run began.
    record Outage(long from, long to) {}

    /// Whether something was broken at any moment of that time.
    boolean brokenWithin(long from, long to) {
        return outages.stream().anyMatch(outage -> outage.from() <= to && outage.to() >= from);
    }
}
