package boxoffice.sandbox.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// Everything a gateway remembers: in memory, and in the journal.
///
/// Changes are made one after the other, each is written as one line before it can be seen, and each happens wholly or
/// not at all, also when the process ends in the middle of it. Safe for use by any thread.
public final class Store implements Lookup, AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Class<? extends Entry>, SequencedMap<String, Entry>> tables = new HashMap<>();
    private final ObjectMapper json = new ObjectMapper();
    private final JavaType line;
    private final Scheduler scheduler;
    private final Journal journal;

    /// @param kinds the type that knows by its annotations how each kind of entry is written
    /// @param openJournal opens the journal, handing each line it holds to its argument
    public Store(
            Class<? extends Entry> kinds, Function<Consumer<String>, Journal> openJournal, Scheduler scheduler) {
        this.line = json.getTypeFactory().constructCollectionType(List.class, kinds);
        this.scheduler = scheduler;
        this.journal = openJournal.apply(this::replay);
    }

    private void replay(String text) {
        try {
            List<? extends Entry> entries = json.readValue(text, line);
            entries.forEach(this::remember);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable.getOriginalMessage(), unreadable);
        }
    }

    public Instant now() {
        return scheduler.now();
    }

    /// Makes one change. What `work` puts is kept if it returns, and nothing of it if it throws.
    public <C extends Change, R> R change(C change, Function<C, R> work) {
        R result;
        lock.lock();
        try {
            result = work.apply(change);
            keep(change.entries());
        } finally {
            lock.unlock();
        }
        change.alarms().forEach(alarm -> scheduler.runAt(alarm.at(), alarm.task()));
        return result;
    }

    private void keep(Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            journal.append(json.writerFor(line).writeValueAsString(List.copyOf(entries)));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
        entries.forEach(this::remember);
    }

    private void remember(Entry entry) {
        SequencedMap<String, Entry> table = table(entry.getClass());
        table.put(entry.id(), entry);
        while (table.firstEntry().getValue().created() < entry.created() - entry.life()) {
            table.pollFirstEntry();
        }
    }

    @Override
    public <T extends Entry> Optional<T> find(Class<T> type, String id) {
        lock.lock();
        try {
            return Optional.ofNullable(type.cast(table(type).get(id)));
        } finally {
            lock.unlock();
        }
    }

    /// The newest entries that match, newest first.
    public <T extends Entry> List<T> newest(Class<T> type, Predicate<T> matches, int limit) {
        lock.lock();
        try {
            List<T> found = new ArrayList<>();
            for (Entry entry : table(type).reversed().values()) {
                if (found.size() == limit) {
                    break;
                }
                T candidate = type.cast(entry);
                if (matches.test(candidate)) {
                    found.add(candidate);
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        journal.close();
    }

    private SequencedMap<String, Entry> table(Class<? extends Entry> type) {
        return tables.computeIfAbsent(type, _ -> new LinkedHashMap<>());
    }
}
