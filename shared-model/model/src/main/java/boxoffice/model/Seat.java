package boxoffice.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One seat of a plan.
///
/// @param section the id of its section
/// @param row its row's label
/// @param number its number within the row, as printed on it
/// @param x the left edge, in seat pitches from the plan's left
/// @param y the edge nearest to the screen, in seat pitches from the plan's front
/// @param companionOf for a companion seat, the wheelchair bay it goes with
public record Seat(
        SeatId id,
        String section,
        String row,
        String number,
        SeatType type,
        double x,
        double y,
        Set<SeatFeature> features,
        @Nullable SeatId companionOf) {
    public Seat {
        features = Set.copyOf(features);
        if (x < 0 || y < 0) {
            throw new InvalidField("seat " + id, "stands outside of the plan", "x and y from 0");
        }
    }
}
