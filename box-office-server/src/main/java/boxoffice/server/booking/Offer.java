package boxoffice.server.booking;

import boxoffice.model.Cancellations.Quote;
import boxoffice.model.Cancellations.SeatQuote;
import boxoffice.model.InvalidField;
import boxoffice.model.Money;
import boxoffice.model.SeatId;
import boxoffice.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What comes back for seats of a booking, as things stand now (CANC-1).
///
/// @param bill of all the seats that were sold
/// @param percent of the policy's tier
/// @param seats those that are to be cancelled
/// @param value what of the booking's money stands for them
/// @param amount what of that comes back
/// @param validUntil when less comes back, if that changes before the show
record Offer(
        Bill bill, int percent, List<SeatQuote> seats, Money value, Money amount, Optional<Instant> validUntil) {
    /// Makes an offer by a policy.
    ///
    /// @param left all the money of the booking; less than its seats cost where some of it was given back before
    static Offer of(Bill bill, List<SeatId> seats, Money left, RefundRule rule) {
        var shares = bill.shares();
        List<SeatQuote> quotes = shares.entrySet()
                .stream()
                .filter(share -> seats.contains(share.getKey()))
                .map(
                        share -> new SeatQuote(
                                share.getKey(),
                                share.getValue().paid().amount(),
                                rule.refund(share.getValue()).amount()))
                .toList();
        Money nothing = Money.zero(left.currency());
        Money paid = nothing;
        Money refund = nothing;
        for (SeatQuote quote : quotes) {
            paid = paid.plus(Money.of(quote.paid(), left.currency()));
            refund = refund.plus(Money.of(quote.refund(), left.currency()));
        }
        Money value = lesser(paid, left.minor() < 0 ? nothing : left);
        return new Offer(bill, rule.tier().percent(), quotes, value, lesser(refund, value), rule.validUntil());
    }

    /// The same with another amount.
    ///
    /// @throws InvalidField when it is more than was paid
    Offer instead(Money other) {
        if (other.minor() < 0 || other.compareTo(value) > 0) {
            throw new InvalidField("amount", "cannot be given back", "0 to " + value);
        }
        return new Offer(bill, percent, seats, value, other, validUntil);
    }

    Quote quote() {
        return new Quote(
                percent,
                amount.amount(),
                value.minus(amount).amount(),
                amount.currency().getCurrencyCode(),
                validUntil.orElse(null),
                seats);
    }

    /// The row of a cancellation to these terms.
    CancellationEntry entry(CancellationEntry.Cause cause, @Nullable String reason, Optional<UserId> actor) {
        List<SeatId> ids = seats.stream().map(SeatQuote::seatId).toList();
        return CancellationEntry.of(cause, ids, amount, value.minus(amount), reason, actor);
    }

    private static Money lesser(Money one, Money other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
