/// Who holds and owns which seat: the seat map, locks, and the claim that makes a seat somebody's (SEAT-1 to SEAT-8).
///
/// Booking comes in to turn a lock into owned seats. This room knows the catalogue, and neither bookings nor money
/// beyond the price that a lock fixes.
@NullMarked
package boxoffice.server.seating;

import org.jspecify.annotations.NullMarked;
