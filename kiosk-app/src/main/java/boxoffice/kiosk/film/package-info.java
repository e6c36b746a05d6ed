/// Choosing what to see: the films of a day, then the shows of a film (CAT-1, CAT-2).
@NullMarked
package boxoffice.kiosk.film;

import org.jspecify.annotations.NullMarked;
