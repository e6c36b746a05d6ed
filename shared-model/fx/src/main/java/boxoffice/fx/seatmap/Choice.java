package boxoffice.fx.seatmap;

import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What a guest has chosen, and the rules of choosing. Says nothing.
final class Choice {
    private final int most;
    private final ObservableList<SeatId> seats = FXCollections.observableArrayList();
    private final ObservableList<SeatId> view = FXCollections.unmodifiableObservableList(seats);
    private final Set<SeatId> own = new LinkedHashSet<>();
    private boolean claiming;

    Choice(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    ObservableList<SeatId> seats() {
        return view;
    }

    boolean has(SeatId id) {
        return seats.contains(id);
    }

    SeatMapModel.Toggle toggle(ShowSeat seat) {
        if (most == 0) {
            return SeatMapModel.Toggle.VIEW_ONLY;
        }
        if (seats.remove(seat.id())) {
            return SeatMapModel.Toggle.REMOVED;
        }
        if (seat.status() != SeatStatus.AVAILABLE) {
            return SeatMapModel.Toggle.TAKEN;
        }
        if (seats.size() >= most) {
            return SeatMapModel.Toggle.FULL;
        }
        seats.add(seat.id());
        return SeatMapModel.Toggle.SELECTED;
    }

    void clear() {
        seats.clear();
        own.clear();
        claiming = false;
    }

    /// Seats that the guest holds from now on.
    ///
    /// @return those that are held no more
    Set<SeatId> own(Collection<SeatId> held) {
        Set<SeatId> released = new LinkedHashSet<>(own);
        released.removeAll(held);
        own.clear();
        own.addAll(held);
        claiming = false;
        held.stream().filter(id -> !seats.contains(id)).forEach(seats::add);
        return released;
    }

    void claiming(boolean underWay) {
        claiming = underWay;
    }

    /// Takes out what somebody else has got.
    ///
    /// @return what was taken out
    List<SeatId> dropTaken(House house) {
        List<SeatId> lost = new ArrayList<>(seats);
        lost.removeIf(id -> own.contains(id) || house.seat(id).filter(this::stillOurs).isPresent());
        seats.removeAll(lost);
        return lost;
    }

    private boolean stillOurs(ShowSeat seat) {
        return seat.status() == SeatStatus.AVAILABLE || (claiming && seat.status() == SeatStatus.LOCKED);
    }

    /// The map with seats that were given back: they are free at once, until the server tells otherwise.
    static SeatMap withFreed(SeatMap map, Collection<SeatId> freed) {
        List<ShowSeat> seats = map.seats()
                .stream()
                .map(
                        seat -> freed.contains(seat.id()) && seat.status() == SeatStatus.LOCKED
                                ? seat.with(SeatStatus.AVAILABLE)
                                : seat)
                .toList();
        return new SeatMap(map.showId(), map.layout(), map.version(), map.currency(), seats);
    }
}
