package boxoffice.launcher.crashpoints;

import boxoffice.model.Bookings.Booking;
import boxoffice.model.ShowId;
import java.util.List;
import java.util.Optional;

/// One visit as it was played.
///
/// @param cut where the server was killed, if it was
/// @param met all its effects up to that, in order
/// @param told what the guest knows of the booking
record Visit(Act act, ShowId show, Optional<Point> cut, List<Point> met, Optional<Booking> told, Verdict verdict) {}
