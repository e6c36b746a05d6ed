package boxoffice.server.booking;

import boxoffice.server.abuse.RateLimits;
import boxoffice.server.catalog.CancellationPolicies;
import boxoffice.server.catalog.Listings;
import boxoffice.server.catalog.Schedule;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.identity.Callers;
import boxoffice.server.operations.Jobs;
import boxoffice.server.payment.Idempotency;
import boxoffice.server.payment.PaymentOffers;
import boxoffice.server.payment.Payments;
import boxoffice.server.payment.Purchases;
import boxoffice.server.payment.Refunds;
import boxoffice.server.seating.SeatClaims;
import boxoffice.server.storage.Database;
import boxoffice.server.ticketing.TicketDesk;
import io.helidon.webserver.http.HttpService;
import java.net.URI;

/// The room's parts, wired.
///
/// @param bookings for those who write to guests
/// @param purchases for payment, which tells it what came of payments
/// @param routes for the server
/// @param reviewRoutes the same for what waits for a person
/// @param showRoutes the same for whole shows
public record BookingDesk(
        Bookings bookings,
        Purchases purchases,
        HttpService routes,
        HttpService reviewRoutes,
        HttpService showRoutes) {
    /// Wires the room and gives its unfinished work to the jobs.
    ///
    /// @param afterPayment where a guest's browser goes when the gateway is done with it
    public static BookingDesk create(
            Database database,
            SeatClaims claims,
            Payments payments,
            PaymentOffers paymentOffers,
            Refunds refunds,
            Idempotency idempotency,
            TicketDesk tickets,
            Schedule schedule,
            Listings listings,
            ShowsForSale shows,
            CancellationPolicies policies,
            Callers callers,
            RateLimits limits,
            Jobs jobs,
            URI afterPayment) {
        BookingMoney money = new BookingMoney(refunds);
        TakingBack takingBack = new TakingBack(claims, tickets, money);
        HandingOver handingOver = new HandingOver(takingBack, money);
        BookingMoves moves = new BookingMoves(database, claims, tickets, handingOver);
        Reviews reviews = new Reviews(database, moves, claims, refunds, shows);
        WaysToPay ways = new WaysToPay(paymentOffers);
        Bookings bookings =
                new Bookings(
                        database, claims, payments, ways, reviews, tickets, listings,
                        new GuestBills(listings, afterPayment));
        Settlement settlement =
                new Settlement(database, bookings, moves, reviews, payments, refunds, shows, takingBack);
        Exchanges exchanges = new Exchanges(database, bookings, claims, ways, payments, tickets, policies, handingOver);
        Cancellations cancellations = new Cancellations(
                database, bookings, settlement, claims, shows, new Offers(policies, money), takingBack);
        CancelledShows cancelledShows = new CancelledShows(database, claims, settlement, cancellations);
        jobs.onDueRows("overdue bookings", settlement::endOverdue);
        jobs.onDueRows("bookings under review", reviews::work);
        jobs.onDueRows("cancelled shows", cancelledShows::work);
        return new BookingDesk(
                bookings,
                settlement,
                new BookingRoutes(bookings, settlement, cancellations, exchanges, idempotency, callers, limits),
                new ReviewRoutes(reviews, idempotency, callers),
                new CancelledShowRoutes(cancelledShows, schedule, idempotency, callers));
    }
}
