/// Telling guests what became of their bookings: by e-mail, short message and push, in their language (NOTIF-1).
///
/// It hears of bookings and refunds through events, so no sale waits for it or fails with it. This room reads bookings and
/// draws tickets; no other room knows it.
@NullMarked
package boxoffice.server.notification;

import org.jspecify.annotations.NullMarked;
