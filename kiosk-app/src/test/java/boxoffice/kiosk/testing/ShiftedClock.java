package boxoffice.kiosk.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/// The machine's clock, put forward by a test. Thread-safe.
public final class ShiftedClock extends Clock {
    private final Clock real;
    private final AtomicReference<Duration> shift;

    private ShiftedClock(Clock real, AtomicReference<Duration> shift) {
        this.real = real;
        this.shift = shift;
    }

    /// A clock that is right until it is put forward.
    public static ShiftedClock right() {
        return new ShiftedClock(Clock.systemUTC(), new AtomicReference<>(Duration.ZERO));
    }

    public void forward(Duration by) {
        shift.updateAndGet(before -> before.plus(by));
    }

    /// Sets it right again.
    public void setRight() {
        shift.set(Duration.ZERO);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(shift.get());
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ShiftedClock(real.withZone(zone), shift);
    }
}
