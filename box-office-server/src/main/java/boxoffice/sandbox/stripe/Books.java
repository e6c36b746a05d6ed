package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Journal;
import boxoffice.sandbox.common.Scheduler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
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

/// Everything the gateway remembers: in memory, and in the journal.
///
/// Changes are made one after the other, each is written as one line before it can be seen, and each happens wholly or
/// not at all, also when the process ends in the middle of it. Safe for use by any thread.
final class Books implements Lookup, AutoCloseable {
    /// As long as Stripe promises to know an idempotency key.
    static final long KEY_LIFE_SECONDS = 24 * 3600;

    private static final TypeReference<List<Entry>> LINE = new TypeReference<>() {};

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Class<? extends Entry>, SequencedMap<String, Entry>> tables = new HashMap<>();
    private final ObjectMapper json = new ObjectMapper();
    private final Scheduler scheduler;
    private final Endpoints endpoints;
    private final Journal journal;
    private volatile Consumer<Event> listener = _ -> {};

    /// @param openJournal opens the journal, handing each line it holds to its argument
    Books(Function<Consumer<String>, Journal> openJournal, Scheduler scheduler, Endpoints endpoints) {
        this.scheduler = scheduler;
        this.endpoints = endpoints;
        this.journal = openJournal.apply(this::replay);
    }

    private void replay(String line) {
        try {
            json.readValue(line, LINE).forEach(this::remember);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable.getOriginalMessage(), unreadable);
        }
    }

    /// Tells the listener of each event from now on, after the change that made it.
    void tell(Consumer<Event> eventListener) {
        listener = eventListener;
    }

    Instant now() {
        return scheduler.now();
    }

    /// Makes one change. What `work` puts is kept if it returns, and nothing of it if it throws.
    <R> R change(Event.Cause cause, Function<Change, R> work) {
        Change change = new Change(this, cause, scheduler.now(), endpoints.count());
        R result;
        lock.lock();
        try {
            result = work.apply(change);
            keep(change.entries());
        } finally {
            lock.unlock();
        }
        change.alarms().forEach(alarm -> scheduler.runAt(alarm.at(), alarm.task()));
        change.events().forEach(listener);
        return result;
    }

    private void keep(Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            journal.append(json.writerFor(LINE).writeValueAsString(List.copyOf(entries)));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
        entries.forEach(this::remember);
    }

    private void remember(Entry entry) {
        SequencedMap<String, Entry> table = table(entry.getClass());
        table.put(entry.id(), entry);
        if (entry instanceof KeptAnswer) {
            long tooOld = entry.created() - KEY_LIFE_SECONDS;
            while (table.firstEntry().getValue().created() < tooOld) {
                table.pollFirstEntry();
            }
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
    <T extends Entry> List<T> newest(Class<T> type, Predicate<T> matches, int limit) {
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
