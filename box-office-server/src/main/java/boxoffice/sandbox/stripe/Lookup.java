package boxoffice.sandbox.stripe;

import java.util.Optional;

/// Finds what is remembered.
interface Lookup {
    <T extends Entry> Optional<T> find(Class<T> type, String id);
}
