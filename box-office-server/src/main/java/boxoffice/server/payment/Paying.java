package boxoffice.server.payment;

import boxoffice.server.identity.Callers;
import boxoffice.server.operations.Jobs;
import boxoffice.server.storage.Database;
import io.helidon.webserver.http.HttpService;
import java.time.Duration;

/// The room's parts that need to know what is paid for, wired.
///
/// @param routes for the server
public record Paying(HttpService routes) {
    /// Wires the room and gives its unfinished work to the jobs.
    public static Paying create(
            Database database,
            PaymentGateway gateway,
            Refunds refunds,
            Idempotency idempotency,
            Purchases purchases,
            Callers callers,
            Jobs jobs) {
        GatewayInbox inbox = new GatewayInbox(database, gateway, purchases);
        jobs.every(Duration.ofSeconds(2), "gateway events", inbox::work);
        jobs.every(Duration.ofSeconds(2), "refunds", refunds::work);
        jobs.every(Duration.ofMinutes(10), "old idempotency keys", idempotency::forgetOld);
        return new Paying(new PaymentRoutes(purchases, idempotency, inbox, callers));
    }
}
