package boxoffice.server.seating;

import java.time.Duration;

/// How long seats are held (SEAT-4). All by the database's clock.
///
/// @param lifetime what a holder gets before paying
/// @param extension what one extension adds
/// @param ceiling the longest a lock may last, however often it is extended
/// @param silence how long a holder may be silent before the lock ends
/// @param paying the least that is left for a payment when it begins, within the ceiling
/// @param cleanUp how often expired locks are freed
public record LockTimes(
        Duration lifetime, Duration extension, Duration ceiling, Duration silence, Duration paying, Duration cleanUp) {
    /// What guests are promised. Ten extensions are what WCAG 2.2 asks for.
    public static final LockTimes STANDARD = new LockTimes(
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(60),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1));
}
