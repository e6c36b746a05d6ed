package boxoffice.sandbox.common;

/// A fact that a gateway remembers and writes to its journal. A newer fact with the same kind and id replaces the older
/// one.
public interface Entry {
    String id();

    /// Seconds since the epoch, as in the gateways' APIs.
    long created();

    /// How many seconds after its creation it may be forgotten; never, if it does not say otherwise.
    default long life() {
        return Long.MAX_VALUE;
    }
}
