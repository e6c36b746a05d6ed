package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Money;
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
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What seats cost, line by line (SEAT-12).
class PricingTest {
    private static final Charge CGST = charge(Charge.Kind.TAX, "CGST", null, "9", true);
    private static final Charge SGST = charge(Charge.Kind.TAX, "SGST", null, "9", true);

    @Test
    void taxesThatThePriceContainsShareOneNetPriceAndAddNothing() {
        Pricing.Quote quote = quote("INR", 18_000, Map.of(), List.of(CGST, SGST), SeatType.REGULAR, SeatType.REGULAR);

        // 360.00 is 118 % of the net price; each tax is 9 % of that.
        assertThat(lines(quote)).containsExactly(
                "SEAT REGULAR 2 360.00", "TAX CGST 2 27.46 included", "TAX SGST 2 27.46 included");
        assertThat(quote.total()).isEqualTo(new Money(36_000, Money.currency("INR")));
    }

    @Test
    void aFeeForEachSeatAndATaxOnTopAreAdded() {
        Pricing.Quote quote = quote(
                "USD",
                1_550,
                Map.of(),
                List.of(
                        charge(Charge.Kind.FEE, "Booking fee", 150L, null, false),
                        charge(Charge.Kind.TAX, "Sales tax", null, "8.875", false)),
                SeatType.REGULAR,
                SeatType.REGULAR,
                SeatType.REGULAR);

        assertThat(lines(quote)).containsExactly(
                "SEAT REGULAR 3 46.50", "FEE Booking fee 3 4.50", "TAX Sales tax 3 4.13");
        assertThat(quote.total().minor()).isEqualTo(4_650 + 450 + 413);
    }

    @Test
    void aMultiplierRoundsEachSeatAsItsTagWould() {
        Pricing.Quote quote = quote(
                "EUR",
                1_150,
                Map.of(SeatType.PREMIUM, new BigDecimal("1.25"), SeatType.COMPANION, BigDecimal.ZERO),
                List.of(),
                SeatType.PREMIUM,
                SeatType.PREMIUM,
                SeatType.WHEELCHAIR,
                SeatType.COMPANION);

        assertThat(quote.seats()).extracting(seat -> seat.price().toPlainString())
                .containsExactly("14.38", "14.38", "11.50", "0.00");
        assertThat(lines(quote)).containsExactly(
                "SEAT PREMIUM 2 28.76", "SEAT WHEELCHAIR 1 11.50", "SEAT COMPANION 1 0.00");
        assertThat(quote.total().minor()).isEqualTo(4_026);
    }

    @Test
    void yenHaveNoDecimals() {
        Pricing.Quote quote = quote(
                "JPY",
                1_900,
                Map.of(SeatType.VIP, new BigDecimal("1.333")),
                List.of(charge(Charge.Kind.TAX, "Tax", null, "10", true)),
                SeatType.REGULAR,
                SeatType.VIP);

        assertThat(lines(quote))
                .containsExactly("SEAT REGULAR 1 1900", "SEAT VIP 1 2533", "TAX Tax 2 403 included");
        assertThat(quote.total().amount()).hasToString("4433");
    }

    @Test
    void theTotalIsAlwaysTheSumOfTheLinesThatAreNotIncluded() {
        Map<SeatType, BigDecimal> multipliers = Map.of(
                SeatType.PREMIUM, new BigDecimal("1.3333"), SeatType.VIP, new BigDecimal("2.7183"));
        List<Charge> charges = List.of(
                CGST,
                SGST,
                charge(Charge.Kind.FEE, "Fee", 33L, null, false),
                charge(Charge.Kind.FEE, "Service", null, "2.5", false));
        for (long price = 1; price < 2_000; price += 7) {
            Pricing.Quote quote = quote(
                    "EUR", price, multipliers, charges, SeatType.REGULAR, SeatType.VIP, SeatType.PREMIUM, SeatType.VIP);

            BigDecimal lines = quote.lines()
                    .stream()
                    .filter(line -> !line.included())
                    .map(PriceLine::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal seats = quote.seats()
                    .stream()
                    .map(seat -> seat.price())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal seatLines = quote.lines()
                    .stream()
                    .filter(line -> line.kind() == PriceLine.Kind.SEAT)
                    .map(PriceLine::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(lines).isEqualByComparingTo(quote.total().amount());
            assertThat(seats).isEqualByComparingTo(seatLines);
        }
    }

    private static Pricing.Quote quote(
            String currency,
            long price,
            Map<SeatType, BigDecimal> multipliers,
            List<Charge> charges,
            SeatType... types) {
        List<Seat> seats = new ArrayList<>();
        for (SeatType type : types) {
            int number = seats.size() + 1;
            seats.add(
                    new Seat(
                            new SeatId("A" + number), "stalls", "A", "" + number, type, number, 0, Set.of(), null));
        }
        SeatPlan plan = new SeatPlan(
                "Hall", "Screen", List.of(
                        new SeatPlan.Section("stalls", "Stalls", List.of(new SeatPlan.Row("A", seats)))));
        ShowForSale show = new ShowForSale(
                new ShowId(new UUID(0, 1)),
                ShowStatus.PUBLISHED,
                Instant.EPOCH,
                Instant.EPOCH,
                plan,
                seats.stream().collect(Collectors.toMap(Seat::id, Function.identity())),
                Map.of(),
                new Money(price, Money.currency(currency)),
                multipliers,
                PriceRule.at(LocalDateTime.MIN, List.of()),
                charges,
                StrandRule.LENIENT);
        return Pricing.quote(show, seats, Map.of());
    }

    private static Charge charge(
            Charge.Kind kind, String label, @Nullable Long perSeat, @Nullable String percent, boolean included) {
        return new Charge(kind, label, perSeat, percent == null ? null : new BigDecimal(percent), included);
    }

    private static List<String> lines(Pricing.Quote quote) {
        return quote.lines()
                .stream()
                .map(
                        line -> "%s %s %d %s%s".formatted(
                                line.kind(), line.label(), line.quantity(), line.amount().toPlainString(),
                                line.included() ? " included" : ""))
                .toList();
    }
}
