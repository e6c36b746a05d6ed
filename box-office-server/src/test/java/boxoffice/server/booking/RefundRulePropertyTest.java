package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Cancellations.CancellationPolicy;
import boxoffice.model.Cancellations.Difference;
import boxoffice.model.Cancellations.ExchangeTerms;
import boxoffice.model.Cancellations.SeatQuote;
import boxoffice.model.Cancellations.Tier;
import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Money;
import boxoffice.model.SeatId;
import boxoffice.model.SeatType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// Whatever was sold, under whatever policy, in currencies of no, two and three decimals: what comes back is right to the
/// minor unit (CANC-1).
class RefundRulePropertyTest {
    private static final Instant START = Instant.parse("2026-12-24T20:00:00Z");
    private static final int MOST_HOURS = 200;

    @Property(tries = 2_000)
    void thePartsOfSeatsAreWhatWasPaidForAll(@ForAll("bills") Bill bill) {
        assertThat(sum(bill.shares().values().stream().map(Bill.Share::paid).toList(), bill.currency()))
                .isEqualTo(total(bill.lines(), bill.currency()));
        assertThat(bill.shares().values()).allMatch(share -> share.fees().minor() >= 0 && share.taxes().minor() >= 0);
    }

    @Property(tries = 2_000)
    void theBillOfTheSeatsThatStayIsWhatWasPaidForThem(
            @ForAll("bills") Bill bill, @ForAll @IntRange(max = 1023) int mask) {
        Set<SeatId> staying = new HashSet<>(some(bill, mask));

        List<PriceLine> rest = bill.lines(staying);

        assertThat(total(rest, bill.currency())).isEqualTo(
                sum(
                        bill.shares()
                                .entrySet()
                                .stream()
                                .filter(share -> staying.contains(share.getKey()))
                                .map(share -> share.getValue().paid())
                                .toList(),
                        bill.currency()));
        assertThat(
                rest.stream()
                        .filter(line -> line.kind() == PriceLine.Kind.SEAT)
                        .mapToInt(PriceLine::quantity)
                        .sum()).isEqualTo(staying.size());
        assertThat(bill.lines(Set.copyOf(all(bill)))).isEqualTo(bill.lines());
    }

    @Property(tries = 2_000)
    void noLessThanNothingAndNoMoreThanWasPaidComesBack(
            @ForAll("bills") Bill bill,
            @ForAll("policies") CancellationPolicy policy,
            @ForAll @IntRange(max = MOST_HOURS * 60) int minutes) {
        RefundRule rule = rule(policy, Duration.ofMinutes(minutes));

        assertThat(bill.shares().values()).allSatisfy(
                share -> assertThat(rule.refund(share)).isBetween(Money.zero(bill.currency()), share.paid()));
    }

    @Property(tries = 2_000)
    void whoeverCancelsLaterGetsNoMore(
            @ForAll("bills") Bill bill,
            @ForAll("policies") CancellationPolicy policy,
            @ForAll @IntRange(max = MOST_HOURS * 60) int one,
            @ForAll @IntRange(max = MOST_HOURS * 60) int other) {
        Money early = offer(bill, all(bill), policy, Duration.ofMinutes(Math.max(one, other))).amount();
        Money late = offer(bill, all(bill), policy, Duration.ofMinutes(Math.min(one, other))).amount();

        assertThat(late).isLessThanOrEqualTo(early);
    }

    @Property(tries = 2_000)
    void cancellingSeatBySeatGivesBackWhatCancellingAllAtOnceDoes(
            @ForAll("bills") Bill bill,
            @ForAll("policies") CancellationPolicy policy,
            @ForAll @IntRange(max = MOST_HOURS * 60) int minutes,
            @ForAll @IntRange(max = 1023) int mask) {
        Duration before = Duration.ofMinutes(minutes);
        List<SeatId> some = some(bill, mask);
        List<SeatId> others = all(bill).stream().filter(seat -> !some.contains(seat)).toList();
        Offer whole = offer(bill, all(bill), policy, before);

        Offer first = offer(bill, some, policy, before);
        Offer second = Offer.of(
                bill, others, total(bill.lines(), bill.currency()).minus(first.value()), rule(policy, before));

        assertThat(first.amount().plus(second.amount())).isEqualTo(whole.amount());
        assertThat(first.value().plus(second.value())).isEqualTo(whole.value());
    }

    @Property(tries = 2_000)
    void whatComesBackAndWhatIsKeptAreWhatThereWas(
            @ForAll("bills") Bill bill,
            @ForAll("policies") CancellationPolicy policy,
            @ForAll @IntRange(max = MOST_HOURS * 60) int minutes,
            @ForAll @IntRange(max = 1023) int mask,
            @ForAll @IntRange(min = -100, max = 20_000) int givenBefore) {
        Money left = total(bill.lines(), bill.currency()).minus(new Money(Math.max(0, givenBefore), bill.currency()));
        Offer offer = Offer.of(bill, some(bill, mask), left, rule(policy, Duration.ofMinutes(minutes)));

        assertThat(offer.amount()).isBetween(Money.zero(bill.currency()), offer.value());
        assertThat(offer.value().minor()).isLessThanOrEqualTo(Math.max(0, left.minor()));
        BigDecimal seats = offer.seats().stream().map(SeatQuote::refund).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(offer.amount().amount()).isLessThanOrEqualTo(seats);
        if (givenBefore <= 0) {
            assertThat(offer.amount().amount()).isEqualByComparingTo(seats);
        }
    }

    private static RefundRule rule(CancellationPolicy policy, Duration before) {
        return new RefundRule(policy, START, START.minus(before));
    }

    private static Offer offer(Bill bill, List<SeatId> seats, CancellationPolicy policy, Duration before) {
        return Offer.of(bill, seats, total(bill.lines(), bill.currency()), rule(policy, before));
    }

    private static List<SeatId> all(Bill bill) {
        return bill.seats().stream().map(PricedSeat::id).toList();
    }

    private static List<SeatId> some(Bill bill, int mask) {
        return IntStream.range(0, bill.seats().size())
                .filter(i -> (mask >> i & 1) == 1)
                .mapToObj(i -> bill.seats().get(i).id())
                .toList();
    }

    private static Money total(List<PriceLine> lines, Currency currency) {
        return sum(
                lines.stream()
                        .filter(line -> !line.included())
                        .map(line -> Money.of(line.amount(), currency))
                        .toList(),
                currency);
    }

    private static Money sum(Collection<Money> amounts, Currency currency) {
        return amounts.stream().reduce(Money.zero(currency), Money::plus);
    }

    @Provide
    Arbitrary<CancellationPolicy> policies() {
        Arbitrary<List<Tier>> tiers = Combinators.combine(
                Arbitraries.integers().between(1, MOST_HOURS).set().ofMaxSize(5),
                Arbitraries.integers().between(0, 100).list().ofSize(6)).as(RefundRulePropertyTest::tiers);
        return Combinators.combine(
                tiers,
                Arbitraries.of(true, false),
                Arbitraries.of(true, false),
                Arbitraries.integers().between(0, 5))
                .as(
                        (steps, fees, taxes, fee) -> new CancellationPolicy(
                                steps, fees, taxes, BigDecimal.valueOf(fee),
                                new ExchangeTerms(2, BigDecimal.ZERO, Difference.REFUNDED)));
    }

    private static List<Tier> tiers(Set<Integer> hours, List<Integer> percents) {
        List<Integer> early = hours.stream().sorted(java.util.Comparator.reverseOrder()).toList();
        List<Integer> most = percents.stream().sorted(java.util.Comparator.reverseOrder()).toList();
        List<Tier> tiers = new ArrayList<>();
        for (int i = 0; i < early.size(); i++) {
            tiers.add(new Tier(early.get(i), most.get(i)));
        }
        tiers.add(new Tier(0, most.getLast()));
        return tiers;
    }

    @Provide
    Arbitrary<Bill> bills() {
        return Combinators.combine(
                Arbitraries.of("EUR", "JPY", "KWD", "INR"),
                Arbitraries.of(0L, 1L, 999L, 1_400L, 1_850L, 33_333L).list().ofMinSize(1).ofMaxSize(10),
                Arbitraries.longs().between(0, 300),
                Arbitraries.integers().between(0, 30),
                Arbitraries.integers().between(0, 30)).as(RefundRulePropertyTest::bill);
    }

    /// A fee for each seat, a fee by price, a tax on top and a tax within.
    private static Bill bill(String code, List<Long> prices, long perSeat, int feePercent, int taxPercent) {
        Currency currency = Money.currency(code);
        SeatType[] types = {SeatType.REGULAR, SeatType.PREMIUM, SeatType.VIP};
        List<PricedSeat> seats = new ArrayList<>();
        Map<SeatType, Map<Long, Integer>> groups = new TreeMap<>();
        Money sum = Money.zero(currency);
        for (int i = 0; i < prices.size(); i++) {
            Money price = new Money(prices.get(i), currency);
            SeatType type = types[i % types.length];
            seats.add(new PricedSeat(new SeatId("A" + (i + 1)), type, price.amount()));
            groups.computeIfAbsent(type, _ -> new TreeMap<>()).merge(price.minor(), 1, Integer::sum);
            sum = sum.plus(price);
        }
        List<PriceLine> lines = new ArrayList<>();
        groups.forEach(
                (type, counts) -> counts.forEach(
                        (price, count) -> lines.add(
                                new PriceLine(
                                        PriceLine.Kind.SEAT, type.name(), count,
                                        new Money(price, currency).times(count).amount(), false))));
        int count = seats.size();
        lines.add(line(PriceLine.Kind.FEE, "Booking fee", count, new Money(perSeat, currency).times(count), false));
        lines.add(line(PriceLine.Kind.FEE, "Service", count, sum.times(BigDecimal.valueOf(feePercent, 2)), false));
        lines.add(
                line(
                        PriceLine.Kind.TAX, "Entertainment tax", count, sum.times(BigDecimal.valueOf(taxPercent, 2)),
                        false));
        BigDecimal within = BigDecimal.valueOf(sum.minor())
                .multiply(BigDecimal.valueOf(7))
                .divide(BigDecimal.valueOf(107), 0, RoundingMode.HALF_UP);
        lines.add(line(PriceLine.Kind.TAX, "VAT 7 %", count, new Money(within.longValueExact(), currency), true));
        return new Bill(seats, lines, currency, Set.of("Booking fee"));
    }

    private static PriceLine line(PriceLine.Kind kind, String label, int count, Money amount, boolean included) {
        return new PriceLine(kind, label, count, amount.amount(), included);
    }
}
