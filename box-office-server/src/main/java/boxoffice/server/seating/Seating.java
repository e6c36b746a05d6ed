package boxoffice.server.seating;

import boxoffice.server.abuse.RateLimits;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Redis;
import io.helidon.webserver.http.HttpService;
import java.time.Clock;

/// The room's parts, wired.
///
/// @param locks for the job that frees expired locks
/// @param claims for bookings
/// @param maps for those who show seats as they change
/// @param reconciliation for the jobs that keep Redis in agreement with the database
/// @param ledger for the job that seals it
/// @param routes for the server
public record Seating(
        SeatLocks locks,
        SeatClaims claims,
        SeatMaps maps,
        Reconciliation reconciliation,
        LedgerSeals ledger,
        HttpService routes) {
    /// Wires the room.
    public static Seating create(
            Database database,
            Redis redis,
            ShowsForSale shows,
            RateLimits rates,
            Clock clock,
            LockTimes times,
            SeatLimits limits,
            ShowCeilings ceilings) {
        FastPath fastPath = new FastPath(redis, clock, ceilings);
        SeatMaps maps = new SeatMaps(database, shows);
        Reconciliation reconciliation = new Reconciliation(database, redis, fastPath, clock);
        SecondLook secondLook = new SecondLook(database, maps, reconciliation);
        SeatLocks locks = new SeatLocks(database, fastPath, shows, maps, times, limits, secondLook);
        SeatFinder finder = new SeatFinder(shows, maps);
        BestSeats best = new BestSeats(shows, maps, finder, locks);
        SeatRoutes routes = new SeatRoutes(shows, maps, locks, finder, best, rates);
        return new Seating(
                locks,
                new SeatClaims(fastPath, maps, times, finder),
                maps,
                reconciliation,
                new LedgerSeals(database),
                routes);
    }
}
