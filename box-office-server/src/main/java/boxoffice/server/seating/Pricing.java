package boxoffice.server.seating;

import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Money;
import boxoffice.model.Seat;
import boxoffice.model.SeatType;
import boxoffice.server.catalog.Charge;
import boxoffice.server.catalog.ShowForSale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a selection of seats costs, line by line (SEAT-12). Pure.
final class Pricing {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Pricing() {}

    /// The bill of a selection.
    ///
    /// @param lines seats by kind, then what is added, then the taxes
    /// @param total what is to be paid
    record Quote(List<PricedSeat> seats, List<PriceLine> lines, Money total) {}

    static Quote quote(ShowForSale show, List<Seat> seats) {
        List<PricedSeat> priced = new ArrayList<>();
        Map<SeatType, Integer> counts = new EnumMap<>(SeatType.class);
        Money sum = Money.zero(show.basePrice().currency());
        for (Seat seat : seats) {
            Money price = show.price(seat.type());
            priced.add(new PricedSeat(seat.id(), seat.type(), price.amount()));
            counts.merge(seat.type(), 1, Integer::sum);
            sum = sum.plus(price);
        }
        List<PriceLine> lines = new ArrayList<>();
        counts.forEach(
                (type, count) -> lines.add(
                        new PriceLine(
                                PriceLine.Kind.SEAT, type.name(), count, show.price(type).times(count).amount(),
                                false)));
        Money total = sum;
        for (Charge charge : show.charges()) {
            Money amount = amount(charge, show.charges(), sum, seats.size());
            lines.add(new PriceLine(kind(charge), charge.label(), seats.size(), amount.amount(), charge.included()));
            total = charge.included() ? total : total.plus(amount);
        }
        return new Quote(List.copyOf(priced), List.copyOf(lines), total);
    }

    private static Money amount(Charge charge, List<Charge> charges, Money sum, int seats) {
        if (charge.perSeat() != null) {
            return new Money(charge.perSeat(), sum.currency()).times(seats);
        }
        BigDecimal percent = Objects.requireNonNull(charge.percent());
        if (!charge.included()) {
            return sum.times(percent.divide(HUNDRED, MathContext.DECIMAL64));
        }
        // Taxes that the price contains share one net price: gross = net × (100 + all percentages) / 100.
        BigDecimal all = charges.stream()
                .filter(other -> other.included() && other.percent() != null)
                .map(other -> Objects.requireNonNull(other.percent()))
                .reduce(HUNDRED, BigDecimal::add);
        return sum.times(percent.divide(all, MathContext.DECIMAL64));
    }

    private static PriceLine.Kind kind(Charge charge) {
        return switch (charge.kind()) {
            case FEE -> PriceLine.Kind.FEE;
            case TAX -> PriceLine.Kind.TAX;
        };
    }
}
