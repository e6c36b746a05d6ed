package boxoffice.launcher.bench;

import boxoffice.model.Locks.LockRequest;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Requests that each ask for two seats nobody has: show after show, and in each show pair after pair. No guest asks for
/// more than three, as none may hold more.
///
/// @param asked the pairs, in the order of the requests
record LockRequests(List<byte[]> requests, List<LockRequest> asked) {
    /// Locks that one guest makes.
    static final int A_GUEST = 3;

    static LockRequests of(House house, List<ShowId> shows, int count) {
        List<String> guests = house.guests((count + A_GUEST - 1) / A_GUEST);
        List<byte[]> requests = new ArrayList<>(count);
        List<LockRequest> asked = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int pair = i / shows.size();
            List<SeatId> seats =
                    house.seats().subList(2 * pair, 2 * pair + 2).stream().map(seat -> seat.id()).toList();
            LockRequest request = new LockRequest(shows.get(i % shows.size()), seats);
            asked.add(request);
            requests.add(
                    Request.post(
                            "/api/v1/bookings/lock", request, "Authorization: Bearer " + guests.get(
                                    i % guests.size())));
        }
        return new LockRequests(requests, asked);
    }

    /// The requests, once each.
    HttpLoad.Script each() {
        Iterator<byte[]> each = requests.iterator();
        return () -> each.hasNext() ? Optional.of(each.next()) : Optional.empty();
    }
}
