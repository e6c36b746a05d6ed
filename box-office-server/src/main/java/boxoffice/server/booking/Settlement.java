package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.Payment;
import boxoffice.model.Bookings.PaymentRequest;
import boxoffice.model.Bookings.Refund;
import boxoffice.model.Bookings.RefundRequest;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.ProblemCode;
import boxoffice.model.RefundId;
import boxoffice.model.UserId;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.operations.Jobs;
import boxoffice.server.payment.CounterGateway;
import boxoffice.server.payment.GatewayException;
import boxoffice.server.payment.PaymentEntry;
import boxoffice.server.payment.PaymentState;
import boxoffice.server.payment.Payments;
import boxoffice.server.payment.Purchases;
import boxoffice.server.payment.Refunds;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import boxoffice.server.storage.StorageException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends bookings: confirmed with tickets, or failed with nothing owed (BOOK-2, BOOK-3, PAY-7). Thread-safe.
///
/// Whatever happens is one transaction over booking, seats, payment, tickets, ledger and outbox. Money that came for a
/// booking that has ended goes back, by a refund row in that same transaction; money for seats that were lost, or that went
/// astray on our side, is a review there ([Reviews]).
final class Settlement implements Purchases {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final int BATCH = 50;

    private final Database database;
    private final Bookings bookings;
    private final BookingMoves moves;
    private final Reviews reviews;
    private final Payments payments;
    private final Refunds refunds;
    private final ShowsForSale shows;
    private final TakingBack takingBack;

    Settlement(
            Database database,
            Bookings bookings,
            BookingMoves moves,
            Reviews reviews,
            Payments payments,
            Refunds refunds,
            ShowsForSale shows,
            TakingBack takingBack) {
        this.database = database;
        this.bookings = bookings;
        this.moves = moves;
        this.reviews = reviews;
        this.payments = payments;
        this.refunds = refunds;
        this.shows = shows;
        this.takingBack = takingBack;
    }

    /// Turns a lock into a booking, which waits for its payment, or is confirmed where there is nothing to wait for.
    ///
    /// @param id the same for each repetition of the request
    /// @param languages what the guest reads, the best first
    BookingCreated create(Caller caller, BookingId id, BookingRequest request, List<String> languages) {
        Bookings.Awaiting opened = bookings.create(caller, id, request, languages);
        PaymentEntry payment = opened.payment();
        BookingEntry booking =
                settleAtCounter(payment) ? bookings.require(caller, payment.booking()) : opened.booking();
        return new BookingCreated(
                booking.id(),
                booking.reference(),
                booking.status(),
                payment.id(),
                payment.page().map(URI::toString).orElse(null),
                payment.code().orElse(null),
                booking.heldUntil());
    }

    @Override
    public Payment payAgain(Caller caller, PaymentRequest request) {
        PaymentEntry payment = bookings.payAgain(caller, request);
        settleAtCounter(payment);
        return payments.find(payment.id()).orElseThrow().payment();
    }

    @Override
    public void reopen(PaymentId payment) {
        bookings.reopen(payment).ifPresentOrElse(this::settleAtCounter, () -> close(payment));
    }

    /// Ends an open payment of a booking that does not wait for it any more, once its gateway says how it stands.
    private void close(PaymentId id) {
        PaymentEntry payment = payments.find(id).orElseThrow();
        if (payment.isOpen()) {
            BookingEntry booking = BookingEntry.find(database, payment.booking()).orElseThrow();
            settle(id, payments.close(payment, () -> bookings.bill(booking, payment)));
        }
    }

    /// Whoever opened a payment over the counter has the money in hand.
    ///
    /// @return whether it was one
    private boolean settleAtCounter(PaymentEntry payment) {
        boolean atCounter = payment.gateway().equals(CounterGateway.NAME);
        if (atCounter && payment.isOpen()) {
            paid(payment.id(), payment.gatewayRef().orElseThrow());
        }
        return atCounter;
    }

    @Override
    public void settle(PaymentId payment, PaymentState state) {
        switch (state) {
            case PaymentState.Open() -> {}
            case PaymentState.Declined(String reason) -> payments.decline(payment, reason);
            case PaymentState.Paid(String chargeRef) -> paid(payment, chargeRef);
            case PaymentState.Closed(String reason) -> database.transaction(sql -> payments.fail(sql, payment, reason));
            case PaymentState.Abandoned(String reason) -> database.transaction(
                    sql -> payments.abandon(sql, payment, reason));
        }
    }

    @Override
    public void refundFailed(Sql sql, PaymentId payment, RefundId refund, String reason) {
        BookingId booking = payments.find(sql, payment).orElseThrow().booking();
        Reviews.refundFailed(sql, booking, payment, refund, reason);
    }

    @Override
    public Refund refund(Caller caller, RefundId id, PaymentId paymentId, RefundRequest request) {
        PaymentEntry payment = payments.find(paymentId)
                .orElseThrow(
                        () -> ProblemException.of(ProblemCode.PAYMENT_NOT_FOUND, "There is no payment of that id."));
        Optional<Money> wanted = Optional.ofNullable(request.amount())
                .map(amount -> Money.of(amount, payment.amount().currency()));
        Optional<UserId> actor = Optional.of(caller.user());
        BookingEntry moved = database.transaction(sql -> {
            BookingEntry booking = paidBy(sql, payment.booking());
            if (booking.status() == BookingStatus.PENDING_REVIEW) {
                throw ProblemException.of(
                        ProblemCode.STATE_CONFLICT, "The booking is under review; decide on its review instead.");
            }
            boolean all = !refunds.exists(sql, id)
                    && refunds.request(sql, id, paymentId, wanted, request.reason(), actor);
            if (all && booking.status() == BookingStatus.CONFIRMED) {
                takingBack.afterRefund(sql, booking, id, request.reason(), caller.user());
            }
            return booking;
        });
        moves.forget(moved);
        return refunds.find(id);
    }

    /// The booking whose seats are paid for by the money of this one: itself, or what it was exchanged for. All of them are
    /// held until the transaction ends.
    private static BookingEntry paidBy(Sql sql, BookingId id) {
        BookingEntry booking = BookingEntry.findToMove(sql, id).orElseThrow();
        return ExchangeEntry.successor(sql, id).map(next -> paidBy(sql, next)).orElse(booking);
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

    /// Ends unpaid bookings whose time is over. Any node may do it; a booking is ended by one at a time. Their gateway is told first, so that no money can come after that; where
    /// it turns out that it came already, the booking is confirmed instead.
    ///
    /// @return how many were ended
    int endOverdue() {
        int ended = 0;
        List<BookingId> taken;
        do {
            taken = BookingEntry.takeOverdue(database, BATCH);
            ended += Jobs.sideBySide(taken, this::endOverdue);
        } while (taken.size() == BATCH);
        return ended;
    }

    private boolean endOverdue(BookingId id) {
        BookingEntry booking = BookingEntry.find(database, id).orElseThrow();
        try {
            return giveUp(booking, "not paid in time", BookingStatus.FAILED, Optional.empty());
        } catch (RuntimeException later) {
            LOG.warn("booking {} will be ended later: {}", id, later.toString());
            return false;
        }
    }

    /// Ends an unpaid booking, after its gateway was told. A payment that the gateway is still busy with stays open, and one
    /// that it cannot close for certain fails; both are asked for, and should money come after all, it goes back.
    ///
    /// @return whether it ended; not when it turns out to be paid
    boolean giveUp(BookingEntry booking, String why, BookingStatus end, Optional<UserId> actor) {
        List<PaymentId> closed = new ArrayList<>();
        List<PaymentId> abandoned = new ArrayList<>();
        for (PaymentEntry payment : payments.of(booking.id())) {
            if (payment.isOpen()) {
                switch (payments.close(payment, () -> bookings.bill(booking, payment))) {
                    case PaymentState.Paid(String chargeRef) -> {
                        paid(payment.id(), chargeRef);
                        return false;
                    }
                    case PaymentState.Closed _ -> closed.add(payment.id());
                    case PaymentState.Abandoned _ -> abandoned.add(payment.id());
                    case PaymentState.Open _,PaymentState.Declined _ -> {}
                }
            }
        }
        boolean ended = database.transaction(sql -> {
            BookingEntry now = BookingEntry.findToMove(sql, booking.id()).orElseThrow();
            if (now.status() != BookingStatus.PENDING) {
                return false;
            }
            closed.forEach(payment -> payments.fail(sql, payment, why));
            abandoned.forEach(payment -> payments.abandon(sql, payment, why));
            return moves.end(sql, now, end, actor);
        });
        moves.forget(booking);
        return ended;
    }

    private void paid(PaymentId id, String chargeRef) {
        PaymentEntry payment = payments.find(id).orElse(null);
        if (payment == null) {
            LOG.error("the gateway took money for a payment that is not ours: {}", id);
            return;
        }
        BookingEntry before = BookingEntry.find(database, payment.booking()).orElseThrow();
        try {
            // Read beforehand: a transaction that waits for a second connection may wait for others that do the same.
            Instant startsAt = shows.find(before.show()).orElseThrow().startsAt();
            boolean waits = database.transaction(sql -> {
                BookingEntry booking = BookingEntry.findToMove(sql, before.id()).orElseThrow();
                return payments.succeed(sql, id, chargeRef)
                        .map(paid -> confirmOrOwe(sql, booking, startsAt, paid))
                        .orElse(false);
            });
            if (waits) {
                reviews.offerOrRefund(before);
            }
        } catch (StorageException.Unavailable later) {
            throw later;
        } catch (RuntimeException failed) {
            LOG.error("booking {} is paid and cannot be confirmed; it will be tried again", before.id(), failed);
            keepForReview(before.id(), id, chargeRef, String.valueOf(failed.getMessage()));
            reviews.holdSeats(before);
        }
        moves.forget(before);
    }

    /// BOOK-3: all of it, or the money waits for the guest's decision, or goes back.
    ///
    /// @return whether it waits, since the seats were lost
    private boolean confirmOrOwe(Sql sql, BookingEntry booking, Instant startsAt, PaymentEntry paid) {
        if (booking.status() != BookingStatus.PENDING) {
            owe(sql, paid, "the booking had ended or was paid before");
            return false;
        }
        Optional<String> obstacle = moves.obstacle(sql, booking);
        if (obstacle.isEmpty() && moves.confirm(sql, booking, startsAt)) {
            return false;
        }
        if (obstacle.isEmpty() && !booking.isExchange()) {
            reviews.seatsLost(sql, booking, paid.id());
            return true;
        }
        owe(sql, paid, obstacle.orElse("the seats were lost before the payment came"));
        moves.end(sql, booking, BookingStatus.FAILED, Optional.empty());
        return false;
    }

    private void owe(Sql sql, PaymentEntry paid, String why) {
        refunds.requestRest(sql, paid.id(), why, Optional.empty());
    }

    private void keepForReview(BookingId id, PaymentId payment, String chargeRef, String why) {
        database.transaction(sql -> {
            BookingEntry booking = BookingEntry.findToMove(sql, id).orElseThrow();
            payments.succeed(sql, payment, chargeRef).ifPresent(paid -> {
                if (booking.status() == BookingStatus.PENDING) {
                    reviews.notConfirmed(sql, booking, payment, why);
                } else {
                    owe(sql, paid, "the booking had ended or was paid before");
                }
            });
            return true;
        });
    }
}
