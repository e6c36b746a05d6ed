package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Endpoints;
import boxoffice.sandbox.common.Journal;
import boxoffice.sandbox.common.Lookup;
import boxoffice.sandbox.common.Scheduler;
import boxoffice.sandbox.common.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// Everything Stripe remembers, and who is told of it. Safe for use by any thread.
final class Books implements Lookup, AutoCloseable {
    private final Store store;
    private final Endpoints endpoints;
    private volatile Consumer<Event> listener = _ -> {};

    /// @param openJournal opens the journal, handing each line it holds to its argument
    Books(Function<Consumer<String>, Journal> openJournal, Scheduler scheduler, Endpoints endpoints) {
        this.store = new Store(Entry.class, openJournal, scheduler);
        this.endpoints = endpoints;
    }

    /// Tells the listener of each event from now on, after the change that made it.
    void tell(Consumer<Event> eventListener) {
        listener = eventListener;
    }

    Instant now() {
        return store.now();
    }

    /// Makes one change. What `work` puts is kept if it returns, and nothing of it if it throws.
    <R> R change(Event.Cause cause, Function<Change, R> work) {
        Change change = new Change(store, cause, endpoints);
        R result = store.change(change, work);
        change.put(Event.class).forEach(listener);
        return result;
    }

    @Override
    public <T extends boxoffice.sandbox.common.Entry> Optional<T> find(Class<T> type, String id) {
        return store.find(type, id);
    }

    /// The newest entries that match, newest first.
    <T extends Entry> List<T> newest(Class<T> type, Predicate<T> matches, int limit) {
        return store.newest(type, matches, limit);
    }

    @Override
    public void close() {
        store.close();
    }
}
