/// One guest's purchase from the chosen show to the tickets: its states, and the talk with the server that moves it on.
///
/// Knows no screens. [SaleState] says which moves there are; [Sale] makes them (KIOSK-1).
@NullMarked
package boxoffice.kiosk.sale;

import org.jspecify.annotations.NullMarked;
