package boxoffice.client;

import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatMessages.Change;
import boxoffice.model.SeatMessages.ShowState;
import boxoffice.model.SeatStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// A seat map after what was heard of its seats.
final class SeatPicture {
    private SeatPicture() {}

    static SeatMap after(SeatMap map, ShowState state) {
        Map<SeatId, SeatStatus> heard = new HashMap<>();
        state.seats().forEach((status, seats) -> seats.forEach(seat -> heard.put(seat, status)));
        return with(
                map,
                state.version(),
                seat -> heard.getOrDefault(seat.id(), state.full() ? SeatStatus.AVAILABLE : seat.status()));
    }

    static SeatMap after(SeatMap map, Change change) {
        Set<SeatId> changed = new HashSet<>(change.seatIds());
        return with(
                map,
                change.version(),
                seat -> changed.contains(seat.id()) ? change.status() : seat.status());
    }

    private static SeatMap with(SeatMap map, String version, Function<ShowSeat, SeatStatus> status) {
        return new SeatMap(
                map.showId(),
                map.layout(),
                version,
                map.currency(),
                map.seats().stream().map(seat -> {
                    SeatStatus now = status.apply(seat);
                    return now == seat.status() ? seat : seat.with(now);
                }).toList());
    }
}
