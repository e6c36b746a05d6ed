/// Tries to make the box office sell a seat twice: many guests against two servers, while the database, Redis and the
/// servers themselves are killed, frozen and restarted. Every request and answer is written down, and [Checker] looks
/// for what must never be.
@NullMarked
package boxoffice.launcher.torture;

import org.jspecify.annotations.NullMarked;
