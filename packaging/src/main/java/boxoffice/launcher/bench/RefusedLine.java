package boxoffice.launcher.bench;

import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everybody wants two of the same ten seats, which one guest holds: each is refused, with other seats offered.
///
/// The ceiling is a bare handler that parses the same JSON and answers as many bytes.
record RefusedLine(String name) implements Line {
    private static final double ASKED = 0.50;
    private static final int GUESTS = 512;

    @Override
    public Result measure(House house, Pace pace) {
        ShowId show = house.addShows(1, "PUBLISHED").getFirst();
        List<SeatId> taken = house.seats().subList(100, 110).stream().map(Seat::id).toList();
        List<String> guests = house.guests(GUESTS + 1);
        Exchange.once(
                house.server(), Request.post(
                        "/api/v1/bookings/lock", new LockRequest(show, taken), "Authorization: Bearer " + guests.get(
                                GUESTS)), 200);
        List<byte[]> ours = new ArrayList<>();
        List<byte[]> bare = new ArrayList<>();
        for (int i = 0; i < GUESTS; i++) {
            LockRequest wish = new LockRequest(show, taken.subList(i % 9, i % 9 + 2));
            String token = "Authorization: Bearer " + guests.get(i);
            ours.add(Request.post("/api/v1/bookings/lock", wish, token));
            bare.add(Request.post("/parse", wish, token));
        }
        Exchange.keep(house.bare(), Exchange.once(house.server(), ours.getFirst(), 409));
        run(house.bare(), Duel.CLIENTS, pace.warmUp(), bare);
        run(house.server(), Duel.CLIENTS, pace.warmUp(), ours);
        Result result = new Duel(name, ASKED, pace).growing()
                .measure(
                        () -> run(house.bare(), Duel.CLIENTS, pace.round(), bare),
                        clients -> run(house.server(), clients, pace.round(), ours),
                        rate -> HttpLoad.open(house.server(), Duel.CLIENTS, rate, pace.round(), again(ours))
                                .onlyOf(409)
                                .latencies());
        result.notes().add("attempts are drawn from Redis in batches here; at the usual ten a minute, one by one");
        house.releaseAll();
        return result;
    }

    private static double run(URI server, int clients, Duration time, List<byte[]> requests) {
        return HttpLoad.closed(server, clients, time, again(requests)).onlyOf(409).perSecond();
    }

    /// The requests again and again.
    private static HttpLoad.Script again(List<byte[]> requests) {
        int[] next = {0};
        return () -> Optional.of(requests.get(next[0]++ % requests.size()));
    }
}
