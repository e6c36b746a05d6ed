package boxoffice.server.ticketing;

import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.identity.Secrets;
import boxoffice.server.storage.Database;
import io.helidon.webserver.http.HttpService;

/// The room's parts, wired.
///
/// @param desk for bookings
/// @param routes for the server
public record Ticketing(TicketDesk desk, HttpService routes) {
    /// Wires the room. The first start makes the key that signs tickets.
    ///
    /// @throws IllegalStateException when that key was sealed with another master key
    public static Ticketing create(Database database, Secrets secrets, ShowsForSale shows) {
        TicketDesk desk = new TicketDesk(database, TicketKeys.open(database, secrets), shows);
        return new Ticketing(desk, new TicketRoutes(desk));
    }
}
