package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.Review;
import boxoffice.model.Bookings.ReviewReason;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.ProblemCode;
import boxoffice.model.RefundId;
import boxoffice.model.ReviewId;
import boxoffice.model.SeatId;
import boxoffice.model.UserId;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.operations.Jobs;
import boxoffice.server.operations.Records;
import boxoffice.server.payment.Refunds;
import boxoffice.server.seating.HeldSeats;
import boxoffice.server.seating.SeatClaims;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import boxoffice.server.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Paid bookings that are not confirmed yet, until they are or the money goes back (PAY-6, PAY-7). Thread-safe.
///
/// What went wrong on our side is tried again three times, further and further apart; after that staff see it, and after
/// an hour the money goes back by itself. Whose seats were lost may choose others that cost no more, for a quarter of an
/// hour. Each is a row, so any node goes on with it.
final class Reviews {
    private static final Logger LOG = LoggerFactory.getLogger(Reviews.class);
    private static final int BATCH = 40;
    /// Until the money goes back, and the moment that takes.
    private static final Duration HELD = Duration.ofMinutes(61);

    private final Database database;
    private final BookingMoves moves;
    private final SeatClaims claims;
    private final Refunds refunds;
    private final ShowsForSale shows;

    Reviews(Database database, BookingMoves moves, SeatClaims claims, Refunds refunds, ShowsForSale shows) {
        this.database = database;
        this.moves = moves;
        this.claims = claims;
        this.refunds = refunds;
        this.shows = shows;
    }

    /// Keeps a booking whose money has come and whose confirmation went wrong.
    void notConfirmed(Sql sql, BookingEntry booking, PaymentId payment, String detail) {
        moves.review(sql, booking);
        open(sql, booking, payment, ReviewReason.NOT_CONFIRMED, detail);
    }

    /// Sees to it that nobody else gets the seats while their booking is tried again. Not in the transaction that opens the
    /// review: what keeps a booking from being confirmed may keep its lock from being prolonged.
    void holdSeats(BookingEntry booking) {
        try {
            database.transaction(sql -> {
                claims.keepPaid(sql, booking.lock(), HELD);
                return true;
            });
        } catch (StorageException failed) {
            LOG.warn("the seats of booking {} are held no longer than they were: {}", booking.id(), failed.toString());
        }
    }

    /// Keeps a booking whose money has come and whose seats have become somebody else's.
    void seatsLost(Sql sql, BookingEntry booking, PaymentId payment) {
        moves.review(sql, booking);
        open(sql, booking, payment, ReviewReason.SEATS_LOST, "somebody else has got the seats before the money came");
    }

    private static void open(
            Sql sql, BookingEntry booking, PaymentId payment, ReviewReason reason, String detail) {
        sql.sql(
                """
                        INSERT INTO booking_reviews (booking_id, payment_id, reason, detail, next_try_at, refund_at)
                        VALUES (:booking, :payment, :reason, :detail,
                                CASE WHEN :reason = 'NOT_CONFIRMED' THEN now() + interval '5 seconds' END,
                                now() + CASE WHEN :reason = 'NOT_CONFIRMED' THEN interval '1 hour' ELSE interval '15 minutes' END)
                        ON CONFLICT DO NOTHING""")
                .with("booking", booking.id())
                .with("payment", payment)
                .with("reason", reason)
                .with("detail", detail)
                .update();
    }

    /// Keeps a refund that the gateway could not carry out.
    static void refundFailed(Sql sql, BookingId booking, PaymentId payment, RefundId refund, String detail) {
        sql.sql("""
                INSERT INTO booking_reviews (booking_id, payment_id, refund_id, reason, detail)
                VALUES (:booking, :payment, :refund, 'REFUND_FAILED', :detail)
                ON CONFLICT DO NOTHING""")
                .with("booking", booking)
                .with("payment", payment)
                .with("refund", refund)
                .with("detail", detail)
                .update();
    }

    /// What a guest is told of their booking's review.
    Optional<Review> of(BookingEntry booking) {
        if (booking.status() != BookingStatus.PENDING_REVIEW) {
            return Optional.empty();
        }
        return ReviewEntry.open(database, booking.id()).map(review -> {
            boolean choose = review.reason() == ReviewReason.SEATS_LOST;
            return new Review(
                    review.reason(),
                    review.refundAt().orElse(null),
                    choose ? alternatives(booking) : List.of());
        });
    }

    private List<List<SeatId>> alternatives(BookingEntry booking) {
        Instant now = Offers.Show.of(database, booking.show()).now();
        return shows.find(booking.show())
                .filter(show -> now.isBefore(show.saleEndsAt()))
                .map(_ -> claims.instead(booking.show(), booking.seatIds(), booking.total()))
                .orElse(List.of());
    }

    /// Has the money go back at once where there is nothing to choose.
    void offerOrRefund(BookingEntry booking) {
        ReviewEntry.open(database, booking.id())
                .filter(review -> review.reason() == ReviewReason.SEATS_LOST && alternatives(booking).isEmpty())
                .ifPresent(review -> refund(review.id(), Optional.empty()));
    }

    /// Goes on with reviews that are due. Any node may do it; a review is worked on by one at a time.
    ///
    /// @return how many moved on
    int work() {
        settle();
        List<ReviewEntry> due = ReviewEntry.claimDue(database, BATCH);
        return Jobs.sideBySide(
                due, review -> review.isOverdue()
                        ? refund(review.id(), Optional.empty())
                        : confirm(review.id(), Optional.empty()));
    }

    /// Closes reviews of refunds that are done after all, or that cannot be owed any more since the payment's money has
    /// gone back in another way.
    private void settle() {
        database.sql("""
                UPDATE booking_reviews v
                   SET outcome = 'SETTLED', closed_at = now()
                  FROM refunds r
                  JOIN payments p ON p.id = r.payment_id
                 WHERE r.id = v.refund_id
                   AND v.closed_at IS NULL
                   AND (r.status = 'SUCCESS'
                    OR (r.status = 'FAILED'
                        AND r.amount > p.amount - (SELECT coalesce(sum(o.amount), 0)
                                                     FROM refunds o
                                                    WHERE o.payment_id = p.id
                                                      AND o.status = 'SUCCESS')))""").update();
    }

    /// Open reviews, the oldest first.
    List<ReviewEntry> open() {
        return ReviewEntry.open(database);
    }

    /// Tries to confirm a booking after all.
    ///
    /// @return whether it is confirmed now
    boolean confirm(ReviewId id, Optional<UserId> actor) {
        ReviewEntry review = require(id);
        BookingEntry before = BookingEntry.find(database, review.booking()).orElseThrow();
        // Read beforehand: a transaction that waits for a second connection may wait for others that do the same.
        Instant startsAt = shows.find(before.show()).orElseThrow().startsAt();
        Trial trial = database.transaction(sql -> {
            BookingEntry booking = BookingEntry.findToMove(sql, before.id()).orElseThrow();
            if (booking.status() != BookingStatus.PENDING_REVIEW || ReviewEntry.closed(sql, id)) {
                return Trial.OVER;
            }
            if (moves.obstacle(sql, booking).isPresent()) {
                return Trial.NEVER;
            }
            if (!moves.confirm(sql, booking, startsAt)) {
                if (booking.isExchange()) {
                    return Trial.NEVER;
                }
                ReviewEntry.seatsLost(sql, id);
                return Trial.SEATS_LOST;
            }
            ReviewEntry.close(sql, id, "CONFIRMED");
            Records.audit(sql, actor, "review", id.value(), "CONFIRMED", Map.of("booking", booking.id()));
            return Trial.CONFIRMED;
        });
        moves.forget(before);
        switch (trial) {
            case NEVER -> refund(id, actor);
            case SEATS_LOST -> offerOrRefund(before);
            case CONFIRMED, OVER -> {}
        }
        return trial == Trial.CONFIRMED;
    }

    /// What came of trying to confirm a booking after all.
    private enum Trial {
        CONFIRMED,
        SEATS_LOST,
        /// It cannot be confirmed any more: whatever its seats do, or as an exchange that has lost them.
        NEVER,
        /// Somebody else has decided.
        OVER
    }

    /// Has the money go back, and ends the booking.
    ///
    /// @return whether that was still to be done
    boolean refund(ReviewId id, Optional<UserId> actor) {
        ReviewEntry review = require(id);
        BookingEntry before = BookingEntry.find(database, review.booking()).orElseThrow();
        boolean refunded = database.transaction(sql -> {
            BookingEntry booking = BookingEntry.findToMove(sql, before.id()).orElseThrow();
            if (booking.status() != BookingStatus.PENDING_REVIEW || ReviewEntry.closed(sql, id)) {
                return false;
            }
            refunds.requestRest(sql, review.payment(), review.detail(), actor);
            moves.end(sql, booking, BookingStatus.FAILED, actor);
            ReviewEntry.close(sql, id, "REFUNDED");
            Records.audit(sql, actor, "review", id.value(), "REFUNDED", Map.of("booking", booking.id()));
            return true;
        });
        moves.forget(before);
        if (refunded) {
            LOG.info("booking {} could not be confirmed; its money goes back", before.id());
        }
        return refunded;
    }

    /// Gives a booking whose seats were lost the seats of a lock that its guest holds now. What they cost less goes back.
    ///
    /// @param lock takes the lock's seats for the booking, within the transaction
    /// @throws ProblemException `STATE_CONFLICT`, or what can be wrong with a lock
    void choose(Caller caller, BookingEntry before, Function<Sql, HeldSeats> lock) {
        Instant startsAt = shows.find(before.show()).orElseThrow().startsAt();
        database.transaction(sql -> {
            BookingEntry booking = BookingEntry.findToMove(sql, before.id()).orElseThrow();
            ReviewEntry review = ReviewEntry.open(sql, booking.id())
                    .filter(open -> open.reason() == ReviewReason.SEATS_LOST)
                    .orElseThrow(
                            () -> ProblemException.of(
                                    ProblemCode.STATE_CONFLICT, "This booking does not wait for other seats."));
            HeldSeats seats = lock.apply(sql);
            if (!seats.show().equals(booking.show())) {
                throw ProblemException.of(ProblemCode.LOCK_INVALID, "The lock is for another show.");
            }
            if (seats.total().compareTo(booking.total()) > 0) {
                throw ProblemException.of(
                        ProblemCode.STATE_CONFLICT,
                        "These seats cost %s, more than the %s that are paid."
                                .formatted(seats.total(), booking.total()));
            }
            claims.giveUp(sql, booking.lock());
            BookingEntry moved = booking.with(sql, seats);
            if (!moves.confirm(sql, moved, startsAt)) {
                throw ProblemException.of(ProblemCode.LOCK_EXPIRED, "The seats are not held any more.");
            }
            Money less = booking.total().minus(seats.total());
            if (less.minor() > 0) {
                refunds.request(
                        sql, new RefundId(UUID.randomUUID()), review.payment(), Optional.of(less),
                        "the seats chosen instead cost less", Optional.of(caller.user()));
            }
            ReviewEntry.close(sql, review.id(), "CONFIRMED");
            return true;
        });
        BookingEntry.find(database, before.id()).ifPresent(moves::forget);
    }

    private ReviewEntry require(ReviewId id) {
        return ReviewEntry.find(database, id)
                .filter(review -> review.reason() != ReviewReason.REFUND_FAILED)
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemCode.REVIEW_NOT_FOUND, "There is no review of that id to decide on."));
    }
}
