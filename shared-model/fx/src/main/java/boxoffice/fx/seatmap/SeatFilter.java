package boxoffice.fx.seatmap;

import boxoffice.model.SeatType;

/// Which seats a guest wants to find. The others are dimmed, and arrows skip them.
public enum SeatFilter {
    ALL,
    /// Seats that can be chosen, or are.
    AVAILABLE,
    /// Those of them with more comfort: premium and VIP.
    PREMIUM,
    /// Those of them for wheelchairs, and their companions' seats.
    WHEELCHAIR;

    boolean wants(SeatType type) {
        return switch (this) {
            case ALL, AVAILABLE -> true;
            case PREMIUM -> type == SeatType.PREMIUM || type == SeatType.VIP;
            case WHEELCHAIR -> type == SeatType.WHEELCHAIR || type == SeatType.COMPANION;
        };
    }
}
