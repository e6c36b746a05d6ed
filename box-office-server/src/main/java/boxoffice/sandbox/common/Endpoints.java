package boxoffice.sandbox.common;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The addresses that are told of events. They may change while the gateway runs; what still waits for a further attempt
/// then goes to the new address at the same place. Safe for use by any thread.
public final class Endpoints {
    private volatile List<URI> addresses;

    public Endpoints(List<URI> addresses) {
        this.addresses = List.copyOf(addresses);
    }

    public void replace(List<URI> others) {
        addresses = List.copyOf(others);
    }

    public int count() {
        return addresses.size();
    }

    Optional<URI> address(int place) {
        List<URI> current = addresses;
        return place < current.size() ? Optional.of(current.get(place)) : Optional.empty();
    }
}
