package boxoffice.sandbox.common;

import java.util.Optional;

/// Finds what is remembered.
public interface Lookup {
    <T extends Entry> Optional<T> find(Class<T> type, String id);
}
