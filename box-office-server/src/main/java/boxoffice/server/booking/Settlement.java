package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.Payment;
import boxoffice.model.Bookings.PaymentRequest;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Bookings.Refund;
import boxoffice.model.Bookings.RefundRequest;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.ProblemCode;
import boxoffice.model.RefundId;
import boxoffice.model.SeatId;
import boxoffice.model.UserId;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.operations.Records;
import boxoffice.server.payment.GatewayException;
import boxoffice.server.payment.PaymentState;
import boxoffice.server.payment.Payments;
import boxoffice.server.payment.Purchases;
import boxoffice.server.payment.Refunds;
import boxoffice.server.seating.SeatClaims;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import boxoffice.server.ticketing.TicketDesk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends bookings: confirmed with tickets, or failed with nothing owed (BOOK-2, BOOK-3, PAY-7). Thread-safe.
///
/// Whatever happens is one transaction over booking, seats, payment, tickets, ledger and outbox. Money that came for
/// seats that cannot be had goes back, by a refund row in that same transaction.
final class Settlement implements Purchases {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final int BATCH = 50;

    private final Database database;
    private final Bookings bookings;
    private final SeatClaims claims;
    private final Payments payments;
    private final Refunds refunds;
    private final TicketDesk tickets;
    private final ShowsForSale shows;
    private final TakingBack takingBack;
    private final HandingOver handingOver;

    Settlement(
            Database database,
            Bookings bookings,
            SeatClaims claims,
            Payments payments,
            Refunds refunds,
            TicketDesk tickets,
            ShowsForSale shows,
            TakingBack takingBack,
            HandingOver handingOver) {
        this.database = database;
        this.bookings = bookings;
        this.claims = claims;
        this.payments = payments;
        this.refunds = refunds;
        this.tickets = tickets;
        this.shows = shows;
        this.takingBack = takingBack;
        this.handingOver = handingOver;
    }

    @Override
    public Payment payAgain(Caller caller, PaymentRequest request) {
        return bookings.payAgain(caller, request);
    }

    @Override
    public void settle(PaymentId payment, PaymentState state) {
        switch (state) {
            case PaymentState.Open() -> {}
            case PaymentState.Declined declined -> payments.decline(payment, declined.reason());
            case PaymentState.Paid paid -> paid(payment, paid.chargeRef());
            case PaymentState.Closed() -> database.transaction(sql -> payments.fail(sql, payment, "closed"));
        }
    }

    @Override
    public Refund refund(Caller caller, RefundId id, PaymentId paymentId, RefundRequest request) {
        Payments.Entry payment = payments.find(paymentId)
                .orElseThrow(
                        () -> ProblemException.of(ProblemCode.PAYMENT_NOT_FOUND, "There is no payment of that id."));
        Optional<Money> wanted = Optional.ofNullable(request.amount())
                .map(amount -> Money.of(amount, payment.amount().currency()));
        Optional<UserId> actor = Optional.of(caller.user());
        database.transaction(sql -> {
            BookingEntry booking =
                    BookingEntry.findToMove(sql, payment.booking()).orElseThrow();
            boolean all = !refunds.exists(sql, id)
                    && refunds.request(sql, id, paymentId, wanted, request.reason(), actor);
            if (all && booking.status() == BookingStatus.CONFIRMED) {
                takingBack.afterRefund(sql, booking, id, request.reason(), caller.user());
            }
            return all;
        });
        BookingEntry.find(database, payment.booking()).ifPresent(this::forget);
        refunds.work();
        return refunds.find(id);
    }

    /// Gives up a booking that is not paid yet. A payment that comes in at that very moment wins.
    void cancel(Caller caller, BookingId id) {
        BookingEntry booking = bookings.require(caller, id);
        switch (booking.status()) {
            case PENDING -> {
                if (!cancelled(booking, caller.user())) {
                    throw ProblemException.of(ProblemCode.STATE_CONFLICT, "The booking has just been paid.");
                }
            }
            case CANCELLED, FAILED -> {}
            case CONFIRMED, PENDING_REVIEW -> throw ProblemException.of(
                    ProblemCode.STATE_CONFLICT, "The booking is paid.");
        }
    }

    private boolean cancelled(BookingEntry booking, UserId actor) {
        try {
            return giveUp(booking, "cancelled", BookingStatus.CANCELLED, Optional.of(actor));
        } catch (GatewayException failed) {
            throw Payments.problem(failed);
        }
    }

    /// Ends unpaid bookings whose time is over. Their gateway is told first, so that no money can come after that; where
    /// it turns out that it came already, the booking is confirmed instead.
    ///
    /// @return how many were ended
    int endOverdue() {
        int ended = 0;
        for (BookingEntry booking : BookingEntry.overdue(database, BATCH)) {
            try {
                ended += giveUp(booking, "not paid in time", BookingStatus.FAILED, Optional.empty()) ? 1 : 0;
            } catch (RuntimeException later) {
                LOG.warn("booking {} will be ended later: {}", booking.id(), later.toString());
            }
        }
        return ended;
    }

    /// Ends an unpaid booking, after its gateway was told.
    ///
    /// @return whether it ended; not when it turns out to be paid
    boolean giveUp(BookingEntry booking, String why, BookingStatus end, Optional<UserId> actor) {
        for (Payments.Entry payment : payments.of(booking.id())) {
            boolean open =
                    payment.status() == PaymentStatus.INITIATED || payment.status() == PaymentStatus.PROCESSING;
            if (open && payments.close(payment) instanceof PaymentState.Paid paid) {
                paid(payment.id(), paid.chargeRef());
                return false;
            }
        }
        boolean ended = database.transaction(sql -> {
            if (!move(sql, booking.id(), BookingStatus.PENDING, end)) {
                return false;
            }
            payments.of(sql, booking.id()).forEach(payment -> payments.fail(sql, payment.id(), why));
            claims.giveUp(sql, booking.lock());
            record(sql, booking, actor, end, "booking.cancelled");
            return true;
        });
        forget(booking);
        return ended;
    }

    private void paid(PaymentId id, String chargeRef) {
        Payments.Entry payment = payments.find(id).orElse(null);
        if (payment == null) {
            LOG.error("the gateway took money for a payment that is not ours: {}", id);
            return;
        }
        BookingEntry before = BookingEntry.find(database, payment.booking()).orElseThrow();
        // Read beforehand: a transaction that waits for a second connection may wait for others that do the same.
        Instant startsAt = shows.find(before.show()).orElseThrow().startsAt();
        database.transaction(sql -> {
            BookingEntry booking = BookingEntry.findToMove(sql, before.id()).orElseThrow();
            return payments.succeed(sql, id, chargeRef).map(paid -> confirmOrOwe(sql, booking, startsAt, paid));
        });
        forget(before);
        ExchangeEntry.find(database, before.id())
                .flatMap(exchange -> BookingEntry.find(database, exchange.from()))
                .ifPresent(this::forget);
    }

    /// BOOK-3: all of it, or the money goes back.
    private BookingStatus confirmOrOwe(Sql sql, BookingEntry booking, Instant startsAt, Payments.Entry paid) {
        List<SeatId> seats = booking.seats(sql).stream().map(PricedSeat::id).toList();
        boolean waits = booking.status() == BookingStatus.PENDING;
        boolean takesPlace = !Offers.Show.of(sql, booking.show()).isCancelled();
        boolean possible = waits && takesPlace && handingOver.isPossible(sql, booking);
        if (possible && claims.book(sql, booking.show(), booking.lock(), booking.id(), seats)) {
            handingOver.complete(sql, booking);
            move(sql, booking.id(), BookingStatus.PENDING, BookingStatus.CONFIRMED);
            tickets.issue(sql, booking.id(), booking.show(), startsAt, seats);
            record(sql, booking, Optional.empty(), BookingStatus.CONFIRMED, "booking.confirmed");
            return BookingStatus.CONFIRMED;
        }
        String why = why(waits, takesPlace, possible);
        refunds.request(sql, new RefundId(UUID.randomUUID()), paid.id(), Optional.empty(), why, Optional.empty());
        if (waits) {
            move(sql, booking.id(), BookingStatus.PENDING, BookingStatus.FAILED);
            claims.giveUp(sql, booking.lock());
            record(sql, booking, Optional.empty(), BookingStatus.FAILED, "booking.cancelled");
        }
        return BookingStatus.FAILED;
    }

    private static String why(boolean waits, boolean takesPlace, boolean possible) {
        if (!takesPlace) {
            return "the show was cancelled";
        }
        if (!waits) {
            return "the booking had ended or was paid before";
        }
        return possible
                ? "the seats were lost before the payment came"
                : "the booking that was to be exchanged had changed or ended";
    }

    private static boolean move(Sql sql, BookingId id, BookingStatus from, BookingStatus to) {
        return sql.sql("""
                UPDATE bookings
                   SET status = :to,
                       confirmed_at = CASE WHEN :to = 'CONFIRMED' THEN now() ELSE confirmed_at END,
                       closed_at = CASE WHEN :to = 'CONFIRMED' THEN NULL ELSE now() END
                 WHERE id = :id
                   AND status = :from""")
                .with("id", id)
                .with("from", from)
                .with("to", to)
                .update() == 1;
    }

    private static void record(
            Sql sql, BookingEntry booking, Optional<UserId> actor, BookingStatus status, String topic) {
        Records.audit(sql, actor, "booking", booking.id().value(), status.name(), Map.of());
        Records.event(sql, topic, booking.id().value(), Map.of("show", booking.show(), "status", status));
    }

    /// Takes the seats out of Redis, which is told only of what the database has committed.
    private void forget(BookingEntry booking) {
        List<SeatId> seats =
                booking.seats(database).stream().map(PricedSeat::id).toList();
        claims.forget(booking.user(), booking.show(), booking.lock(), seats);
    }
}
