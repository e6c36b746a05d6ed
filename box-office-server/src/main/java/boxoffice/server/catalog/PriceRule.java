package boxoffice.server.catalog;

import boxoffice.model.InvalidField;
import boxoffice.model.Money;
import boxoffice.model.PriceCard;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a card makes of a show's base price, and for shows of which days and hours (SEAT-12). Immutable.
///
/// @param multiplier of the base price; either this or `fixed`
/// @param fixed minor units of the theater's currency, in place of the base price; either this or `multiplier`
/// @param weekdays on which the rule is good; any where there are none
/// @param from the earliest start it is good for, by the theater's clocks; any where nothing is said
/// @param until the start from which on it is good no more; none where nothing is said
public record PriceRule(
        PriceCard card,
        @Nullable BigDecimal multiplier,
        @Nullable Long fixed,
        Set<DayOfWeek> weekdays,
        @Nullable LocalTime from,
        @Nullable LocalTime until) {
    /// The base price as it is.
    static final PriceRule FULL = new PriceRule(PriceCard.ADULT, BigDecimal.ONE, null, Set.of(), null, null);

    public PriceRule {
        if ((multiplier == null) == (fixed == null)) {
            throw new InvalidField("priceCards", "needs one measure for " + card, "either a multiplier or a price");
        }
        if ((multiplier != null && multiplier.signum() < 0) || (fixed != null && fixed < 0)) {
            throw new InvalidField("priceCards", "is below nothing for " + card, "0 or more");
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw new InvalidField("priceCards", "ends before it begins for " + card, "from before until");
        }
        weekdays = Set.copyOf(weekdays);
    }

    /// The cards that are good for a show, each with the first rule of it that is. ADULT always is.
    ///
    /// @param start by the theater's clocks
    public static Map<PriceCard, PriceRule> at(LocalDateTime start, List<PriceRule> rules) {
        Map<PriceCard, PriceRule> good = new EnumMap<>(PriceCard.class);
        rules.stream().filter(rule -> rule.isGoodAt(start)).forEach(rule -> good.putIfAbsent(rule.card(), rule));
        good.putIfAbsent(PriceCard.ADULT, FULL);
        return Collections.unmodifiableMap(good);
    }

    private boolean isGoodAt(LocalDateTime start) {
        LocalTime time = start.toLocalTime();
        return (weekdays.isEmpty() || weekdays.contains(start.getDayOfWeek()))
                && (from == null || !time.isBefore(from))
                && (until == null || time.isBefore(until));
    }

    /// The price of one seat, rounded once.
    ///
    /// @param seatType how many times the price of a regular seat its kind costs
    Money price(Money base, BigDecimal seatType) {
        return fixed != null
                ? new Money(fixed, base.currency()).times(seatType)
                : base.times(multiplier == null ? seatType : multiplier.multiply(seatType));
    }
}
