/// Keeps single users, devices and addresses from taking more than their share of the servers (SEC-1).
///
/// Rooms with routes put [boxoffice.server.abuse.RateLimits] before them. It knows who calls, and nothing of what they
/// call for.
@NullMarked
package boxoffice.server.abuse;

import org.jspecify.annotations.NullMarked;
