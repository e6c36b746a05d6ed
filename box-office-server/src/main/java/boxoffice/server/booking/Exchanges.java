package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Cancellations.CancellationPolicy;
import boxoffice.model.Cancellations.Difference;
import boxoffice.model.Cancellations.Exchange;
import boxoffice.model.Cancellations.ExchangeRequest;
import boxoffice.model.Cancellations.ExchangeTerms;
import boxoffice.model.Money;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.SeatId;
import boxoffice.server.catalog.CancellationPolicies;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.operations.Records;
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
import java.util.Objects;
import java.util.Optional;

/// Exchanges a confirmed booking for seats of another show of the same theater, which the guest holds by an ordinary lock
/// (CANC-1). Thread-safe.
///
/// What is not dearer is exchanged at once, in one transaction. For what is dearer a booking of the new seats waits for the
/// difference, and [Settlement] exchanges the two when it is paid; until then, and when it never is, the old booking
/// stays as it is.
final class Exchanges {
    private final Database database;
    private final Bookings bookings;
    private final SeatClaims claims;
    private final WaysToPay ways;
    private final Payments payments;
    private final TicketDesk tickets;
    private final CancellationPolicies policies;
    private final HandingOver handingOver;

    Exchanges(
            Database database,
            Bookings bookings,
            SeatClaims claims,
            WaysToPay ways,
            Payments payments,
            TicketDesk tickets,
            CancellationPolicies policies,
            HandingOver handingOver) {
        this.database = database;
        this.bookings = bookings;
        this.claims = claims;
        this.ways = ways;
        this.payments = payments;
        this.tickets = tickets;
        this.policies = policies;
        this.handingOver = handingOver;
    }

    /// Exchanges a booking, or has the difference paid first. Asking again for the same lock goes on where this ended.
    ///
    /// @throws ProblemException `BOOKING_NOT_FOUND`, `EXCHANGE_CLOSED`, `SHOW_HAS_BEGUN`, `SALE_CLOSED`, `STATE_CONFLICT`,
    ///     or what is wrong with the lock; nothing is changed then
    Exchange exchange(Caller caller, BookingId id, ExchangeRequest request) {
        BookingEntry found = bookings.require(caller, id);
        ExchangeEntry exchange = database.transaction(sql -> {
            BookingEntry old = BookingEntry.findToMove(sql, id).orElseThrow(Bookings::notFound);
            return ExchangeEntry.find(sql, id, request.lockId()).orElseGet(() -> begin(sql, caller, old, request));
        });
        BookingEntry next = BookingEntry.find(database, exchange.booking()).orElseThrow();
        if (exchange.settled()) {
            claims.forget(found.user(), found.show(), found.lock(), found.seatIds());
            claims.forget(caller.user(), next.show(), next.lock(), next.seatIds());
        }
        return answer(next, exchange);
    }

    private Exchange answer(BookingEntry next, ExchangeEntry exchange) {
        boolean pending = next.status() == BookingStatus.PENDING;
        Optional<PaymentEntry> payment = pending ? Optional.of(bookings.open(next)) : Optional.empty();
        Money refund = CancellationEntry.of(database, exchange.from())
                .stream()
                .filter(_ -> exchange.settled())
                .reduce((_, last) -> last)
                .map(last -> Money.of(last.refundAmount(), next.total().currency()))
                .orElse(Money.zero(next.total().currency()));
        return new Exchange(
                next.id(),
                next.reference(),
                next.status(),
                (pending ? exchange.due() : Money.zero(exchange.due().currency())).amount(),
                refund.amount(),
                exchange.fee().amount(),
                next.total().currency().getCurrencyCode(),
                payment.map(PaymentEntry::id).orElse(null),
                payment.flatMap(PaymentEntry::page).map(URI::toString).orElse(null),
                pending ? next.heldUntil() : null);
    }

    private ExchangeEntry begin(Sql sql, Caller caller, BookingEntry old, ExchangeRequest request) {
        if (old.status() != BookingStatus.CONFIRMED) {
            throw ProblemException.of(
                    ProblemCode.STATE_CONFLICT, "The booking is " + old.status() + ", not confirmed.");
        }
        Offers.Show show = Offers.Show.of(sql, old.show());
        CancellationPolicy policy = policies.at(sql, show.theater(), old.createdAt());
        requireOpen(show, policy.exchange());
        Offers.requireUnused(sql, show, old, old.seatIds());
        HeldSeats held = bookings.held(sql, caller, request.lockId());
        Offers.Show other = Offers.Show.of(sql, held.show());
        if (!other.theater().equals(show.theater())) {
            throw ProblemException.of(
                    ProblemCode.EXCHANGE_CLOSED, "A booking is exchanged for another show of the same theater only.");
        }
        Money fee = Money.of(policy.exchange().feePerSeat(), old.total().currency()).times(old.seats().size());
        Money credit = handingOver.credit(sql, old);
        Money more = held.total().plus(fee).minus(credit);
        Money nothing = Money.zero(more.currency());
        BookingEntry next = insert(sql, old, held);
        ExchangeEntry exchange = new ExchangeEntry(
                next.id(), old.id(), credit, more.minor() > 0 ? more : nothing, fee, more.minor() <= 0);
        exchange.insert(sql, caller.user());
        Records.auditedEvent(
                sql, Optional.of(caller.user()), "booking", next.id().value(), "PENDING", Map.of(
                        "lock", held.lock(), "from", old.id()), "booking.created", Map.of(
                                "show", held.show(), "seats", held.seats().size()));
        if (exchange.settled()) {
            boolean back = policy.exchange().difference() == Difference.REFUNDED;
            confirm(sql, next, other.startsAt());
            handingOver.complete(sql, next, exchange, back ? nothing.minus(more) : nothing);
        } else {
            PaymentMethod method = Objects.requireNonNullElse(request.paymentMethod(), PaymentMethod.CARD);
            BookingEntry withDue = BookingEntry.find(sql, next.id()).orElseThrow();
            payments.initiate(sql, ways.wanted(sql, caller, other.theater(), withDue, method, null));
        }
        return exchange;
    }

    private static void requireOpen(Offers.Show show, ExchangeTerms terms) {
        if (show.isCancelled()) {
            throw ProblemException.of(
                    ProblemCode.STATE_CONFLICT, "The show was cancelled; all of the money comes back.");
        }
        Integer hours = terms.hoursBefore();
        if (hours == null) {
            throw ProblemException.of(ProblemCode.EXCHANGE_CLOSED, "This theater does not exchange bookings.");
        }
        Instant until = show.startsAt().minus(Duration.ofHours(hours));
        if (show.now().isAfter(until)) {
            throw ProblemException.of(
                    Problem.of(
                            ProblemCode.EXCHANGE_CLOSED,
                            "Bookings are exchanged until %d hours before the show.".formatted(hours))
                            .with("until", until));
        }
    }

    /// The row of the new booking, for the same guest.
    private static BookingEntry insert(Sql sql, BookingEntry old, HeldSeats held) {
        BookingId id = new BookingId(
                sql.sql("""
                        INSERT INTO bookings (reference, user_id, show_id, lock_id, lines, total, currency, name, email,
                                              phone, languages)
                        SELECT :reference, user_id, :show, :lock, CAST(:lines AS jsonb), :total, :currency, name, email,
                               phone, languages
                          FROM bookings
                         WHERE id = :old
                        RETURNING id""")
                        .with("reference", Reference.next())
                        .with("show", held.show())
                        .with("lock", held.lock())
                        .with("lines", BookingEntry.json(held.lines()))
                        .with("total", held.total().minor())
                        .with("currency", held.total().currency().getCurrencyCode())
                        .with("old", old.id())
                        .one(row -> row.uuid("id"))
                        .orElseThrow());
        BookingEntry.insertSeats(sql, id, held);
        return BookingEntry.find(sql, id).orElseThrow();
    }

    /// Confirms what needs no payment: its seats are held within this transaction.
    private void confirm(Sql sql, BookingEntry next, Instant startsAt) {
        List<SeatId> seats = next.seatIds();
        if (!claims.book(sql, next.show(), next.lock(), next.id(), seats)) {
            throw new IllegalStateException("seats of lock " + next.lock() + " were lost while it was held");
        }
        sql.sql("UPDATE bookings SET status = 'CONFIRMED', confirmed_at = now() WHERE id = :id")
                .with("id", next.id())
                .update();
        tickets.issue(sql, next.id(), next.show(), startsAt, seats);
        Records.auditedEvent(
                sql, Optional.empty(), "booking", next.id().value(), "CONFIRMED", Map.of(), "booking.confirmed", Map.of(
                        "show", next.show(), "status", BookingStatus.CONFIRMED));
    }
}
