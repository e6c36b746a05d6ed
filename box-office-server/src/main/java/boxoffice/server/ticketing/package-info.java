/// Tickets: signing them, telling whether one lets somebody in, and drawing them as QR codes, on paper and for
/// wallets (TIX-1).
///
/// Booking comes in to issue and cancel tickets within its own transaction; this room knows the catalogue, and neither
/// locks nor payments.
@NullMarked
package boxoffice.server.ticketing;

import org.jspecify.annotations.NullMarked;
