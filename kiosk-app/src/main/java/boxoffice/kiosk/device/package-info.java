/// Who this machine is: its key, its sign-in, and the theater where it stands (USER-2).
///
/// Also the one place through which a kiosk gets a client: [Device] for looking around, a fresh guest for each sale.
@NullMarked
package boxoffice.kiosk.device;

import org.jspecify.annotations.NullMarked;
