package boxoffice.server.ticketing;

import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.identity.Secrets;
import boxoffice.server.storage.Database;
import io.helidon.webserver.http.HttpService;
import java.util.Optional;

/// The room's parts, wired.
///
/// @param desk for bookings
/// @param routes for the server
public record Ticketing(TicketDesk desk, HttpService routes) {
    /// Wires the room. The first start makes the key that signs tickets.
    ///
    /// @param wallet empty where no passes are offered
    /// @throws IllegalStateException when that key was sealed with another master key
    public static Ticketing create(
            Database database, Secrets secrets, ShowsForSale shows, Optional<WalletPasses> wallet) {
        TicketDesk desk = new TicketDesk(database, TicketKeys.open(database, secrets), shows, wallet);
        return new Ticketing(desk, new TicketRoutes(desk));
    }
}
