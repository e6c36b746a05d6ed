package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Cancellations.BookingCancellation;
import boxoffice.model.Cancellations.CancelRequest;
import boxoffice.model.Cancellations.Cancellation;
import boxoffice.model.InvalidField;
import boxoffice.model.Money;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.SeatId;
import boxoffice.model.UserId;
import boxoffice.server.catalog.Charge;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.seating.SeatClaims;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Bookings that are taken back, whole or seat by seat, for what their theater's policy says (CANC-1). Thread-safe.
///
/// Whoever cancels holds the booking's row, so that of two who do so at once the second finds it done and is answered with
/// what the first has done. Seats, tickets, booking and refund change in one transaction; the money is carried to the
/// gateway after it.
final class Cancellations {
    private final Database database;
    private final Bookings bookings;
    private final Settlement settlement;
    private final SeatClaims claims;
    private final ShowsForSale shows;
    private final Offers offers;
    private final TakingBack takingBack;

    Cancellations(
            Database database,
            Bookings bookings,
            Settlement settlement,
            SeatClaims claims,
            ShowsForSale shows,
            Offers offers,
            TakingBack takingBack) {
        this.database = database;
        this.bookings = bookings;
        this.settlement = settlement;
        this.claims = claims;
        this.shows = shows;
        this.offers = offers;
        this.takingBack = takingBack;
    }

    /// What would come back now, and what has been cancelled so far.
    ///
    /// @param seats all where empty
    BookingCancellation look(Caller caller, BookingId id, List<SeatId> seats) {
        Set<String> perSeat = perSeat(bookings.require(caller, id));
        return database.transaction(sql -> {
            BookingEntry booking = BookingEntry.find(sql, id).orElseThrow(Bookings::notFound);
            List<Cancellation> before = CancellationEntry.of(sql, id);
            try {
                requireConfirmed(booking);
                Offer offer = offers.offer(sql, booking, perSeat, wanted(booking, seats));
                return new BookingCancellation(id, booking.status(), offer.quote(), null, before);
            } catch (ProblemException closed) {
                if (closed.problem().status() != ProblemCode.STATE_CONFLICT.status()) {
                    throw closed;
                }
                return new BookingCancellation(id, booking.status(), null, closed.problem().code(), before);
            }
        });
    }

    /// Cancels what is asked for. What was cancelled before is answered as it was.
    ///
    /// @throws ProblemException `BOOKING_NOT_FOUND`, `SHOW_HAS_BEGUN`, `TICKET_USED`, `CANCELLATION_NOT_CONFIRMED`,
    ///     `CANCELLATION_QUOTE_CHANGED`, `STATE_CONFLICT`; nothing is changed then
    Cancellation cancel(Caller caller, BookingId id, CancelRequest request) {
        if (request.amount() != null) {
            caller.requireStaff();
        }
        BookingEntry found = bookings.require(caller, id);
        if (found.status() == BookingStatus.PENDING && !wants(request, BookingStatus.CONFIRMED)) {
            settlement.cancel(caller, id);
            return answer(database, BookingEntry.find(database, id).orElseThrow());
        }
        Set<String> perSeat = perSeat(found);
        Cancellation done = database.transaction(sql -> {
            BookingEntry booking = BookingEntry.findToMove(sql, id).orElseThrow(Bookings::notFound);
            return cancel(sql, booking, perSeat, caller, request);
        });
        claims.forget(found.user(), found.show(), found.lock(), done.seatIds());
        return done;
    }

    /// Takes a booking back in full because its show does not take place, unless somebody else is at it or it is done.
    ///
    /// @return whether it was taken back
    boolean cancelForShow(BookingId id, String reason) {
        BookingEntry found = BookingEntry.find(database, id).orElseThrow();
        Set<String> perSeat = perSeat(found);
        List<SeatId> freed = database.transaction(sql -> {
            Optional<BookingEntry> free = BookingEntry.findFree(sql, id);
            if (free.isEmpty() || free.get().status() != BookingStatus.CONFIRMED) {
                return List.of();
            }
            BookingEntry booking = free.get();
            List<SeatId> seats = booking.seatIds();
            Offer offer = offers.whole(sql, booking, perSeat, seats);
            takingBack.take(
                    sql, booking, offer.bill(),
                    offer.entry(CancellationEntry.Cause.SHOW, reason, Optional.empty()));
            return seats;
        });
        if (!freed.isEmpty()) {
            claims.forget(found.user(), found.show(), found.lock(), freed);
        }
        return !freed.isEmpty();
    }

    private Cancellation cancel(
            Sql sql, BookingEntry booking, Set<String> perSeat, Caller caller, CancelRequest request) {
        if (booking.status() == BookingStatus.CANCELLED || booking.status() == BookingStatus.FAILED) {
            return answer(sql, booking);
        }
        if (wants(request, BookingStatus.PENDING)) {
            throw ProblemException.of(ProblemCode.STATE_CONFLICT, "The booking is paid.");
        }
        requireConfirmed(booking);
        Optional<Cancellation> before = before(sql, booking, request.seatIds());
        if (before.isPresent()) {
            return before.get();
        }
        Offer offer = offers.offer(sql, booking, perSeat, wanted(booking, request.seatIds()));
        if (request.amount() != null) {
            offer = offer.instead(amount(request.amount(), "amount", offer.amount().currency()));
        } else {
            requireAccepted(offer, request);
        }
        boolean own = caller.user().equals(booking.user());
        CancellationEntry.Cause cause = own ? CancellationEntry.Cause.GUEST : CancellationEntry.Cause.STAFF;
        Optional<UserId> actor = Optional.of(caller.user());
        takingBack.take(sql, booking, offer.bill(), offer.entry(cause, request.reason(), actor));
        return CancellationEntry.of(sql, booking.id()).getLast();
    }

    private static boolean wants(CancelRequest request, BookingStatus status) {
        return request.expect() == status || (status == BookingStatus.CONFIRMED && !request.seatIds().isEmpty());
    }

    private static void requireConfirmed(BookingEntry booking) {
        if (booking.status() != BookingStatus.CONFIRMED) {
            throw ProblemException.of(
                    ProblemCode.STATE_CONFLICT, "The booking is " + booking.status() + ", not confirmed.");
        }
    }

    /// The cancellation that has taken back the seats, if one has.
    private static Optional<Cancellation> before(Sql sql, BookingEntry booking, List<SeatId> wanted) {
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return CancellationEntry.of(sql, booking.id())
                .stream()
                .filter(cancellation -> cancellation.seatIds().containsAll(wanted))
                .findFirst();
    }

    private static List<SeatId> wanted(BookingEntry booking, List<SeatId> wanted) {
        List<SeatId> confirmed = booking.seatIds();
        if (wanted.isEmpty()) {
            return confirmed;
        }
        List<SeatId> others = wanted.stream().filter(seat -> !confirmed.contains(seat)).toList();
        if (!others.isEmpty()) {
            throw new InvalidField(
                    "seatIds", "names seats that are not of this booking: " + names(others), names(confirmed));
        }
        return wanted.stream().sorted().toList();
    }

    private static void requireAccepted(Offer offer, CancelRequest request) {
        BigDecimal accepted = request.accept();
        if (accepted != null && !offer.amount().equals(amount(accepted, "accept", offer.amount().currency()))) {
            throw ProblemException.of(
                    Problem.of(
                            ProblemCode.CANCELLATION_QUOTE_CHANGED,
                            "What would come back now is " + offer.amount() + ".").with("quote", offer.quote()));
        }
        if (accepted == null && offer.amount().minor() == 0 && offer.value().minor() > 0) {
            throw ProblemException.of(
                    Problem.of(
                            ProblemCode.CANCELLATION_NOT_CONFIRMED,
                            "Nothing would come back. To cancel all the same, accept an amount of 0.")
                            .with("quote", offer.quote()));
        }
    }

    private static Money amount(BigDecimal amount, String field, Currency currency) {
        try {
            return Money.of(amount, currency);
        } catch (InvalidField wrong) {
            throw wrong.named(field);
        }
    }

    /// What has become of a booking that has ended: the cancellation that ended it, or nothing where no money had come.
    private static Cancellation answer(Sql sql, BookingEntry booking) {
        List<Cancellation> all = CancellationEntry.of(sql, booking.id());
        if (!all.isEmpty()) {
            return all.getLast();
        }
        BigDecimal nothing = Money.zero(booking.total().currency()).amount();
        return new Cancellation(
                booking.id(),
                booking.status(),
                booking.seatIds(),
                nothing,
                nothing,
                booking.total().currency().getCurrencyCode(),
                null,
                null,
                null);
    }

    private Set<String> perSeat(BookingEntry booking) {
        return shows.find(booking.show())
                .orElseThrow()
                .charges()
                .stream()
                .filter(charge -> charge.perSeat() != null)
                .map(Charge::label)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String names(List<SeatId> seats) {
        return seats.stream().map(SeatId::value).collect(Collectors.joining(", "));
    }
}
