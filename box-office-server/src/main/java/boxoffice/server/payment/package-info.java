/// Money: payments, refunds, the gateways that move them, and the guard against doing it twice (PAY, CANC-1).
///
/// Booking comes in to be paid; this room knows bookings only by their id, through [Purchases], and nothing of seats.
@NullMarked
package boxoffice.server.payment;

import org.jspecify.annotations.NullMarked;
