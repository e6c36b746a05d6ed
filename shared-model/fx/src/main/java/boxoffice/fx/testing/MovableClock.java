package boxoffice.fx.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that tests move. It begins at 19:00 UTC on 22 November 2026.
public final class MovableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-11-22T19:00:00Z");

    /// Moves the clock on.
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
