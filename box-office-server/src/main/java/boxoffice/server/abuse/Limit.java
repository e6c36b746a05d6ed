package boxoffice.server.abuse;

import java.time.Duration;

/// So many of one thing in a window of time, for each user, device or address.
///
/// @param what is counted, as part of a Redis key
/// @param batch how many are drawn from the shared count at a time; with 1, every single one is
record Limit(String what, int most, Duration window, int batch) {
    private static final int BATCHES = 10;

    /// Every single one is counted in Redis.
    static Limit exact(String what, int most, Duration window) {
        return new Limit(what, most, window, 1);
    }

    /// A node counts most of them by itself, for what must cost nothing.
    static Limit cheap(String what, int most, Duration window) {
        return new Limit(what, most, window, Math.max(1, most / BATCHES));
    }

    boolean isOff() {
        return most == 0;
    }
}
