package boxoffice.server.identity;

import boxoffice.server.storage.Database;
import boxoffice.server.storage.Redis;
import io.helidon.webserver.http.HttpService;
import java.time.Clock;

/// The room's parts, wired.
///
/// @param callers for routes that ask who is there
/// @param users for those who add accounts
/// @param routes for the server
/// @param listening to what other nodes do, until it is closed
public record Identity(Callers callers, Users users, HttpService routes, AutoCloseable listening) {
    /// Wires the room.
    public static Identity create(Database database, Redis redis, Secrets secrets, Clock clock) {
        AccessTokens tokens = new AccessTokens(secrets.key("access tokens"), clock);
        Sessions sessions = new Sessions(database, redis, tokens);
        Callers callers = new Callers(tokens, sessions);
        Users users = new Users(database);
        return new Identity(
                callers,
                users,
                new IdentityRoutes(users, new Devices(database), sessions, callers),
                sessions.listen());
    }
}
