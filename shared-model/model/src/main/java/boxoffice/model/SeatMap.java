package boxoffice.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The answer to `GET /api/v1/shows/{id}/seats` (SEAT-1).
///
/// @param version changes whenever a seat changes; opaque, and the `ETag`'s value
public record SeatMap(
        ShowId showId, SeatPlan.Layout layout, String version, String currency, List<ShowSeat> seats) {

    /// A seat of the plan with its price and status in this show. Positions are those of [Seat].
    public record ShowSeat(
            SeatId id,
            String section,
            String row,
            String number,
            SeatType type,
            SeatStatus status,
            BigDecimal price,
            double x,
            double y,
            Set<SeatFeature> features,
            @Nullable SeatId companionOf) {

        /// The same seat in another status.
        public ShowSeat with(SeatStatus other) {
            return new ShowSeat(id, section, row, number, type, other, price, x, y, features, companionOf);
        }
    }
}
