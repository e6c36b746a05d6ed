package boxoffice.server.booking;

import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Money;
import boxoffice.model.SeatId;
import boxoffice.server.storage.Sql;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gives up the old booking of an exchange, in the transaction that confirms the new one: never both, never neither
/// (CANC-1). Whatever is not an exchange goes through untouched.
final class HandingOver {
    private final TakingBack takingBack;
    private final BookingMoney money;

    HandingOver(TakingBack takingBack, BookingMoney money) {
        this.takingBack = takingBack;
        this.money = money;
    }

    /// Whether the old booking can still be given up for this one; it is held until the transaction ends. It cannot when it
    /// was cancelled meanwhile, in full or in part, when some of its money was given back, when its show has begun, or when
    /// somebody was let in with it.
    boolean isPossible(Sql sql, BookingEntry booking) {
        return ExchangeEntry.find(sql, booking).map(exchange -> isPossible(sql, exchange)).orElse(true);
    }

    private boolean isPossible(Sql sql, ExchangeEntry exchange) {
        BookingEntry old = BookingEntry.findToMove(sql, exchange.from()).orElseThrow();
        Offers.Show show = Offers.Show.of(sql, old.show());
        return old.status() == BookingStatus.CONFIRMED
                && !show.isCancelled()
                && !show.hasBegun()
                && !Offers.used(sql, old, old.seatIds())
                && credit(sql, old).equals(exchange.credit());
    }

    /// What of a booking's money may pay for another.
    Money credit(Sql sql, BookingEntry booking) {
        Money left = money.left(sql, booking.id(), booking.total().currency());
        Money lesser = left.compareTo(booking.total()) < 0 ? left : booking.total();
        return lesser.minor() < 0 ? Money.zero(lesser.currency()) : lesser;
    }

    /// Gives up the old booking, if there is one.
    void complete(Sql sql, BookingEntry booking) {
        ExchangeEntry.find(sql, booking)
                .filter(exchange -> !exchange.settled())
                .ifPresent(exchange -> complete(sql, booking, exchange, Money.zero(booking.total().currency())));
    }

    /// Gives up the old booking.
    ///
    /// @param refund what comes back of its money
    void complete(Sql sql, BookingEntry booking, ExchangeEntry exchange, Money refund) {
        BookingEntry old = BookingEntry.findToMove(sql, exchange.from()).orElseThrow();
        List<SeatId> seats = old.seatIds();
        Money moved = booking.total().minus(exchange.due());
        CancellationEntry entry = new CancellationEntry(
                CancellationEntry.Cause.EXCHANGE,
                seats,
                exchange.credit(),
                refund,
                exchange.credit().minus(refund).minus(moved),
                moved,
                "for " + booking.reference(),
                Optional.of(old.user()));
        takingBack.take(sql, old, old.bill(sql, Set.of()), entry);
        exchange.settle(sql);
    }
}
