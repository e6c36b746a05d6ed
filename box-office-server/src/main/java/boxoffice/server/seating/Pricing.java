package boxoffice.server.seating;

import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Money;
import boxoffice.model.PriceCard;
import boxoffice.model.Prices.CardPrices;
import boxoffice.model.Prices.SeatPrice;
import boxoffice.model.Prices.ShowPrices;
import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatType;
import boxoffice.server.catalog.Charge;
import boxoffice.server.catalog.ShowForSale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What a selection of seats costs, line by line (SEAT-12). Pure.
///
/// Each seat is rounded once, to its currency's minor unit, and everything else is a sum of what was rounded.
final class Pricing {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Pricing() {}

    /// The bill of a selection.
    ///
    /// @param lines seats by kind and card, then what is added, then the taxes
    /// @param total what is to be paid
    record Quote(List<PricedSeat> seats, List<PriceLine> lines, Money total) {}

    /// Seats that cost the same because they are alike.
    private record Group(SeatType type, PriceCard card) implements Comparable<Group> {
        private static final Comparator<Group> ORDER =
                Comparator.comparing(Group::type).thenComparing(Group::card);

        @Override
        public int compareTo(Group other) {
            return ORDER.compare(this, other);
        }
    }

    /// Makes the bill.
    ///
    /// @param cards for whom a seat is, each good for the show; ADULT where nothing is said
    static Quote quote(ShowForSale show, List<Seat> seats, Map<SeatId, PriceCard> cards) {
        List<PricedSeat> priced = new ArrayList<>();
        Map<Group, Integer> groups = new TreeMap<>();
        Money sum = Money.zero(show.basePrice().currency());
        for (Seat seat : seats) {
            Group group = new Group(seat.type(), cards.getOrDefault(seat.id(), PriceCard.ADULT));
            Money price = show.price(group.type(), group.card());
            priced.add(new PricedSeat(seat.id(), seat.type(), price.amount()));
            groups.merge(group, 1, Integer::sum);
            sum = sum.plus(price);
        }
        List<PriceLine> lines = new ArrayList<>();
        groups.forEach((group, count) -> lines.add(line(show, group, count)));
        Money total = sum;
        Map<Charge, Long> contained = contained(show.charges(), sum);
        for (Charge charge : show.charges()) {
            Long part = contained.get(charge);
            Money amount = part == null ? added(charge, sum, seats.size()) : new Money(part, sum.currency());
            lines.add(new PriceLine(kind(charge), charge.label(), seats.size(), amount.amount(), charge.included()));
            total = charge.included() ? total : total.plus(amount);
        }
        return new Quote(List.copyOf(priced), List.copyOf(lines), total);
    }

    private static PriceLine line(ShowForSale show, Group group, int count) {
        return new PriceLine(
                PriceLine.Kind.SEAT,
                group.type().name(),
                count,
                show.price(group.type(), group.card()).times(count).amount(),
                false,
                group.card() == PriceCard.ADULT ? null : group.card());
    }

    /// What the holders of each card pay for each kind of seat the show has.
    static ShowPrices list(ShowForSale show) {
        List<SeatType> types =
                show.plan().seats().stream().map(Seat::type).distinct().sorted().toList();
        List<CardPrices> cards = show.cards()
                .keySet()
                .stream()
                .sorted()
                .map(
                        card -> new CardPrices(
                                card,
                                types.stream()
                                        .map(type -> new SeatPrice(type, show.price(type, card).amount()))
                                        .toList()))
                .toList();
        return new ShowPrices(show.id(), show.basePrice().currency().getCurrencyCode(), cards);
    }

    private static Money added(Charge charge, Money sum, int seats) {
        if (charge.perSeat() != null) {
            return new Money(charge.perSeat(), sum.currency()).times(seats);
        }
        return sum.times(Objects.requireNonNull(charge.percent()).divide(HUNDRED, MathContext.DECIMAL64));
    }

    /// The taxes that the price contains, in minor units.
    ///
    /// They share one net price: gross = net × (100 + all percentages) / 100. All of them together are rounded once; what
    /// single taxes lose by rounding goes to those that lost most, so that net price and taxes add up to the gross price.
    private static Map<Charge, Long> contained(List<Charge> charges, Money sum) {
        List<Charge> taxes = charges.stream()
                .filter(charge -> charge.included() && charge.percent() != null)
                .toList();
        BigDecimal percents =
                taxes.stream().map(Pricing::percent).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal gross = BigDecimal.valueOf(sum.minor());
        BigDecimal whole = HUNDRED.add(percents);
        long rest = gross.multiply(percents).divide(whole, 0, RoundingMode.HALF_UP).longValueExact();
        Map<Charge, Long> shares = new IdentityHashMap<>();
        Map<Charge, BigDecimal> lost = new IdentityHashMap<>();
        for (Charge tax : taxes) {
            BigDecimal[] share = gross.multiply(percent(tax)).divideAndRemainder(whole);
            shares.put(tax, share[0].longValueExact());
            lost.put(tax, share[1]);
            rest -= share[0].longValueExact();
        }
        List<Charge> byLoss = new ArrayList<>(taxes);
        byLoss.sort(
                Comparator.<Charge, BigDecimal>comparing(tax -> lost.getOrDefault(tax, BigDecimal.ZERO)).reversed());
        for (Charge tax : byLoss.subList(0, Math.toIntExact(rest))) {
            shares.merge(tax, 1L, Long::sum);
        }
        return shares;
    }

    private static BigDecimal percent(Charge charge) {
        return Objects.requireNonNull(charge.percent());
    }

    private static PriceLine.Kind kind(Charge charge) {
        return switch (charge.kind()) {
            case FEE -> PriceLine.Kind.FEE;
            case TAX -> PriceLine.Kind.TAX;
        };
    }
}
