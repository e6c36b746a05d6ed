/// Buys a ticket by itself, to be watched: presses the keys a guest would press, and pays as the guest's phone would.
///
/// Its progress goes to standard output, a line a step, for programs that start it; see [SelfDrive].
@NullMarked
package boxoffice.kiosk.selfdrive;

import org.jspecify.annotations.NullMarked;
