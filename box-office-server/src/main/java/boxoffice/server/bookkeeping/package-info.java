/// Bookkeeping: a day's bookings, payments, refunds and cash, added up from the rows that the sale wrote, and what of it
/// does not add up.
///
/// It only reads, and by SQL alone: it shares no reckoning with those whose books it checks. Nothing else may depend on
/// this room.
@NullMarked
package boxoffice.server.bookkeeping;

import org.jspecify.annotations.NullMarked;
