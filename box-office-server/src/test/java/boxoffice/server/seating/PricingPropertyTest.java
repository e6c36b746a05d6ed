package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Money;
import boxoffice.model.PriceCard;
import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.server.catalog.Charge;
import boxoffice.server.catalog.PriceRule;
import boxoffice.server.catalog.ShowForSale;
import boxoffice.server.catalog.StrandRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is bought at whatever prices, in currencies of no, two and three decimals: bills add up (SEAT-12).
class PricingPropertyTest {
    /// A show, the seats of one purchase, and for whom they are.
    record Purchase(ShowForSale show, Map<SeatId, PriceCard> cards) {
        Pricing.Quote quote() {
            return Pricing.quote(show, show.plan().seats(), cards);
        }
    }

    @Property(tries = 2_000)
    void theLinesThatAreNotIncludedSumToTheTotal(@ForAll("purchases") Purchase purchase) {
        Pricing.Quote quote = purchase.quote();

        assertThat(sum(quote.lines().stream().filter(line -> !line.included()).map(PriceLine::amount).toList()))
                .isEqualByComparingTo(quote.total().amount());
    }

    @Property(tries = 2_000)
    void theLinesOfSeatsSumToTheSeats(@ForAll("purchases") Purchase purchase) {
        Pricing.Quote quote = purchase.quote();

        assertThat(sum(quote.seats().stream().map(seat -> seat.price()).toList())).isEqualByComparingTo(seats(quote));
        assertThat(quote.lines().stream().filter(line -> line.kind() == PriceLine.Kind.SEAT))
                .extracting(PriceLine::quantity)
                .satisfies(
                        counts -> assertThat(counts.stream().mapToInt(count -> count).sum())
                                .isEqualTo(quote.seats().size()));
    }

    @Property(tries = 2_000)
    void includedTaxesTogetherAreWhatTheirSumOfPercentagesIs(@ForAll("purchases") Purchase purchase) {
        Pricing.Quote quote = purchase.quote();
        BigDecimal percents = sum(
                purchase.show()
                        .charges()
                        .stream()
                        .filter(Charge::included)
                        .map(charge -> charge.percent() == null ? BigDecimal.ZERO : charge.percent())
                        .toList());
        int digits = quote.total().currency().getDefaultFractionDigits();

        assertThat(sum(quote.lines().stream().filter(PriceLine::included).map(PriceLine::amount).toList()))
                .isEqualByComparingTo(
                        seats(quote).multiply(percents)
                                .divide(percents.add(BigDecimal.valueOf(100)), digits, RoundingMode.HALF_UP));
    }

    @Property(tries = 2_000)
    void nothingCostsLessThanNothingAndNoCardCostsMoreThanTheFullPrice(@ForAll("purchases") Purchase purchase) {
        Pricing.Quote quote = purchase.quote();
        Pricing.Quote full = Pricing.quote(purchase.show(), purchase.show().plan().seats(), Map.of());

        assertThat(quote.total().minor()).isNotNegative();
        assertThat(quote.lines()).allMatch(line -> line.amount().signum() >= 0);
        assertThat(quote.total()).isLessThanOrEqualTo(full.total());
    }

    @Provide
    Arbitrary<Purchase> purchases() {
        Arbitrary<ShowForSale> shows = Combinators.combine(
                Arbitraries.of("EUR", "JPY", "KWD", "INR"),
                Arbitraries.longs().between(0, 50_000),
                Arbitraries.of(SeatType.class).list().ofMinSize(1).ofMaxSize(10),
                percents(300).list().ofSize(SeatType.values().length),
                percents(100).list().ofSize(PriceCard.values().length),
                charges().list().ofMaxSize(5)).as(PricingPropertyTest::show);
        return shows.flatMap(
                show -> Arbitraries.of(PriceCard.class)
                        .list()
                        .ofSize(show.seats().size())
                        .map(cards -> new Purchase(show, cards(show, cards))));
    }

    private static Arbitrary<BigDecimal> percents(int most) {
        return Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.valueOf(most)).ofScale(2);
    }

    private static Arbitrary<Charge> charges() {
        Arbitrary<Charge> fees = Arbitraries.longs()
                .between(0, 500)
                .map(each -> new Charge(Charge.Kind.FEE, "Fee", each, null, false));
        Arbitrary<Charge> taxes = Combinators.combine(percents(30), Arbitraries.of(true, false))
                .as((percent, included) -> new Charge(Charge.Kind.TAX, "Tax", null, percent, included));
        return Arbitraries.oneOf(fees, taxes, taxes);
    }

    private static ShowForSale show(
            String currency,
            long price,
            List<SeatType> types,
            List<BigDecimal> multipliers,
            List<BigDecimal> reductions,
            List<Charge> charges) {
        List<Seat> seats = new ArrayList<>();
        for (SeatType type : types) {
            int number = seats.size() + 1;
            seats.add(
                    new Seat(
                            new SeatId("A" + number), "stalls", "A", "" + number, type, number, 0, Set.of(), null));
        }
        Map<SeatType, BigDecimal> byType = new HashMap<>();
        for (SeatType type : SeatType.values()) {
            byType.put(type, multipliers.get(type.ordinal()).movePointLeft(2));
        }
        List<PriceRule> rules = new ArrayList<>();
        for (PriceCard card : PriceCard.values()) {
            BigDecimal reduction = reductions.get(card.ordinal());
            boolean fixed = card != PriceCard.ADULT && reduction.intValue() % 2 == 0;
            rules.add(
                    new PriceRule(
                            card, fixed ? null : reduction.movePointLeft(2), fixed ? reduction.longValue() : null,
                            Set.of(), null, null));
        }
        return new ShowForSale(
                new ShowId(new UUID(0, 1)),
                ShowStatus.PUBLISHED,
                Instant.EPOCH,
                Instant.EPOCH,
                new SeatPlan(
                        "Hall", "Screen", List.of(
                                new SeatPlan.Section("stalls", "Stalls", List.of(new SeatPlan.Row("A", seats))))),
                seats.stream().collect(Collectors.toMap(Seat::id, Function.identity())),
                Map.of(),
                new Money(price, Money.currency(currency)),
                byType,
                PriceRule.at(LocalDateTime.MIN, rules),
                charges,
                StrandRule.LENIENT);
    }

    private static Map<SeatId, PriceCard> cards(ShowForSale show, List<PriceCard> cards) {
        Map<SeatId, PriceCard> named = new HashMap<>();
        List<Seat> seats = show.plan().seats();
        for (int i = 0; i < seats.size(); i++) {
            named.put(seats.get(i).id(), cards.get(i));
        }
        return named;
    }

    private static BigDecimal seats(Pricing.Quote quote) {
        return sum(
                quote.lines()
                        .stream()
                        .filter(line -> line.kind() == PriceLine.Kind.SEAT)
                        .map(PriceLine::amount)
                        .toList());
    }

    private static BigDecimal sum(Collection<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
