package boxoffice.server.catalog;

import boxoffice.model.InvalidField;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a theater adds to the price of seats, or states within it (SEAT-12).
///
/// @param perSeat minor units for each seat; either this or `percent`
/// @param percent of the seats' sum; either this or `perSeat`
/// @param included whether it is part of the price already, as a tax often is
public record Charge(
        Kind kind, String label, @Nullable Long perSeat, @Nullable BigDecimal percent, boolean included) {
    /// Whom the money is for.
    public enum Kind {
        /// The house.
        FEE,
        /// The state.
        TAX
    }

    public Charge {
        if ((perSeat == null) == (percent == null)) {
            throw new InvalidField("charge", "needs one measure", "either an amount per seat or a percentage");
        }
    }
}
