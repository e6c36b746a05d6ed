package boxoffice.server.seating;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Ids of UUID version 7 (RFC 9562): they begin with the time, so that new rows of an index lie side by side.
final class TimeOrdered {
    private TimeOrdered() {}

    /// A new id. The clock only sets the order; a wrong one does no harm.
    static UUID uuid() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (System.currentTimeMillis() << 16) | 0x7000L | random.nextInt(1 << 12);
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
