package boxoffice.sandbox.razorpay;

import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.common.Store;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SequencedMap;

/// One change to the books while it is being made, with the events that it announces.
final class Change extends boxoffice.sandbox.common.Change {
    private static final String ACCOUNT = "acc_Sandbox0000001";

    private final int endpoints;

    Change(Store before, int endpoints) {
        super(before, before.now());
        this.endpoints = endpoints;
    }

    long seconds() {
        return now().getEpochSecond();
    }

    /// @param about the order or the QR code it is about
    /// @param entities what it happened to, by their names, as they are now
    void announce(String type, String about, SequencedMap<String, ObjectNode> entities) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("entity", "event");
        body.put("account_id", ACCOUNT);
        body.put("event", type);
        entities.keySet().forEach(body.putArray("contains")::add);
        ObjectNode payload = body.putObject("payload");
        entities.forEach((name, entity) -> payload.putObject(name).set("entity", entity));
        body.put("created_at", seconds());
        put(new Event(Ids.next("evt_", 14), seconds(), type, about, body, endpoints));
    }
}
