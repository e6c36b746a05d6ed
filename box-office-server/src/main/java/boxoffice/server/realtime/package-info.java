/// Shows seats as they change, over WebSockets (RT-1, RT-2).
///
/// Nobody calls in here but the composition root; this room listens to the seat maps of `seating`. The seat map is
/// public, so anybody may watch, and nothing sent says who holds a seat.
@NullMarked
package boxoffice.server.realtime;

import org.jspecify.annotations.NullMarked;
