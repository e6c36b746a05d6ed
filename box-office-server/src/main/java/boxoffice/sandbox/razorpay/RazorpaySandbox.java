package boxoffice.sandbox.razorpay;

import boxoffice.sandbox.common.CallFaults;
import boxoffice.sandbox.common.Endpoints;
import boxoffice.sandbox.common.Journal;
import boxoffice.sandbox.common.RecentPayment;
import boxoffice.sandbox.common.Scheduler;
import boxoffice.sandbox.common.Script;
import boxoffice.sandbox.common.Stalls;
import boxoffice.sandbox.common.Webhooks;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The sandbox's Razorpay, wired together.
public final class RazorpaySandbox implements AutoCloseable {
    private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

    private final Endpoints endpoints;
    private final Books books;
    private final Webhooks<Event> webhooks;
    private final QrCodes codes;
    private final Payments payments;
    private final Refunds refunds;
    private final RazorpayApi api;
    private final CheckoutRoutes checkout;
    private final UpiApp upi;
    private final Statement statement;

    /// @param openJournal opens the journal, handing each line it holds to its argument
    /// @param publicUri where the guest's browser finds the gateway, asked for whenever it is needed
    /// @param script what is to go wrong
    /// @param stalls where requests wait that are not to be answered
    public RazorpaySandbox(
            RazorpaySettings settings,
            Function<Consumer<String>, Journal> openJournal,
            Scheduler scheduler,
            Supplier<URI> publicUri,
            Script script,
            Stalls stalls) {
        var json = new RazorpayJson(publicUri, settings.merchant());
        endpoints = new Endpoints(settings.webhookUrls());
        books = new Books(openJournal, scheduler, endpoints);
        webhooks = new Webhooks<>(
                endpoints,
                settings.retryDelays(),
                GIVE_UP_AFTER,
                scheduler,
                new EventDesk(settings.webhookSecret(), books),
                script);
        books.tell(webhooks::send);
        codes = new QrCodes(books, json, script);
        payments = new Payments(books, json, script, codes);
        refunds = new Refunds(books, json, script);
        api = new RazorpayApi(
                settings, new CallFaults(script, stalls), books, new Orders(books, json, script), codes, payments,
                refunds);
        checkout = new CheckoutRoutes(settings, books, payments);
        upi = new UpiApp(codes, payments, json);
        statement = new Statement(books);
    }

    /// Adds the API, the checkout and the UPI app to the server's routes. Requests under `/v1` that are not Razorpay's are
    /// passed on.
    public void routing(HttpRouting.Builder routing) {
        checkout.routing(routing);
        routing.register("/v1", api).register("/sandbox/upi", upi);
    }

    /// Takes up what a restart has interrupted: awaited answers, closing codes, refunds, undelivered events.
    public void resume() {
        codes.resume();
        payments.resume();
        refunds.resume();
        webhooks.resume();
    }

    /// Sends webhooks to these addresses from now on.
    public void sendWebhooksTo(List<URI> addresses) {
        endpoints.replace(addresses);
    }

    /// All payments and what they add up to, as the gateway knows it.
    public ObjectNode statement() {
        return statement.write();
    }

    /// The newest payments.
    public List<RecentPayment> recent(int limit) {
        return statement.recent(limit);
    }

    @Override
    public void close() {
        webhooks.close();
        books.close();
    }
}
