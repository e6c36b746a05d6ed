package boxoffice.launcher.torture;

import java.time.Duration;

/// The promises a history is held to.
///
/// @param extension what one extension adds to a lock
/// @param silence how long a holder may be silent before the lock ends
/// @param paying how long a lock lasts at least once its payment has begun
/// @param slack how far clocks may differ, and timers be late
/// @param staleness how old a seat map may be
/// @param late how long after it was sent a request may still be done
record Limits(
        Duration lifetime,
        Duration extension,
        Duration silence,
        Duration paying,
        Duration slack,
        Duration staleness,
        Duration late) {}
