package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentRequest;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Bookings.SeatsRequest;
import boxoffice.model.LockId;
import boxoffice.model.PaymentId;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.TheaterId;
import boxoffice.model.Tickets.Ticket;
import boxoffice.server.catalog.Listings;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.operations.Records;
import boxoffice.server.payment.KeptCards;
import boxoffice.server.payment.PaymentEntry;
import boxoffice.server.payment.Payments;
import boxoffice.server.seating.HeldSeats;
import boxoffice.server.seating.SeatClaims;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import boxoffice.server.ticketing.TicketDesk;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes bookings out of locks and tells how they stand (BOOK-1). Thread-safe. What becomes of them after that is in
/// [Settlement].
public final class Bookings {
    private static final int HISTORY = 100;
    /// How long seats stay held at least when a gateway does not answer (PAY-5).
    private static final Duration KEPT_FOR_GATEWAY = Duration.ofMinutes(5);

    private final Database database;
    private final SeatClaims claims;
    private final Payments payments;
    private final WaysToPay ways;
    private final Reviews reviews;
    private final TicketDesk tickets;
    private final Listings listings;
    private final GuestBills bills;

    Bookings(
            Database database,
            SeatClaims claims,
            Payments payments,
            WaysToPay ways,
            Reviews reviews,
            TicketDesk tickets,
            Listings listings,
            GuestBills bills) {
        this.database = database;
        this.claims = claims;
        this.payments = payments;
        this.ways = ways;
        this.reviews = reviews;
        this.tickets = tickets;
        this.listings = listings;
        this.bills = bills;
    }

    /// Turns a lock into a booking that waits for its payment.
    ///
    /// The booking and its payment are rows before the gateway hears of them. When the gateway does not answer, asking
    /// again with the same id, or for the same lock, goes on where this ended.
    ///
    /// @param id the same for each repetition of the request
    /// @param languages what the guest reads, the best first
    /// @return the booking with its payment, opened
    Awaiting create(Caller caller, BookingId id, BookingRequest request, List<String> languages) {
        Awaiting begun = database.transaction(
                sql -> BookingEntry.find(sql, id)
                        .map(before -> awaiting(sql, same(before, caller, request)))
                        .orElseGet(() -> begin(sql, caller, id, request, languages)));
        return new Awaiting(begun.booking(), open(begun.booking(), begun.payment()));
    }

    /// A booking with the payment that it waits for.
    record Awaiting(BookingEntry booking, PaymentEntry payment) {}

    private Awaiting awaiting(Sql sql, BookingEntry booking) {
        return new Awaiting(booking, latest(sql, booking));
    }

    private static BookingEntry same(BookingEntry before, Caller caller, BookingRequest request) {
        if (!before.user().equals(caller.user()) || !before.lock().equals(request.lockId())) {
            throw ProblemException.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used for another booking. Use a new key for a new request.");
        }
        return before;
    }

    private Awaiting begin(
            Sql sql, Caller caller, BookingId id, BookingRequest request, List<String> languages) {
        return switch (claims.startPaying(sql, caller.user(), request.lockId())) {
            case HeldSeats.Claim.Held(HeldSeats held) -> insert(sql, caller, id, request, languages, held);
            case HeldSeats.Claim.InUse() -> unopened(sql, caller, request);
            case HeldSeats.Claim claim -> throw notHeld(claim);
        };
    }

    /// The seats of a lock that its holder wants to have for what was paid already, kept for as long as a payment takes.
    HeldSeats held(Sql sql, Caller caller, LockId lock) {
        return switch (claims.startPaying(sql, caller.user(), lock)) {
            case HeldSeats.Claim.Held(HeldSeats held) -> {
                requireForSale(sql, held);
                yield held;
            }
            case HeldSeats.Claim claim -> throw notHeld(claim);
        };
    }

    /// Why a lock cannot be booked.
    private static ProblemException notHeld(HeldSeats.Claim claim) {
        return switch (claim) {
            case HeldSeats.Claim.Held _ -> throw new IllegalArgumentException("it can");
            case HeldSeats.Claim.Busy() -> ProblemException.of(
                    ProblemCode.SHOW_BUSY, "Many are booking this show; please try again in a moment.")
                    .retryAfter(1);
            case HeldSeats.Claim.InUse() -> ProblemException.of(
                    ProblemCode.LOCK_INVALID, "There is a booking for these seats already.");
            case HeldSeats.Claim.Expired(Instant at) -> ProblemException.of(
                    Problem.of(
                            ProblemCode.LOCK_EXPIRED, "Your seat selection has expired. Please select seats again.")
                            .with("lockExpiresAt", at));
            case HeldSeats.Claim.NotFound() -> ProblemException.of(
                    ProblemCode.LOCK_INVALID, "You hold no lock of that id.");
        };
    }

    /// Refuses seats of a show that was cancelled after they were locked.
    ///
    /// @return the show
    private static Offers.Show requireForSale(Sql sql, HeldSeats held) {
        Offers.Show show = Offers.Show.of(sql, held.show());
        if (show.isCancelled()) {
            throw ProblemException.of(ProblemCode.SALE_CLOSED, "The show does not take place.");
        }
        return show;
    }

    /// Opens a payment for a booking that still waits: another one when the one before has failed, else the same again.
    /// The booking cannot be given up meanwhile, nor paid for twice by two requests at once.
    PaymentEntry payAgain(Caller caller, PaymentRequest request) {
        BookingId id = require(caller, request.bookingId()).id();
        Awaiting again = database.transaction(sql -> {
            BookingEntry booking = BookingEntry.findToMove(sql, id).orElseThrow(Bookings::notFound);
            if (booking.status() != BookingStatus.PENDING || claims.isOver(sql, booking.lock())) {
                throw ProblemException.of(ProblemCode.STATE_CONFLICT, "This booking does not wait for a payment.");
            }
            PaymentEntry before = latest(sql, booking);
            if (before.isOpen()) {
                return new Awaiting(booking, before);
            }
            TheaterId theater = Offers.Show.of(sql, booking.show()).theater();
            Payments.Wanted wanted =
                    ways.wanted(sql, caller, theater, booking, request.method(), request.reader());
            boolean own = caller.user().equals(booking.user());
            return new Awaiting(
                    booking, payments.initiate(sql, own ? KeptCards.again(sql, wanted, before) : wanted));
        });
        return open(again.booking(), again.payment());
    }

    /// Gives a booking whose seats were lost those of another lock (PAY-6).
    void chooseSeats(Caller caller, BookingId id, SeatsRequest request) {
        reviews.choose(caller, require(caller, id), sql -> held(sql, caller, request.lockId()));
    }

    /// Opens a payment again of which nobody knows whether the gateway has opened it.
    ///
    /// @return the payment, or nothing where the booking does not wait for it any more
    Optional<PaymentEntry> reopen(PaymentId id) {
        PaymentEntry payment = payments.find(id).orElseThrow();
        return BookingEntry.find(database, payment.booking())
                .filter(booking -> booking.status() == BookingStatus.PENDING)
                .map(booking -> open(booking, payment));
    }

    /// A booking as its owner or the staff may see it.
    ///
    /// @throws ProblemException `BOOKING_NOT_FOUND`, also for other people's
    Booking find(Caller caller, BookingId id) {
        return booking(require(caller, id));
    }

    /// One's own bookings, newest first.
    List<Booking> of(Caller caller) {
        return BookingEntry.of(database, caller.user(), HISTORY)
                .stream()
                .map(this::booking)
                .toList();
    }

    /// A booking for those who write to its guest.
    public Optional<Booking> read(BookingId id) {
        return BookingEntry.find(database, id).map(this::booking);
    }

    /// A confirmed booking's ticket for Apple Wallet.
    byte[] pass(Booking booking, Ticket ticket) {
        return tickets.pass(booking, ticket);
    }

    BookingEntry require(Caller caller, BookingId id) {
        return BookingEntry.find(database, id)
                .filter(booking -> booking.user().equals(caller.user()) || caller.isStaff())
                .orElseThrow(Bookings::notFound);
    }

    static ProblemException notFound() {
        return ProblemException.of(ProblemCode.BOOKING_NOT_FOUND, "You have no booking of that id.");
    }

    private Awaiting insert(
            Sql sql, Caller caller, BookingId id, BookingRequest request, List<String> languages, HeldSeats held) {
        TheaterId theater = requireForSale(sql, held).theater();
        BookingEntry booking = BookingEntry.insert(sql, id, caller.user(), request, languages, held);
        PaymentEntry payment = payments.initiate(sql, ways.wanted(sql, caller, theater, booking, request));
        Records.auditedEvent(
                sql, Optional.of(caller.user()), "booking", id.value(), "PENDING", Map.of("lock", held.lock()),
                "booking.created", Map.of("show", held.show(), "seats", held.seats().size()));
        return new Awaiting(booking, payment);
    }

    /// The booking that an earlier, interrupted request made of this lock, if its payment was never handed out.
    private Awaiting unopened(Sql sql, Caller caller, BookingRequest request) {
        return BookingEntry.of(sql, request.lockId())
                .filter(booking -> booking.user().equals(caller.user()) && booking.status() == BookingStatus.PENDING)
                .map(booking -> awaiting(sql, booking))
                .filter(booking -> booking.payment().status() == PaymentStatus.INITIATED)
                .orElseThrow(() -> notHeld(new HeldSeats.Claim.InUse()));
    }

    /// Opens the payment that a booking waits for.
    PaymentEntry open(BookingEntry booking) {
        return open(booking, latest(booking));
    }

    /// @throws ProblemException that names the booking, so that asking again can go on with it
    private PaymentEntry open(BookingEntry booking, PaymentEntry payment) {
        Payments.Bill bill = bill(booking, payment);
        try {
            return payments.open(payment, bill);
        } catch (ProblemException failed) {
            database.transaction(sql -> {
                claims.keep(sql, booking.lock(), KEPT_FOR_GATEWAY);
                return true;
            });
            throw failed.with("bookingId", booking.id());
        }
    }

    /// What the guest sees where they pay.
    Payments.Bill bill(BookingEntry booking, PaymentEntry payment) {
        return bills.of(booking, payment.id());
    }

    private PaymentEntry latest(BookingEntry booking) {
        return latest(database, booking);
    }

    private PaymentEntry latest(Sql sql, BookingEntry booking) {
        return latest(sql, booking.id());
    }

    /// The payment that stands for a booking: one that has succeeded before one that has not, and the one for the booking
    /// that it was exchanged for where it has none of its own.
    private PaymentEntry latest(Sql sql, BookingId booking) {
        List<PaymentEntry> all = payments.of(sql, booking);
        if (all.isEmpty()) {
            return latest(sql, ExchangeEntry.find(sql, booking).orElseThrow().from());
        }
        return all.stream()
                .filter(
                        payment -> payment.status() == PaymentStatus.SUCCESS || payment
                                .status() == PaymentStatus.REFUNDED)
                .findFirst()
                .orElseGet(all::getFirst);
    }

    private Booking booking(BookingEntry entry) {
        PaymentEntry payment = latest(entry);
        boolean pending = entry.status() == BookingStatus.PENDING;
        return new Booking(
                entry.id(),
                entry.reference(),
                entry.status(),
                listings.lately(entry.show()).orElseThrow(),
                entry.seats(),
                entry.lines(),
                entry.total().amount(),
                entry.total().currency().getCurrencyCode(),
                payment.status(),
                payment.id(),
                pending ? payment.page().map(URI::toString).orElse(null) : null,
                pending ? payment.code().orElse(null) : null,
                pending ? payment.failure().orElse(null) : null,
                reviews.of(entry).orElse(null),
                entry.createdAt(),
                pending ? entry.heldUntil() : null,
                entry.confirmedAt().orElse(null),
                pending ? List.of() : tickets.of(entry.id(), entry.show()));
    }
}
