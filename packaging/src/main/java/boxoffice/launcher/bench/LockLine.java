package boxoffice.launcher.bench;

import boxoffice.model.ShowId;
import java.time.Duration;
import java.util.List;

/// Locking two free seats, over 2,000 shows. The locks are given back in bulk between the rounds.
///
/// The ceiling is the claim statement alone, by JDBC at the best number of connections.
record LockLine(String name) implements Line {
    static final int SHOWS = 2_000;
    private static final double ASKED = 0.40;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Override
    public Result measure(House house, Pace pace) {
        List<ShowId> shows = house.addShows(SHOWS, "PUBLISHED");
        LockRequests requests = LockRequests.of(house, shows, pace.locks());
        run(house, requests, Duel.CLIENTS, pace.locks());
        ClaimCeiling claims = new ClaimCeiling(house, requests.asked());
        claims.findBestPool(pace.locks() / 3);
        Result result = new Duel(name, ASKED, pace).measure(
                () -> claims.perSecond(pace.locks()),
                clients -> run(house, requests, clients, clients < 16 ? pace.locks() / 6 : pace.locks()),
                rate -> {
                    int count = (int) Math.min(pace.locks(), rate * pace.round().toMillis() / 1000);
                    HttpLoad.Outcome outcome =
                            HttpLoad.open(house.server(), Duel.CLIENTS * 4, rate, LONGEST, requests.first(count))
                                    .onlyOf(200);
                    house.releaseAll();
                    return outcome.latencies();
                });
        result.notes().add("claims alone over " + claims.pool() + " connections");
        return result;
    }

    static double run(House house, LockRequests requests, int clients, int count) {
        double rate = HttpLoad.closed(house.server(), clients, LONGEST, requests.first(count)).onlyOf(200).perSecond();
        house.releaseAll();
        return rate;
    }
}
