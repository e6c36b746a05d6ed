package boxoffice.fx.seatmap;

import boxoffice.model.SeatMap.ShowSeat;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// How a guest finds seats: by a filter, and by typing. Says nothing.
final class Finder {
    private final Function<ShowSeat, SeatLook> look;
    private final SeatTyping typing = new SeatTyping();
    private final ReadOnlyObjectWrapper<SeatFilter> filter = new ReadOnlyObjectWrapper<>(SeatFilter.ALL);
    private final ReadOnlyStringWrapper typed = new ReadOnlyStringWrapper("");

    /// @param look what a seat is for the guest at the moment
    Finder(Function<ShowSeat, SeatLook> look) {
        this.look = look;
    }

    ReadOnlyObjectProperty<SeatFilter> filter() {
        return filter.getReadOnlyProperty();
    }

    void filter(SeatFilter wanted) {
        filter.set(wanted);
    }

    ReadOnlyStringProperty typed() {
        return typed.getReadOnlyProperty();
    }

    SeatTyping.Found type(House house, House.Row here, String character) {
        SeatTyping.Found found = typing.type(house, here, character);
        typed.set(typing.typed());
        return found;
    }

    void forgetTyped() {
        typing.forget();
        typed.set("");
    }

    boolean matches(ShowSeat seat) {
        return matches(filter.get(), seat);
    }

    long count(House house, SeatFilter wanted) {
        return house.map().seats().stream().filter(seat -> matches(wanted, seat)).count();
    }

    /// The filter after the one that is on, of those that match any seat.
    SeatFilter next(House house) {
        SeatFilter[] all = SeatFilter.values();
        return Stream.iterate(filter.get().ordinal() + 1, i -> i + 1)
                .limit(all.length)
                .map(i -> all[i % all.length])
                .filter(candidate -> house.map().seats().stream().anyMatch(seat -> matches(candidate, seat)))
                .findFirst()
                .orElse(SeatFilter.ALL);
    }

    boolean matches(SeatFilter wanted, ShowSeat seat) {
        if (wanted == SeatFilter.ALL) {
            return true;
        }
        SeatLook its = look.apply(seat);
        return (its == SeatLook.AVAILABLE || its == SeatLook.SELECTED) && wanted.wants(seat.type());
    }
}
