package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.Payment;
import boxoffice.model.Bookings.PaymentRequest;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Json;
import boxoffice.model.LockId;
import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Money;
import boxoffice.model.Movies.ShowDetails;
import boxoffice.model.PaymentId;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.SeatId;
import boxoffice.model.Tickets.Ticket;
import boxoffice.server.catalog.Schedule;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.operations.Records;
import boxoffice.server.payment.PaymentGateway;
import boxoffice.server.payment.Payments;
import boxoffice.server.seating.HeldSeats;
import boxoffice.server.seating.SeatClaims;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import boxoffice.server.ticketing.TicketDesk;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes bookings out of locks and tells how they stand (BOOK-1). Thread-safe. What becomes of them after that is in
/// [Settlement].
public final class Bookings {
    private static final int HISTORY = 100;

    private final Database database;
    private final SeatClaims claims;
    private final Payments payments;
    private final TicketDesk tickets;
    private final Schedule schedule;
    private final URI afterPayment;

    /// @param afterPayment where a guest's browser goes when the gateway is done with it
    Bookings(
            Database database,
            SeatClaims claims,
            Payments payments,
            TicketDesk tickets,
            Schedule schedule,
            URI afterPayment) {
        this.database = database;
        this.claims = claims;
        this.payments = payments;
        this.tickets = tickets;
        this.schedule = schedule;
        this.afterPayment = afterPayment;
    }

    /// Turns a lock into a booking that waits for its payment.
    ///
    /// The booking and its payment are rows before the gateway hears of them. When the gateway does not answer, asking
    /// again for the same lock goes on where this ended.
    ///
    /// @param languages what the guest reads, the best first
    BookingCreated create(Caller caller, BookingRequest request, List<String> languages) {
        BookingEntry booking = database.transaction(
                sql -> switch (claims.startPaying(sql, caller.user(), request.lockId())) {
                    case HeldSeats.Claim.Held held -> insert(
                            sql, caller, request, languages, forSale(sql, held.seats()));
                    case HeldSeats.Claim.InUse() -> unopened(sql, caller, request);
                    case HeldSeats.Claim claim -> throw notHeld(claim);
                });
        Payments.Entry payment = open(booking);
        return new BookingCreated(
                booking.id(),
                booking.reference(),
                booking.status(),
                payment.id(),
                payment.page().orElseThrow().toString(),
                booking.heldUntil());
    }

    /// The seats of a lock that its holder wants to have for what was paid already, kept for as long as a payment takes.
    HeldSeats held(Sql sql, Caller caller, LockId lock) {
        return switch (claims.startPaying(sql, caller.user(), lock)) {
            case HeldSeats.Claim.Held held -> forSale(sql, held.seats());
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
            case HeldSeats.Claim.Expired expired -> ProblemException.of(
                    Problem.of(
                            ProblemCode.LOCK_EXPIRED, "Your seat selection has expired. Please select seats again.")
                            .with("lockExpiresAt", expired.at()));
            case HeldSeats.Claim.NotFound() -> ProblemException.of(
                    ProblemCode.LOCK_INVALID, "You hold no lock of that id.");
        };
    }

    /// Refuses seats of a show that was cancelled after they were locked.
    private static HeldSeats forSale(Sql sql, HeldSeats held) {
        if (Offers.Show.of(sql, held.show()).isCancelled()) {
            throw ProblemException.of(ProblemCode.SALE_CLOSED, "The show does not take place.");
        }
        return held;
    }

    /// Opens a payment for a booking that still waits: another one when the one before has failed, else the same again.
    /// The booking cannot be given up meanwhile, nor paid for twice by two requests at once.
    Payment payAgain(Caller caller, PaymentRequest request) {
        BookingId id = require(caller, request.bookingId()).id();
        PaymentId payment = database.transaction(sql -> {
            BookingEntry booking = BookingEntry.findToMove(sql, id).orElseThrow(Bookings::notFound);
            if (booking.status() != BookingStatus.PENDING || claims.isOver(sql, booking.lock())) {
                throw ProblemException.of(ProblemCode.STATE_CONFLICT, "This booking does not wait for a payment.");
            }
            Payments.Entry before = latest(sql, booking);
            boolean open = before.status() == PaymentStatus.PROCESSING || before.status() == PaymentStatus.INITIATED;
            return open
                    ? before.id()
                    : payments.initiate(sql, id, request.method(), booking.due(), caller.user());
        });
        return open(require(caller, id), payment).payment();
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

    private BookingEntry insert(
            Sql sql, Caller caller, BookingRequest request, List<String> languages, HeldSeats held) {
        BookingId id = new BookingId(
                sql.sql("""
                        INSERT INTO bookings (reference, user_id, show_id, lock_id, lines, total, currency, name, email,
                                              phone, languages)
                        VALUES (:reference, :user, :show, :lock, CAST(:lines AS jsonb), :total, :currency,
                                CAST(:name AS text), CAST(:email AS text), CAST(:phone AS text), :languages)
                        RETURNING id""")
                        .with("reference", Reference.next())
                        .with("user", caller.user())
                        .with("show", held.show())
                        .with("lock", held.lock())
                        .with("lines", json(held.lines()))
                        .with("total", held.total().minor())
                        .with("currency", held.total().currency().getCurrencyCode())
                        .with("name", request.name())
                        .with("email", request.email())
                        .with("phone", request.phone())
                        .with("languages", languages.toArray(String[]::new))
                        .one(row -> row.uuid("id"))
                        .orElseThrow());
        for (PricedSeat seat : held.seats()) {
            sql.sql("""
                    INSERT INTO booking_seats (booking_id, seat_id, seat_type, price)
                    VALUES (:booking, :seat, :type, :price)""")
                    .with("booking", id)
                    .with("seat", seat.id())
                    .with("type", seat.type())
                    .with("price", Money.of(seat.price(), held.total().currency()).minor())
                    .update();
        }
        payments.initiate(sql, id, request.paymentMethod(), held.total(), caller.user());
        Records.audit(sql, Optional.of(caller.user()), "booking", id.value(), "PENDING", Map.of("lock", held.lock()));
        Records.event(sql, "booking.created", id.value(), Map.of("show", held.show(), "seats", held.seats().size()));
        return BookingEntry.find(sql, id).orElseThrow();
    }

    /// The booking that an earlier, interrupted request made of this lock, if its payment was never handed out.
    private BookingEntry unopened(Sql sql, Caller caller, BookingRequest request) {
        return BookingEntry.of(sql, request.lockId())
                .filter(booking -> booking.user().equals(caller.user()) && booking.status() == BookingStatus.PENDING)
                .filter(booking -> latest(sql, booking).status() == PaymentStatus.INITIATED)
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemCode.LOCK_INVALID, "There is a booking for these seats already."));
    }

    /// Opens the payment that a booking waits for.
    Payments.Entry open(BookingEntry booking) {
        return open(booking, latest(booking).id());
    }

    private Payments.Entry open(BookingEntry booking, PaymentId payment) {
        ShowDetails show = schedule.show(booking.show()).orElseThrow();
        List<PricedSeat> seats = booking.seats(database);
        String description = "%s, %s, %s: %s"
                .formatted(
                        show.title(),
                        show.theaterName(),
                        show.time().toLocalDateTime().toString().replace('T', ' '),
                        seats.stream().map(PricedSeat::id).map(SeatId::value).collect(Collectors.joining(", ")));
        return payments.open(payment, description, lines(booking, show.title()), afterPayment);
    }

    private static List<PaymentGateway.Line> lines(BookingEntry booking, String title) {
        if (!booking.due().equals(booking.total())) {
            return List.of(new PaymentGateway.Line("Exchange for " + title, booking.due()));
        }
        return booking.lines()
                .stream()
                .filter(line -> !line.included())
                .map(
                        line -> new PaymentGateway.Line(
                                label(line, title), Money.of(line.amount(), booking.total().currency())))
                .filter(line -> line.amount().minor() > 0)
                .toList();
    }

    private static String label(PriceLine line, String title) {
        String what = line.kind() == PriceLine.Kind.SEAT ? title + ", "
                + line.label().toLowerCase(java.util.Locale.ROOT)
                + " seat" : line.label();
        return line.quantity() == 1 ? what : what + " × " + line.quantity();
    }

    private Payments.Entry latest(BookingEntry booking) {
        return latest(database, booking);
    }

    private Payments.Entry latest(Sql sql, BookingEntry booking) {
        return latest(sql, booking.id());
    }

    /// The payment that stands for a booking: one that has succeeded before one that has not, and the one for the booking
    /// that it was exchanged for where it has none of its own.
    private Payments.Entry latest(Sql sql, BookingId booking) {
        List<Payments.Entry> all = payments.of(sql, booking);
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
        Payments.Entry payment = latest(entry);
        boolean pending = entry.status() == BookingStatus.PENDING;
        return new Booking(
                entry.id(),
                entry.reference(),
                entry.status(),
                schedule.show(entry.show()).orElseThrow(),
                entry.seats(database),
                entry.lines(),
                entry.total().amount(),
                entry.total().currency().getCurrencyCode(),
                payment.status(),
                payment.id(),
                pending ? payment.page().map(URI::toString).orElse(null) : null,
                entry.createdAt(),
                pending ? entry.heldUntil() : null,
                entry.confirmedAt().orElse(null),
                tickets.of(entry.id(), entry.show()));
    }

    private static String json(Object value) {
        try {
            return Json.strict().writeValueAsString(value);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
