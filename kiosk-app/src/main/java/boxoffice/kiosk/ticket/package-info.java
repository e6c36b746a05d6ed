/// Paid tickets on the screen: right after the sale, and again by their reference, with or without a server
/// (TIX-1, OFF-1).
@NullMarked
package boxoffice.kiosk.ticket;

import org.jspecify.annotations.NullMarked;
