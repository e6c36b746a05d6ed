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

    @Override
    public Result measure(House house, Pace pace) {
        List<ShowId> shows = house.addShows(SHOWS, "PUBLISHED");
        LockRequests requests = LockRequests.of(house, shows, pace.locks());
        run(house, requests, Duel.CLIENTS, pace.warmUp());
        BestPool claims = new BestPool(new ClaimCeiling(house, requests.asked()));
        claims.find(pace.round());
        Result result = new Duel(name, ASKED, pace).growing()
                .measure(
                        () -> claims.perSecond(pace.durableRound()),
                        clients -> run(house, requests, clients, pace.durableRound()),
                        rate -> {
                            HttpLoad.Outcome outcome = HttpLoad
                                    .open(house.server(), Duel.CLIENTS * 4, rate, pace.durableRound(), requests.each())
                                    .onlyOf(200);
                            house.releaseAll();
                            return outcome.latencies();
                        });
        result.notes().add("claims alone over " + claims.size() + " connections");
        return result;
    }

    /// Locks for some time, or until every request was made.
    static double run(House house, LockRequests requests, int clients, Duration time) {
        double rate = HttpLoad.closed(house.server(), clients, time, requests.each()).onlyOf(200).perSecond();
        house.releaseAll();
        return rate;
    }
}
