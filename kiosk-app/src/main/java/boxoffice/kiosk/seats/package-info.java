/// Choosing seats on the map and having them held (SEAT-1, SEAT-2).
@NullMarked
package boxoffice.kiosk.seats;

import org.jspecify.annotations.NullMarked;
