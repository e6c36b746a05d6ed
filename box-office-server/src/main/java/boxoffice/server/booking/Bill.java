package boxoffice.server.booking;

import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Money;
import boxoffice.model.SeatId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// What was sold, and which part of the money stands for which seat (CANC-1). Pure.
///
/// Fees and taxes of the whole bill are split among its seats to the minor unit, so that all parts together are the whole.
///
/// @param seats in a fixed order
/// @param perSeat the labels of lines that charge each seat the same; the others go by the seats' prices
record Bill(List<PricedSeat> seats, List<PriceLine> lines, Currency currency, Set<String> perSeat) {
    /// One seat's part of the money.
    ///
    /// @param fees its part of the added lines of kind FEE
    /// @param taxes its part of the added lines of kind TAX
    record Share(Money price, Money fees, Money taxes) {
        /// What was paid for the seat.
        Money paid() {
            return price.plus(fees).plus(taxes);
        }

        private Share with(PriceLine.Kind kind, long minor) {
            Money more = new Money(minor, price.currency());
            return switch (kind) {
                case SEAT -> this;
                case FEE -> new Share(price, fees.plus(more), taxes);
                case TAX -> new Share(price, fees, taxes.plus(more));
            };
        }
    }

    /// Each seat's part, in the order of the seats.
    Map<SeatId, Share> shares() {
        Map<SeatId, Share> shares = new LinkedHashMap<>();
        Money nothing = Money.zero(currency);
        for (PricedSeat seat : seats) {
            shares.put(seat.id(), new Share(Money.of(seat.price(), currency), nothing, nothing));
        }
        for (PriceLine line : lines) {
            if (!line.included() && line.kind() != PriceLine.Kind.SEAT) {
                List<Long> parts = parts(line);
                IntStream.range(0, parts.size())
                        .forEach(
                                i -> shares.computeIfPresent(
                                        seats.get(i).id(), (_, share) -> share.with(line.kind(), parts.get(i))));
            }
        }
        return shares;
    }

    /// The lines of the bill if only some of its seats stay.
    List<PriceLine> lines(Set<SeatId> staying) {
        Map<PriceLine, Integer> counts = staying(staying);
        List<PriceLine> rest = new ArrayList<>();
        for (PriceLine line : lines) {
            if (line.kind() == PriceLine.Kind.SEAT) {
                int count = counts.getOrDefault(line, 0);
                if (count > 0) {
                    Money each = each(line);
                    rest.add(line(line, count, each.times(count)));
                }
            } else {
                List<Long> parts = parts(line);
                long sum = IntStream.range(0, parts.size())
                        .filter(i -> staying.contains(seats.get(i).id()))
                        .mapToLong(parts::get)
                        .sum();
                rest.add(line(line, staying.size(), new Money(sum, currency)));
            }
        }
        return List.copyOf(rest);
    }

    /// How many of the seats of each line stay. Seats of one kind and price may stand in several lines, for cards that
    /// cost the same; then it makes no difference in which.
    private Map<PriceLine, Integer> staying(Set<SeatId> staying) {
        Map<PriceLine, Integer> places = new HashMap<>();
        Map<PriceLine, Integer> counts = new HashMap<>();
        for (PricedSeat seat : seats) {
            PriceLine line = lines.stream()
                    .filter(candidate -> candidate.kind() == PriceLine.Kind.SEAT)
                    .filter(candidate -> candidate.label().equals(seat.type().name()))
                    .filter(candidate -> each(candidate).equals(Money.of(seat.price(), currency)))
                    .filter(candidate -> places.getOrDefault(candidate, 0) < candidate.quantity())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(seat.id() + " is not on its bill"));
            places.merge(line, 1, Integer::sum);
            if (staying.contains(seat.id())) {
                counts.merge(line, 1, Integer::sum);
            }
        }
        return counts;
    }

    private Money each(PriceLine line) {
        return new Money(Money.of(line.amount(), currency).minor() / line.quantity(), currency);
    }

    private static PriceLine line(PriceLine line, int quantity, Money amount) {
        return new PriceLine(line.kind(), line.label(), quantity, amount.amount(), line.included(), line.card());
    }

    /// Splits a line among the seats, in minor units. What is lost by rounding goes to those that lost most.
    private List<Long> parts(PriceLine line) {
        BigInteger whole = BigInteger.valueOf(Money.of(line.amount(), currency).minor());
        List<BigInteger> weights = weights(line);
        BigInteger sum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
        List<Long> parts = new ArrayList<>();
        List<BigInteger> lost = new ArrayList<>();
        long rest = whole.longValueExact();
        for (BigInteger weight : weights) {
            BigInteger[] part = whole.multiply(weight).divideAndRemainder(sum);
            parts.add(part[0].longValueExact());
            lost.add(part[1]);
            rest -= part[0].longValueExact();
        }
        List<Integer> byLoss = new ArrayList<>(IntStream.range(0, parts.size()).boxed().toList());
        byLoss.sort(Comparator.<Integer, BigInteger>comparing(lost::get).reversed());
        for (int i : byLoss.subList(0, Math.toIntExact(rest))) {
            parts.set(i, parts.get(i) + 1);
        }
        return parts;
    }

    private List<BigInteger> weights(PriceLine line) {
        List<BigInteger> prices = seats.stream()
                .map(seat -> BigInteger.valueOf(Money.of(seat.price(), currency).minor()))
                .toList();
        boolean alike = perSeat.contains(line.label()) || prices.stream().allMatch(price -> price.signum() == 0);
        return alike ? seats.stream().map(_ -> BigInteger.ONE).toList() : prices;
    }
}
