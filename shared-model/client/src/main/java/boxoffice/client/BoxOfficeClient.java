package boxoffice.client;

import boxoffice.model.Accounts;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings;
import boxoffice.model.Cancellations;
import boxoffice.model.CardId;
import boxoffice.model.Cards;
import boxoffice.model.CheckIns;
import boxoffice.model.GatewayStatements;
import boxoffice.model.LockId;
import boxoffice.model.Locks;
import boxoffice.model.MovieId;
import boxoffice.model.Movies;
import boxoffice.model.PaymentId;
import boxoffice.model.Prices;
import boxoffice.model.SeatMap;
import boxoffice.model.Settlements;
import boxoffice.model.ShowId;
import boxoffice.model.TheaterId;
import boxoffice.model.Theaters;
import boxoffice.model.TicketId;
import boxoffice.model.Tickets;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// The server's REST API as methods. Each waits for the answer, so call them off the screen's thread.
///
/// Immutable and thread-safe. [#signIn] and its like answer a session; [#with] makes a client that speaks for it and
/// renews it before it ends.
///
/// Every method throws [BoxOfficeException.Refused] when the server says no, and [BoxOfficeException.Unreachable] when
/// no answer comes within ten seconds.
public final class BoxOfficeClient {
    private final Http http;

    private BoxOfficeClient(Http http) {
        this.http = http;
    }

    /// A client that has not signed in.
    ///
    /// @param server the server's address without a path, such as `http://127.0.0.1:8080`
    public static BoxOfficeClient at(URI server) {
        return new BoxOfficeClient(Http.at(server));
    }

    /// The same client, speaking for whoever signed in.
    public BoxOfficeClient with(Accounts.Session session) {
        return new BoxOfficeClient(http.with(session));
    }

    public URI server() {
        return http.server();
    }

    // Signing in

    public Accounts.Session register(Accounts.RegisterRequest request) {
        return http.post("/auth/register", request, Accounts.Session.class);
    }

    public Accounts.Session signIn(Accounts.LoginRequest request) {
        return http.post("/auth/login", request, Accounts.Session.class);
    }

    public Accounts.Session signIn(Accounts.DeviceLogin request) {
        return http.post("/auth/device", request, Accounts.Session.class);
    }

    /// A session for one walk-in; a device that calls this vouches for it.
    public Accounts.Session guest() {
        return http.post("/auth/guest", Http.NOTHING, Accounts.Session.class);
    }

    public void signOut(Accounts.Session session) {
        http.post("/auth/logout", new Accounts.RefreshRequest(session.refreshToken()));
    }

    public Accounts.User me() {
        return http.get("/users/me", Accounts.User.class);
    }

    public Accounts.Enrolment createDevice(Accounts.NewDevice device) {
        return http.post("/devices", device, Accounts.Enrolment.class);
    }

    public Accounts.DeviceKey enrol(Accounts.EnrolRequest request) {
        return http.post("/devices/enrol", request, Accounts.DeviceKey.class);
    }

    // Looking around

    public Theaters.TheaterList theaters() {
        return http.get("/theaters", Theaters.TheaterList.class);
    }

    public Movies.MovieList movies() {
        return http.get("/movies", Movies.MovieList.class);
    }

    /// The films with a published show in `city` on `date`.
    public Movies.MovieList movies(String city, LocalDate date) {
        return http.get("/movies" + Http.query("city", city, "date", date), Movies.MovieList.class);
    }

    public Movies.MovieShows shows(MovieId movie, String city, LocalDate date) {
        return http.get(
                "/movies/" + movie + "/shows" + Http.query("city", city, "date", date), Movies.MovieShows.class);
    }

    public Movies.ShowDetails show(ShowId show) {
        return http.get("/shows/" + show, Movies.ShowDetails.class);
    }

    /// What the holders of each price card pay, by kind of seat (SEAT-12).
    public Prices.ShowPrices prices(ShowId show) {
        return http.get("/shows/" + show + "/prices", Prices.ShowPrices.class);
    }

    public SeatMap seats(ShowId show) {
        return http.get("/shows/" + show + "/seats", SeatMap.class);
    }

    /// The seat map unless its version is still `version`.
    public Optional<SeatMap> seatsUnless(ShowId show, String version) {
        return http.getUnless("/shows/" + show + "/seats", version, SeatMap.class);
    }

    /// A WebSocket that tells of a show's seats from a version on, if it can be had.
    Optional<SeatLine> seatLine(ShowId show, String since) throws InterruptedException {
        return SeatLine.open(http, show, since);
    }

    // Buying

    public Locks.SeatLock lock(Locks.LockRequest request) {
        return http.post("/bookings/lock", request, Locks.SeatLock.class);
    }

    /// Finds the best seats for a party and locks them, as [#lock] does with seats that were chosen (SEAT-10).
    public Locks.SeatLock lockBest(Locks.BestLockRequest request) {
        return http.post("/bookings/lock/best", request, Locks.SeatLock.class);
    }

    public Locks.LockTime extend(LockId lock) {
        return http.put("/bookings/lock/" + lock + "/extend", Http.NOTHING, Locks.LockTime.class);
    }

    /// Says that the holder is still there; to be sent every 30 seconds (SEAT-4).
    public Locks.LockTime heartbeat(LockId lock) {
        return http.post("/bookings/lock/" + lock + "/heartbeat", Http.NOTHING, Locks.LockTime.class);
    }

    public void release(LockId lock) {
        http.delete("/bookings/lock/" + lock);
    }

    /// @param idempotencyKey the same for every repeat of the same wish
    public Bookings.BookingCreated book(Bookings.BookingRequest request, UUID idempotencyKey) {
        return http.post("/bookings", request, idempotencyKey, Bookings.BookingCreated.class);
    }

    public Bookings.Booking booking(BookingId booking) {
        return http.get("/bookings/" + booking, Bookings.Booking.class);
    }

    /// Takes other seats for a paid booking whose seats were lost: those of a lock that one holds now.
    public Bookings.Booking chooseSeats(BookingId booking, LockId lock) {
        return http.post(
                "/bookings/" + booking + "/seats", new Bookings.SeatsRequest(lock), Bookings.Booking.class);
    }

    /// Gives up a booking that is not paid yet, and its seats with it. One that is paid is left as it is.
    public void giveUp(BookingId booking) {
        http.post("/bookings/" + booking + "/cancel", Cancellations.CancelRequest.UNPAID);
    }

    /// What would come back if the booking were cancelled now, and what was cancelled before (CANC-1).
    public Cancellations.BookingCancellation cancellation(BookingId booking) {
        return http.get("/bookings/" + booking + "/cancellation", Cancellations.BookingCancellation.class);
    }

    /// Cancels a booking or some of its seats, paid or not. Doing so twice gives nothing back twice.
    public Cancellations.Cancellation cancel(BookingId booking, Cancellations.CancelRequest request) {
        return http.post("/bookings/" + booking + "/cancel", request, Cancellations.Cancellation.class);
    }

    /// Exchanges a confirmed booking for seats of another show that the caller holds. What is dearer is to be paid first.
    public Cancellations.Exchange exchange(BookingId booking, Cancellations.ExchangeRequest request) {
        return http.post("/bookings/" + booking + "/exchange", request, Cancellations.Exchange.class);
    }

    public Bookings.BookingList bookings() {
        return http.get("/users/me/bookings", Bookings.BookingList.class);
    }

    /// @param idempotencyKey the same for every repeat of the same wish
    public Bookings.Payment pay(Bookings.PaymentRequest request, UUID idempotencyKey) {
        return http.post("/payments", request, idempotencyKey, Bookings.Payment.class);
    }

    /// Gives a payment's money back; for staff.
    ///
    /// @param idempotencyKey the same for every repeat of the same wish
    public Bookings.Refund refund(PaymentId payment, Bookings.RefundRequest request, UUID idempotencyKey) {
        return http.post("/payments/" + payment + "/refund", request, idempotencyKey, Bookings.Refund.class);
    }

    /// All tickets of a booking as one PDF.
    public byte[] ticketsPdf(BookingId booking) {
        return http.bytes("/bookings/" + booking + "/tickets.pdf");
    }

    /// A ticket for Apple Wallet, where the ticket says that there is one.
    public byte[] walletPass(BookingId booking, Tickets.Ticket ticket) {
        return http.bytes(
                "/bookings/" + booking
                        + "/tickets/"
                        + URLEncoder.encode(ticket.seatId().value(), StandardCharsets.UTF_8)
                        + "/pass.pkpass");
    }

    public Tickets.KeySet ticketKeys() {
        return http.get("/tickets/keys", Tickets.KeySet.class);
    }

    public Tickets.Verification verify(String token) {
        return http.post("/tickets/verify", new Tickets.VerifyRequest(token), Tickets.Verification.class);
    }

    // At the door

    /// Lets a ticket in, or says why not (TIX-3). May be called again when no answer came.
    public CheckIns.Scan checkIn(CheckIns.ScanRequest scan) {
        return http.post("/check-ins", scan, CheckIns.Scan.class);
    }

    /// Takes an admission back.
    public void undoCheckIn(TicketId ticket) {
        http.delete("/check-ins/" + ticket);
    }

    /// Brings in what was scanned without a network. May be called again when no answer came.
    public CheckIns.SyncAnswer syncCheckIns(CheckIns.SyncRequest scans) {
        return http.post("/check-ins/sync", scans, CheckIns.SyncAnswer.class);
    }

    public CheckIns.ShowCheckIns checkIns(ShowId show) {
        return http.get("/shows/" + show + "/check-ins", CheckIns.ShowCheckIns.class);
    }

    public CheckIns.ConflictReport checkInConflicts(ShowId show) {
        return http.get("/shows/" + show + "/check-ins/conflicts", CheckIns.ConflictReport.class);
    }

    /// What a scanner needs when the network goes.
    public CheckIns.Manifest doorManifest(ShowId show) {
        return http.get("/shows/" + show + "/check-ins/manifest", CheckIns.Manifest.class);
    }

    /// The same unless its version is still `version`.
    public Optional<CheckIns.Manifest> doorManifestUnless(ShowId show, String version) {
        return http.getUnless("/shows/" + show + "/check-ins/manifest", version, CheckIns.Manifest.class);
    }

    // Scheduling

    /// What a theater gives back to those who cancel.
    public Cancellations.TheaterPolicy cancellationPolicy(TheaterId theater) {
        return http.get("/theaters/" + theater + "/cancellation-policy", Cancellations.TheaterPolicy.class);
    }

    /// Has another policy hold for what is booked from now on.
    public Cancellations.TheaterPolicy setCancellationPolicy(
            TheaterId theater, Cancellations.CancellationPolicy policy) {
        return http.put("/theaters/" + theater + "/cancellation-policy", policy, Cancellations.TheaterPolicy.class);
    }

    /// The cards that the guest has asked to be remembered.
    public Cards.CardList cards() {
        return http.get("/users/me/payment-methods", Cards.CardList.class);
    }

    /// Has a card forgotten.
    public void forget(CardId card) {
        http.delete("/users/me/payment-methods/" + card);
    }

    /// A theater's day in money, for its managers.
    public Settlements.DaySettlement settlement(TheaterId theater, LocalDate date) {
        return http.get(
                "/theaters/" + theater + "/settlement" + Http.query("date", date), Settlements.DaySettlement.class);
    }

    /// A day by the gateways' own books beside ours, for administrators.
    public GatewayStatements.GatewayDay gatewayStatements(LocalDate date) {
        return http.get("/settlements/gateways" + Http.query("date", date), GatewayStatements.GatewayDay.class);
    }

    public Theaters.DaySchedule schedule(TheaterId theater, LocalDate date) {
        return http.get("/theaters/" + theater + "/schedule" + Http.query("date", date), Theaters.DaySchedule.class);
    }

    public Theaters.ScheduledShow createShow(Theaters.NewShow show) {
        return http.post("/shows", show, Theaters.ScheduledShow.class);
    }

    public Theaters.ScheduledShow publish(ShowId show) {
        return http.post("/shows/" + show + "/publish", Http.NOTHING, Theaters.ScheduledShow.class);
    }

    /// Cancels a published show: its sale ends, and everybody gets all of their money back.
    public Cancellations.ShowCancellation cancelShow(ShowId show, Cancellations.CancelShowRequest request) {
        return http.post("/shows/" + show + "/cancel", request, Cancellations.ShowCancellation.class);
    }

    /// How far a cancelled show is taken back.
    public Cancellations.ShowCancellation showCancellation(ShowId show) {
        return http.get("/shows/" + show + "/cancellation", Cancellations.ShowCancellation.class);
    }

    /// Takes a draft back; a published show is cancelled instead.
    public void deleteShow(ShowId show) {
        http.delete("/shows/" + show);
    }
}
