package boxoffice.launcher.bench;

import boxoffice.model.ShowId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finding and locking the best four seats in one call, in houses of 300 seats that are half sold.
///
/// The ceiling is the line that locks two seats by name.
record BestAvailableLine(String name) implements Line {
    private static final double ASKED = 0.80;

    @Override
    public Result measure(House house, Pace pace) {
        LockRequests two = LockRequests.of(house, house.addShows(LockLine.SHOWS, "PUBLISHED"), pace.locks());
        List<byte[]> four = requests(house, pace.locks() / 2);
        LockLine.run(house, two, Duel.CLIENTS, pace.warmUp());
        run(house, four, Duel.CLIENTS, pace.warmUp());
        Result result = new Duel(name, ASKED, pace).measure(
                () -> LockLine.run(house, two, Duel.CLIENTS, pace.durableRound()),
                clients -> run(house, four, clients, pace.durableRound()),
                rate -> {
                    HttpLoad.Outcome outcome = HttpLoad
                            .open(house.server(), Duel.CLIENTS * 4, rate, pace.durableRound(), script(four))
                            .onlyOf(200);
                    house.releaseAll();
                    return outcome.latencies();
                });
        house.database().sql("TRUNCATE show_seats").update();
        return result;
    }

    /// Half of the groups of five are sold, others in each house, so that a block of four has to be looked for.
    private static List<byte[]> requests(House house, int count) {
        List<ShowId> shows = house.addShows(LockLine.SHOWS, "PUBLISHED");
        house.database()
                .sql(
                        """
                                INSERT INTO show_seats (show_id, seat_id, status, booking_id)
                                SELECT CAST(show AS uuid), seat, 'BOOKED', CAST(show AS uuid)
                                  FROM unnest(CAST(:shows AS text[])) AS show, unnest(CAST(:seats AS text[])) AS seat
                                 WHERE abs(hashtext(show || left(seat, 1) || (CAST(substr(seat, 2) AS int) - 1) / 5)) % 2 = 0""")
                .with("shows", shows.stream().map(ShowId::toString).toArray(String[]::new))
                .with("seats", house.seats().stream().map(seat -> seat.id().value()).toArray(String[]::new))
                .update();
        List<String> guests = house.guests((count + 1) / 2);
        List<byte[]> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            requests.add(
                    Request.post(
                            "/api/v1/bookings/lock/best",
                            Map.of("showId", shows.get(i % shows.size()), "partySize", 4),
                            "Authorization: Bearer " + guests.get(i % guests.size())));
        }
        return requests;
    }

    private static double run(House house, List<byte[]> requests, int clients, Duration time) {
        double rate = HttpLoad.closed(house.server(), clients, time, script(requests)).onlyOf(200).perSecond();
        house.releaseAll();
        return rate;
    }

    private static HttpLoad.Script script(List<byte[]> requests) {
        Iterator<byte[]> each = requests.iterator();
        return () -> each.hasNext() ? Optional.of(each.next()) : Optional.empty();
    }
}
