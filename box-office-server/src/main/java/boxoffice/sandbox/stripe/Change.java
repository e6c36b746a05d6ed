package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Endpoints;
import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.common.Store;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// One change to the books while it is being made, with the events that it announces.
final class Change extends boxoffice.sandbox.common.Change {
    private final Event.Cause cause;
    private final Endpoints endpoints;

    Change(Store before, Event.Cause cause, Endpoints endpoints) {
        super(before, before.now());
        this.cause = cause;
        this.endpoints = endpoints;
    }

    Event.Cause cause() {
        return cause;
    }

    void announce(String type, ObjectNode object) {
        announce(type, object, null);
    }

    /// @param previous what the changed fields were before
    void announce(String type, ObjectNode object, @Nullable ObjectNode previous) {
        put(
                new Event(
                        Ids.next("evt_1", 23), now().getEpochSecond(), type, object, previous, cause,
                        endpoints.count(type)));
    }
}
