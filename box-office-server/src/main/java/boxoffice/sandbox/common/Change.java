package boxoffice.sandbox.common;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// One change to a store while it is being made. It sees what it has put itself; nobody else does until it is done.
public class Change implements Lookup {
    private final Lookup before;
    private final Instant now;
    private final SequencedMap<Key, Entry> entries = new LinkedHashMap<>();
    private final List<Alarm> alarms = new ArrayList<>();

    /// Something to be done later, once the change has been made.
    record Alarm(Instant at, Runnable task) {}

    private record Key(Class<?> type, String id) {}

    /// @param before what is remembered without the change
    protected Change(Lookup before, Instant now) {
        this.before = before;
        this.now = now;
    }

    public final Instant now() {
        return now;
    }

    @Override
    public final <T extends Entry> Optional<T> find(Class<T> type, String id) {
        Entry mine = entries.get(new Key(type, id));
        return mine == null ? before.find(type, id) : Optional.of(type.cast(mine));
    }

    public final <T extends Entry> T put(T entry) {
        entries.put(new Key(entry.getClass(), entry.id()), entry);
        return entry;
    }

    public final void later(Instant at, Runnable task) {
        alarms.add(new Alarm(at, task));
    }

    /// Forgets what has been put so far.
    public final void discard() {
        entries.clear();
        alarms.clear();
    }

    /// What has been put so far, of one type.
    public final <T extends Entry> List<T> put(Class<T> type) {
        return entries.values().stream().filter(type::isInstance).map(type::cast).toList();
    }

    final Collection<Entry> entries() {
        return entries.values();
    }

    final List<Alarm> alarms() {
        return alarms;
    }
}
