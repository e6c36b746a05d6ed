package boxoffice.server.booking;

import boxoffice.model.Cancellations.CancellationPolicy;
import boxoffice.model.Cancellations.Tier;
import boxoffice.model.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a policy gives back at some time before a show (CANC-1). Pure.
///
/// Each seat is reckoned by itself: its price, with its part of fees and taxes where they are given back, times the
/// percentage, rounded half up to the minor unit, less the fee, and never less than nothing. So what comes back for several
/// seats is the same whether they are cancelled at once or one after the other.
///
/// @param startsAt when the show begins
/// @param now when it is cancelled, before that
record RefundRule(CancellationPolicy policy, Instant startsAt, Instant now) {
    /// The tier that holds: exactly so many hours before the start counts as that early.
    Tier tier() {
        Duration before = Duration.between(now, startsAt);
        return policy.tiers()
                .stream()
                .filter(tier -> before.compareTo(Duration.ofHours(tier.hoursBefore())) >= 0)
                .findFirst()
                .orElse(policy.tiers().getLast());
    }

    /// When the next tier begins to hold, if there is one.
    Optional<Instant> validUntil() {
        Tier tier = tier();
        return tier.hoursBefore() == 0
                ? Optional.empty()
                : Optional.of(startsAt.minus(Duration.ofHours(tier.hoursBefore())));
    }

    /// What comes back for a seat.
    Money refund(Bill.Share share) {
        Money base = share.price();
        if (policy.feesRefunded()) {
            base = base.plus(share.fees());
        }
        if (policy.taxesRefunded()) {
            base = base.plus(share.taxes());
        }
        Money nothing = Money.zero(base.currency());
        Money rest = base.times(BigDecimal.valueOf(tier().percent(), 2))
                .minus(Money.of(policy.feePerSeat(), base.currency()));
        return rest.compareTo(nothing) < 0 ? nothing : rest;
    }
}
