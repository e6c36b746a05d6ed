/// Turns paid tickets into something to take along (KIOSK-3). Knows files and printers, no screens.
@NullMarked
package boxoffice.kiosk.printing;

import org.jspecify.annotations.NullMarked;
