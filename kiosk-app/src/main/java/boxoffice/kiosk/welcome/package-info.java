/// What passers-by see: the invitation, and why there is none (KIOSK-1).
@NullMarked
package boxoffice.kiosk.welcome;

import org.jspecify.annotations.NullMarked;
