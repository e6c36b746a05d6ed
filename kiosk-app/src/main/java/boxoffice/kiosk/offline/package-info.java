/// What the kiosk still knows when the server is gone: the tickets it sold, encrypted at rest (OFF-1).
@NullMarked
package boxoffice.kiosk.offline;

import org.jspecify.annotations.NullMarked;
