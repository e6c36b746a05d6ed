package boxoffice.server.catalog;

import boxoffice.model.Money;
import boxoffice.model.PriceCard;
import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What selling a show needs to know of it: the plan of its seats, its prices and its times. Immutable.
///
/// @param seats the plan's seats by id
/// @param ranks where each seat comes in the order of the plan, from 0
/// @param basePrice of a regular seat
/// @param multipliers how many times the base price a kind of seat costs; once where nothing is said
/// @param cards the price cards that are good for this show
/// @param strandRule what the theater wants done about stranded seats
public record ShowForSale(
        ShowId id,
        ShowStatus status,
        Instant startsAt,
        Instant saleEndsAt,
        SeatPlan plan,
        Map<SeatId, Seat> seats,
        Map<SeatId, Integer> ranks,
        Money basePrice,
        Map<SeatType, BigDecimal> multipliers,
        Map<PriceCard, PriceRule> cards,
        List<Charge> charges,
        StrandRule strandRule) {

    /// The price on the door of a kind of seat, without fees (SEAT-12).
    public Money price(SeatType type) {
        return price(type, PriceCard.ADULT);
    }

    /// The price for the holder of a card, without fees. It is never more than everyone's.
    ///
    /// @param card one of [#cards]
    public Money price(SeatType type, PriceCard card) {
        BigDecimal multiplier = multipliers.getOrDefault(type, BigDecimal.ONE);
        Money full = cards.getOrDefault(PriceCard.ADULT, PriceRule.FULL).price(basePrice, multiplier);
        PriceRule rule = cards.get(card);
        if (rule == null) {
            throw new IllegalArgumentException(card + " is not good for " + id);
        }
        Money reduced = rule.price(basePrice, multiplier);
        return reduced.compareTo(full) < 0 ? reduced : full;
    }
}
