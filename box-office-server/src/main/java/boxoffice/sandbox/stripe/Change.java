package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Ids;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One change to the books while it is being made. It sees what it has put itself; nobody else does until it is done.
final class Change implements Lookup {
    private final Books books;
    private final Event.Cause cause;
    private final Instant now;
    private final int endpoints;
    private final SequencedMap<Key, Entry> entries = new LinkedHashMap<>();
    private final List<Alarm> alarms = new ArrayList<>();

    /// Something to be done later, once the change has been made.
    record Alarm(Instant at, Runnable task) {}

    private record Key(Class<?> type, String id) {}

    Change(Books books, Event.Cause cause, Instant now, int endpoints) {
        this.books = books;
        this.cause = cause;
        this.now = now;
        this.endpoints = endpoints;
    }

    Event.Cause cause() {
        return cause;
    }

    Instant now() {
        return now;
    }

    @Override
    public <T extends Entry> Optional<T> find(Class<T> type, String id) {
        Entry mine = entries.get(new Key(type, id));
        return mine == null ? books.find(type, id) : Optional.of(type.cast(mine));
    }

    <T extends Entry> T put(T entry) {
        entries.put(new Key(entry.getClass(), entry.id()), entry);
        return entry;
    }

    void announce(String type, ObjectNode object) {
        announce(type, object, null);
    }

    /// @param previous what the changed fields were before
    void announce(String type, ObjectNode object, @Nullable ObjectNode previous) {
        put(new Event(Ids.next("evt_1", 23), now.getEpochSecond(), type, object, previous, cause, endpoints));
    }

    void later(Instant at, Runnable task) {
        alarms.add(new Alarm(at, task));
    }

    /// Forgets what has been put so far.
    void discard() {
        entries.clear();
        alarms.clear();
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    List<Alarm> alarms() {
        return alarms;
    }

    List<Event> events() {
        return entries.values()
                .stream()
                .filter(Event.class::isInstance)
                .map(Event.class::cast)
                .toList();
    }
}
