/// Bookings: from held seats to paid tickets, or back (BOOK, PAY-6, CANC-1).
///
/// Here seats, money and tickets meet in one transaction. This room calls seating, payment and ticketing; they know
/// nothing of it but [boxoffice.server.payment.Purchases].
@NullMarked
package boxoffice.server.booking;

import org.jspecify.annotations.NullMarked;
