package boxoffice.sandbox.stripe;

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

/// The sandbox's Stripe, wired together.
public final class StripeSandbox implements AutoCloseable {
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    private final Endpoints endpoints;
    private final Books books;
    private final Webhooks<Event> webhooks;
    private final Payments payments;
    private final CheckoutSessions sessions;
    private final Refunds refunds;
    private final Readers readers;
    private final ReaderPage readerPage;
    private final StripeApi api;
    private final HostedPage page;
    private final BankPage bank;
    private final Statement statement;

    /// @param openJournal opens the journal, handing each line it holds to its argument
    /// @param publicUri where the customer's browser finds the gateway, asked for whenever it is needed
    /// @param script what is to go wrong
    /// @param stalls where requests wait that are not to be answered
    public StripeSandbox(
            StripeSettings settings,
            Function<Consumer<String>, Journal> openJournal,
            Scheduler scheduler,
            Supplier<URI> publicUri,
            Script script,
            Stalls stalls) {
        var json = new StripeJson(publicUri);
        var subjects = new Subjects(settings.slowDelay());
        endpoints = new Endpoints(settings.webhookUrls(), settings.webhookEvents());
        books = new Books(openJournal, scheduler, endpoints);
        webhooks = new Webhooks<>(
                endpoints,
                settings.retryDelays(),
                GIVE_UP_AFTER,
                scheduler,
                new EventDesk(settings.webhookSecret(), books, json, subjects),
                script);
        books.tell(webhooks::send);
        var customers = new Customers(books, json);
        payments = new Payments(books, new Issuer(script, subjects), script, customers, json);
        sessions = new CheckoutSessions(books, payments, script, customers, json);
        refunds = new Refunds(books, script, subjects, json);
        readers = new Readers(books, payments, json);
        readerPage = new ReaderPage(books, readers);
        api = new StripeApi(
                settings.secretKey(),
                books,
                json,
                new CallFaults(script, stalls),
                subjects,
                sessions,
                customers,
                new PaymentIntents(books, payments, json),
                refunds,
                readers,
                new Events(books, json));
        page = new HostedPage(sessions, books, new PayPage(settings.merchant()));
        bank = new BankPage(books, sessions, page, settings.merchant());
        statement = new Statement(books);
    }

    /// Adds the API and the payment page to the server's routes.
    public void routing(HttpRouting.Builder routing) {
        routing.register("/v1", api)
                .register("/c/pay", page)
                .register("/c/bank", bank)
                .register("/sandbox/readers", readerPage);
    }

    /// Takes up what a restart has interrupted: awaited answers, expiries, refunds, undelivered events.
    public void resume() {
        payments.resume();
        sessions.resume();
        refunds.resume();
        readers.resume();
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
