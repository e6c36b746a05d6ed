package boxoffice.server.admission;

import boxoffice.server.catalog.Listings;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.identity.Callers;
import boxoffice.server.storage.Database;
import boxoffice.server.ticketing.TicketDesk;
import io.helidon.webserver.http.HttpService;

/// The room's parts, wired.
///
/// @param routes for the server
public record Admission(HttpService routes) {
    /// Wires the room.
    public static Admission create(
            Database database, TicketDesk tickets, Listings listings, ShowsForSale shows, Callers callers) {
        Doors doors = new Doors(database);
        Turnstile turnstile = new Turnstile(database, tickets, listings, shows);
        Conflicts conflicts = new Conflicts(database);
        return new Admission(
                new AdmissionRoutes(
                        doors,
                        turnstile,
                        new OfflineSync(doors, turnstile, conflicts),
                        conflicts,
                        new DoorList(database, tickets, shows),
                        callers));
    }
}
