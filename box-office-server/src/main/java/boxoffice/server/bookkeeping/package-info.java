/// Bookkeeping: a day's bookings, payments, refunds and cash, added up from the rows that the sale wrote, and what of it
/// does not add up; and what the gateways' own books say of a day.
///
/// Of the sale it only reads, and by SQL alone: it shares no reckoning with those whose books it checks. Of `payment` it
/// knows the gateways' statements, which are not ours. Nothing else may depend on this room.
@NullMarked
package boxoffice.server.bookkeeping;

import org.jspecify.annotations.NullMarked;
