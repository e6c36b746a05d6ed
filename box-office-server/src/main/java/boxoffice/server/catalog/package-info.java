/// What is shown where and when: films, theaters, screens with their seat plans, and the schedule (CAT, ADMIN-1).
///
/// Seating and booking come in for [ShowForSale]; this room knows nothing of locks, bookings or money beyond the price
/// on the door.
@NullMarked
package boxoffice.server.catalog;

import org.jspecify.annotations.NullMarked;
