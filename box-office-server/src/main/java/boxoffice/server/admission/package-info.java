/// The door: checking tickets in, with and without a network (TIX-3).
///
/// Ticketing judges whether a ticket is good, here and for everybody who only asks; this room takes down who came in. No
/// room comes in here.
@NullMarked
package boxoffice.server.admission;

import org.jspecify.annotations.NullMarked;
