/// A show's seats to look at and to choose from (A11Y-1, A11Y-2, TOUCH-1).
///
/// [SeatMapModel] knows the seats, what is chosen, where the focus is and what is said of it, and no nodes;
/// [SeatMapView] draws it; [SelectionSummary] lists what was chosen, with its price and the time that is left. A screen
/// makes one model and gives it to both. All of it belongs to the FX thread.
@NullMarked
package boxoffice.fx.seatmap;

import org.jspecify.annotations.NullMarked;
