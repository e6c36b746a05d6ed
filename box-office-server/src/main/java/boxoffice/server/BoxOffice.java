package boxoffice.server;

import boxoffice.server.abuse.RateLimits;
import boxoffice.server.admission.Admission;
import boxoffice.server.booking.BookingDesk;
import boxoffice.server.booking.PaidPage;
import boxoffice.server.bookkeeping.DaySettlementRoutes;
import boxoffice.server.bookkeeping.GatewayCheckRoutes;
import boxoffice.server.bookkeeping.GatewayChecks;
import boxoffice.server.catalog.CancellationPolicies;
import boxoffice.server.catalog.CancellationPolicyRoutes;
import boxoffice.server.catalog.Catalogue;
import boxoffice.server.catalog.CatalogueRoutes;
import boxoffice.server.catalog.DemoCatalogue;
import boxoffice.server.catalog.Listings;
import boxoffice.server.catalog.Schedule;
import boxoffice.server.catalog.ScheduleRoutes;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.events.Events;
import boxoffice.server.http.Farewell;
import boxoffice.server.http.Problems;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Identity;
import boxoffice.server.identity.Secrets;
import boxoffice.server.notification.NotificationDesk;
import boxoffice.server.operations.HealthRoutes;
import boxoffice.server.operations.Jobs;
import boxoffice.server.payment.GatewayBooks;
import boxoffice.server.payment.Gateways;
import boxoffice.server.payment.Idempotency;
import boxoffice.server.payment.KeptCards;
import boxoffice.server.payment.Paying;
import boxoffice.server.payment.PaymentOffers;
import boxoffice.server.payment.Payments;
import boxoffice.server.payment.RazorpayPages;
import boxoffice.server.payment.Refunds;
import boxoffice.server.realtime.Realtime;
import boxoffice.server.seating.Seating;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.EmbeddedPostgres;
import boxoffice.server.storage.EmbeddedRedis;
import boxoffice.server.storage.Redis;
import boxoffice.server.ticketing.Ticketing;
import boxoffice.server.ticketing.WalletPasses;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The whole server, wired here and nowhere else.
public final class BoxOffice implements AutoCloseable {
    /// Nobody reads a log of each request's lines, and asking whether it is wanted costs every request.
    private static final Http1Config PLAIN_HTTP = Http1Config.builder().sendLog(false).receiveLog(false).build();
    private static final Duration WATCH = Duration.ofMillis(500);
    /// Bytes; without it a client that does not read may take megabytes of the kernel's memory.
    private static final int SEND_BUFFER = 128 * 1024;
    private static final Duration SEAL = Duration.ofSeconds(5);
    private static final Duration CHECK = Duration.ofMinutes(1);
    private static final Duration FINISH = Duration.ofSeconds(10);

    /// What was started, last first: the order in which it is stopped.
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final URI uri;

    private BoxOffice(Settings settings, Clock clock) {
        try {
            this.uri = wire(settings, clock);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /// Starts everything and comes back when it answers.
    ///
    /// @throws RuntimeException with one line that says what could not be started; what had been, is stopped
    public static BoxOffice start(Settings settings) {
        return start(settings, Clock.systemUTC());
    }

    /// Starts everything by another clock; the database keeps its own.
    public static BoxOffice start(Settings settings, Clock clock) {
        return new BoxOffice(settings, clock);
    }

    /// Where it listens.
    public URI uri() {
        return uri;
    }

    /// Finishes the requests and jobs that have begun, then stops all that was started.
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failed) {
                System.err.println("while stopping: " + failed.getMessage());
            }
        }
    }

    private URI wire(Settings settings, Clock clock) {
        Secrets secrets = new Secrets(settings.masterKey().orElseGet(() -> MasterKey.under(settings.dataDir())));
        // First, so that a wrong certificate stops the start before anything else is done.
        Optional<WalletPasses> wallet = settings.wallet().map(found -> WalletPasses.open(found, clock));
        Database database = started(
                Database.open(
                        settings.databaseUrl().orElseGet(() -> embeddedDatabase(settings)),
                        settings.databasePool(),
                        settings.databaseTimeout()));
        Redis redis = started(
                Redis.open(
                        settings.redisUrl().orElseGet(() -> embeddedRedis(settings)), settings.redisTimeout()));
        Jobs jobs = started(new Jobs(settings.jobPause()));
        int port = settings.port() == 0 ? freePort() : settings.port();
        URI here = URI.create("http://%s:%d".formatted(settings.host(), port));

        Identity identity = Identity.create(database, redis, secrets, clock);
        started(identity.listening());
        RateLimits rates = new RateLimits(redis, identity.callers(), settings.rates());
        Catalogue catalogue = new Catalogue(database);
        Schedule schedule = new Schedule(database);
        Listings listings = new Listings(database, catalogue);
        ShowsForSale shows = new ShowsForSale(database);
        CancellationPolicies policies = new CancellationPolicies(database);
        Seating seating = Seating.create(
                database,
                redis,
                shows,
                rates,
                clock,
                settings.lockTimes(),
                settings.seatLimits(),
                settings.ceilings());
        jobs.every(settings.lockTimes().cleanUp(), "expired locks", seating.locks()::expire);
        jobs.every(settings.lockTimes().cleanUp(), "orphans in Redis", seating.reconciliation()::tidy);
        jobs.every(WATCH, "watch over Redis", seating.reconciliation()::watch);
        jobs.every(SEAL, "seat ledger", seating.ledger()::seal);

        Gateways stripe = Gateways.of(
                settings.gateway().url(), settings.gateway().key(), settings.gateway().webhookSecret());
        Gateways gateways = settings.razorpay().map(account -> stripe.with(account, clock)).orElse(stripe);
        URI paid = settings.publicUrl().orElse(here).resolve(PaidPage.PATH);
        KeptCards cards = KeptCards.open(database, gateways, secrets);
        Payments payments = new Payments(database, gateways, cards);
        PaymentOffers offers = new PaymentOffers(database, gateways);
        Refunds refunds = new Refunds(database);
        Idempotency idempotency = new Idempotency(database);
        Ticketing ticketing = Ticketing.create(database, secrets, shows, wallet);
        BookingDesk booking = BookingDesk.create(
                database,
                seating.claims(),
                payments,
                offers,
                refunds,
                idempotency,
                ticketing.desk(),
                schedule,
                listings,
                shows,
                policies,
                identity.callers(),
                rates,
                jobs,
                paid);
        Paying paying = Paying.create(
                database,
                gateways,
                payments,
                refunds,
                offers,
                idempotency,
                booking.purchases(),
                cards,
                identity.callers(),
                rates,
                jobs);
        GatewayChecks checks = new GatewayChecks(database, new GatewayBooks(gateways));
        jobs.every(CHECK, "gateways' books", checks::work);
        Admission admission =
                Admission.create(database, ticketing.desk(), listings, shows, identity.callers());
        if (settings.demoCatalogue()) {
            new DemoCatalogue(catalogue, schedule, identity.users(), clock).load();
        }

        NotificationDesk notification = NotificationDesk.create(
                database, booking.bookings(), identity.callers(), jobs, clock, settings.notification());
        Events events = started(
                Events.create(database, redis, jobs, settings.events(), request -> {
                    Caller caller = identity.callers().require(request);
                    caller.requireManager();
                    return caller.user();
                }, List.of(notification.consumer())));
        Realtime realtime = Realtime.create(seating.maps(), redis, jobs, settings.realtime());

        Farewell farewell = new Farewell();
        HttpRouting.Builder routing = HttpRouting.builder().addFilter(farewell).any("/api/v1/auth/*", rates::request);
        Problems.register(
                routing,
                "/api/v1",
                // A request goes through them in this order, and most are for seats.
                List.of(
                        seating.routes(),
                        identity.routes(),
                        new CatalogueRoutes(catalogue, listings),
                        new ScheduleRoutes(schedule, identity.callers()),
                        new CancellationPolicyRoutes(policies, identity.callers()),
                        booking.routes(),
                        booking.reviewRoutes(),
                        booking.showRoutes(),
                        paying.routes(),
                        ticketing.routes(),
                        notification.routes(),
                        events.routes(),
                        new DaySettlementRoutes(database, identity.callers()),
                        new GatewayCheckRoutes(checks, identity.callers()),
                        admission.routes()));
        routing.register("/", new HealthRoutes(database, redis), new PaidPage(payments));
        settings.razorpay()
                .ifPresent(account -> routing.register("/", new RazorpayPages(account, payments, paid)));
        WebServer server = WebServer.builder()
                .host(settings.host())
                .port(port)
                .shutdownHook(false)
                .shutdownGracePeriod(FINISH)
                .connectionOptions(SocketOptions.builder().socketSendBufferSize(SEND_BUFFER).build())
                .protocolsDiscoverServices(false)
                .addProtocol(PLAIN_HTTP)
                .addProtocol(realtime.protocol())
                .addRouting(routing)
                .addRouting(realtime.routing())
                .build()
                .start();
        parts.push(() -> {
            farewell.begin();
            server.stop();
        });
        started(realtime);
        if (!server.isRunning()) {
            throw new IllegalStateException(
                    "cannot listen on %s:%d: the port is in use".formatted(settings.host(), port));
        }
        return here;
    }

    private String embeddedDatabase(Settings settings) {
        return started(EmbeddedPostgres.start(settings.dataDir().resolve("postgres"))).url();
    }

    private String embeddedRedis(Settings settings) {
        return started(EmbeddedRedis.start(settings.dataDir().resolve("redis"))).url();
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException("no free port", none);
        }
    }
}
