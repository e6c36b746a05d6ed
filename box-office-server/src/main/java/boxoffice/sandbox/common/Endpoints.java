package boxoffice.sandbox.common;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The addresses that are told of events. They may change while the gateway runs; what still waits for a further attempt
/// then goes to the new address at the same place. Safe for use by any thread.
public final class Endpoints {
    private final Set<String> types;
    private volatile List<URI> addresses;

    public Endpoints(List<URI> addresses) {
        this(addresses, Set.of());
    }

    /// @param types of the events that they are told of; none for all
    public Endpoints(List<URI> addresses, Set<String> types) {
        this.addresses = List.copyOf(addresses);
        this.types = Set.copyOf(types);
    }

    public void replace(List<URI> others) {
        addresses = List.copyOf(others);
    }

    public int count() {
        return addresses.size();
    }

    /// How many are told of events of a type.
    public int count(String type) {
        return types.isEmpty() || types.contains(type) ? addresses.size() : 0;
    }

    Optional<URI> address(int place) {
        List<URI> current = addresses;
        return place < current.size() ? Optional.of(current.get(place)) : Optional.empty();
    }
}
