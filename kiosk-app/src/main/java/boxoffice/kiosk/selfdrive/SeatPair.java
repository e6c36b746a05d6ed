package boxoffice.kiosk.selfdrive;

import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.SeatType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Two free seats side by side.
record SeatPair(SeatId left, SeatId right) {

    /// The pair nearest to the middle of the house, a little to the back, as people like to sit.
    static Optional<SeatPair> best(SeatMap map) {
        double x = map.layout().width() / 2;
        double y = map.layout().height() * 0.6;
        List<ShowSeat> free = map.seats()
                .stream()
                .filter(seat -> seat.status() == SeatStatus.AVAILABLE)
                .filter(seat -> seat.type() != SeatType.WHEELCHAIR && seat.type() != SeatType.COMPANION)
                .toList();
        return free.stream()
                .sorted(Comparator.comparingDouble(seat -> Math.hypot(seat.x() + 1 - x, seat.y() - y)))
                .flatMap(
                        left -> free.stream()
                                .filter(right -> isRightOf(left, right))
                                .map(right -> new SeatPair(left.id(), right.id())))
                .findFirst();
    }

    private static boolean isRightOf(ShowSeat left, ShowSeat right) {
        return left.section().equals(right.section())
                && left.row().equals(right.row())
                && Math.abs(right.x() - left.x() - 1) < 0.05
                && Math.abs(right.y() - left.y()) < 0.35;
    }
}
