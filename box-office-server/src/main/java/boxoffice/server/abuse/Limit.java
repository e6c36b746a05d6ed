package boxoffice.server.abuse;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.time.Duration;

/// So many of one thing in a window of time, for each user, device or address.
///
/// @param what is counted, as part of a Redis key
/// @param batch how many are drawn from the shared count at a time; with 1, every single one is
/// @param header says how much the limit is
record Limit(String what, int most, Duration window, int batch, Header header) {
    private static final HeaderName MOST = HeaderNames.create("RateLimit-Limit");
    private static final int BATCHES = 10;

    private Limit(String what, int most, Duration window, int batch) {
        this(what, most, window, batch, HeaderValues.createCached(MOST, most));
    }

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
