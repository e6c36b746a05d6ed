package boxoffice.server.payment;

import boxoffice.server.abuse.RateLimits;
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
            Gateways gateways,
            Payments payments,
            Refunds refunds,
            PaymentOffers offers,
            Idempotency idempotency,
            Purchases purchases,
            KeptCards cards,
            Callers callers,
            RateLimits limits,
            Jobs jobs) {
        RefundRuns runs = new RefundRuns(database, gateways, purchases);
        GatewayInbox inbox = new GatewayInbox(database, gateways, purchases, runs);
        RefundLooks refundLooks = new RefundLooks(database, runs);
        InboxRetention oldEvents = new InboxRetention(database);
        PaymentLooks looks = new PaymentLooks(database, payments, purchases);
        ForgottenCards forgotten = new ForgottenCards(database, gateways, cards);
        jobs.onDueRows("cards to remember", cards::work);
        jobs.onDueRows("cards to forget", forgotten::work);
        jobs.onDueRows("card keys", cards::rotate);
        jobs.onDueRows("gateway events", inbox::work);
        jobs.onDueRows("refunds", runs::work);
        jobs.onDueRows("refunds that were done", refundLooks::work);
        jobs.onDueRows("payments of which nothing is heard", looks::work);
        jobs.every(Duration.ofMinutes(10), "old idempotency keys", idempotency::forgetOld);
        jobs.every(Duration.ofHours(1), "old gateway events", oldEvents::forget);
        return new Paying(rules -> {
            new PaymentRoutes(purchases, runs, idempotency, inbox, callers, limits).routing(rules);
            new RefundRoutes(refunds, runs, idempotency, callers).routing(rules);
            new PaymentOfferRoutes(offers, callers).routing(rules);
            new CardRoutes(cards, callers).routing(rules);
        });
    }
}
