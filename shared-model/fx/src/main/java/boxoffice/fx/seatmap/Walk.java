package boxoffice.fx.seatmap;

import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The seat that has the focus, and the ways from it to others.
final class Walk {
    private static final int PAGE = 5;

    private final ReadOnlyObjectWrapper<Optional<SeatId>> focused = new ReadOnlyObjectWrapper<>(Optional.empty());
    /// Where the guest stays, left to right, while going from row to row.
    private double column;

    ReadOnlyObjectProperty<Optional<SeatId>> focused() {
        return focused.getReadOnlyProperty();
    }

    double column() {
        return column;
    }

    void to(ShowSeat seat) {
        column = seat.x();
        focused.set(Optional.of(seat.id()));
    }

    /// Goes to the next wanted seat, if there is one.
    Optional<House.Step> move(House house, ShowSeat from, Move move, Predicate<ShowSeat> wanted) {
        House.Row row = house.row(from);
        Optional<House.Step> step = switch (move) {
            case LEFT -> house.sideways(from, -1, wanted);
            case RIGHT -> house.sideways(from, 1, wanted);
            case UP -> house.ahead(from, -1, column, wanted);
            case DOWN -> house.ahead(from, 1, column, wanted);
            case ROW_START -> jump(from, row.seats().stream().filter(wanted).findFirst());
            case ROW_END -> jump(from, row.seats().reversed().stream().filter(wanted).findFirst());
            case PLAN_START -> jump(from, house.first(wanted));
            case PLAN_END -> jump(from, house.last(wanted));
            case PAGE_UP -> page(house, from, -1, wanted);
            case PAGE_DOWN -> page(house, from, 1, wanted);
        };
        step.map(House.Step::seat).ifPresent(seat -> {
            focused.set(Optional.of(seat.id()));
            switch (move) {
                case UP, DOWN, PAGE_UP, PAGE_DOWN -> {}
                case LEFT, RIGHT, ROW_START, ROW_END, PLAN_START, PLAN_END -> column = seat.x();
            }
        });
        return step;
    }

    private static Optional<House.Step> jump(ShowSeat from, Optional<ShowSeat> to) {
        return to.filter(seat -> !seat.id().equals(from.id())).map(seat -> new House.Step(seat, 0, false));
    }

    private Optional<House.Step> page(House house, ShowSeat from, int direction, Predicate<ShowSeat> wanted) {
        Optional<House.Step> reached = Optional.empty();
        for (int row = 0; row < PAGE; row++) {
            ShowSeat start = reached.map(House.Step::seat).orElse(from);
            Optional<House.Step> next = house.ahead(start, direction, column, wanted);
            if (next.isEmpty()) {
                break;
            }
            reached = next;
        }
        return reached;
    }
}
