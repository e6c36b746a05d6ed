package boxoffice.server.catalog;

import boxoffice.model.InvalidField;
import boxoffice.model.Money;
import boxoffice.model.PriceCard;
import boxoffice.model.SeatType;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A theater to be added, with its screens.
///
/// @param id a stable key of lower-case letters, digits and hyphens
/// @param taxes what its prices contain
/// @param bookingFee for each seat, on top of the price, in major units of `currency`
/// @param seatTypes how many times the base price a kind of seat costs; once where nothing is said
/// @param strandedSeats LENIENT where nothing is said
/// @param doorsMinutes how long before a show its doors open, up to a day; an hour where nothing is said
/// @param priceCards of the rules for a card, the first that is good for a show counts
public record NewTheater(
        String id,
        String name,
        String city,
        String country,
        String address,
        ZoneId zone,
        String currency,
        List<Tax> taxes,
        BigDecimal bookingFee,
        @Nullable Map<SeatType, BigDecimal> seatTypes,
        @Nullable StrandRule strandedSeats,
        @Nullable Integer doorsMinutes,
        @Nullable List<NewPriceCard> priceCards,
        List<NewScreen> screens) {
    public NewTheater {
        id = Slug.check(id, "id");
        name = InvalidField.text(name, "name", 100);
        city = InvalidField.text(city, "city", 100);
        if (!InvalidField.text(country, "country", 2).matches("[A-Z]{2}")) {
            throw new InvalidField("country", "is not a country", "an ISO 3166-1 code such as DE");
        }
        address = InvalidField.text(address, "address", 300);
        InvalidField.require(zone, "zone");
        currency = Money.currency(InvalidField.text(currency, "currency", 3)).getCurrencyCode();
        taxes = taxes == null ? List.of() : List.copyOf(taxes);
        InvalidField.require(bookingFee, "bookingFee");
        seatTypes = seatTypes == null ? Map.of() : Map.copyOf(seatTypes);
        priceCards = priceCards == null ? List.of() : List.copyOf(priceCards);
        strandedSeats = strandedSeats == null ? StrandRule.LENIENT : strandedSeats;
        doorsMinutes = doorsMinutes == null ? 60 : doorsMinutes;
        if (doorsMinutes < 0 || doorsMinutes > 1440) {
            throw new InvalidField("doorsMinutes", "is out of range", "0 to 1440");
        }
        screens = List.copyOf(InvalidField.distinct(screens, "screens"));
    }

    /// A tax that the price contains.
    public record Tax(String name, BigDecimal percent) {
        public Tax {
            name = InvalidField.text(name, "taxes.name", 40);
            InvalidField.require(percent, "taxes.percent");
        }
    }

    /// What a card makes of the price of shows; see [PriceRule].
    ///
    /// @param price in place of the base price, in major units
    public record NewPriceCard(
            PriceCard card,
            @Nullable BigDecimal multiplier,
            @Nullable BigDecimal price,
            @Nullable Set<DayOfWeek> weekdays,
            @Nullable LocalTime from,
            @Nullable LocalTime until) {
        public NewPriceCard {
            InvalidField.require(card, "priceCards.card");
        }

        PriceRule rule(Currency money) {
            return new PriceRule(
                    card,
                    multiplier,
                    price == null ? null : Long.valueOf(Money.of(price, money).minor()),
                    weekdays == null ? Set.of() : weekdays,
                    from,
                    until);
        }
    }

    /// An auditorium to be added.
    ///
    /// @param id unique within its theater
    /// @param plan names its seat plan
    public record NewScreen(String id, String name, List<String> formats, String plan, int cleaningMinutes) {
        public NewScreen {
            id = Slug.check(id, "screens.id");
            name = InvalidField.text(name, "screens.name", 60);
            formats = List.copyOf(InvalidField.distinct(formats, "screens.formats"));
            plan = InvalidField.text(plan, "screens.plan", 200);
            if (cleaningMinutes < 0 || cleaningMinutes > 240) {
                throw new InvalidField("screens.cleaningMinutes", "is out of range", "0 to 240");
            }
        }
    }

    List<PriceRule> rules() {
        Currency money = Money.currency(currency);
        return priceCards == null ? List.of() : priceCards.stream().map(card -> card.rule(money)).toList();
    }

    List<Charge> charges() {
        List<Charge> charges = new ArrayList<>();
        Currency money = Money.currency(currency);
        Money fee = Money.of(bookingFee, money);
        if (fee.minor() > 0) {
            charges.add(new Charge(Charge.Kind.FEE, "Booking fee", fee.minor(), null, false));
        }
        for (Tax tax : taxes) {
            charges.add(
                    new Charge(Charge.Kind.TAX, tax.name() + " " + tax.percent() + " %", null, tax.percent(), true));
        }
        return charges;
    }

    @Override
    public StrandRule strandedSeats() {
        return strandedSeats == null ? StrandRule.LENIENT : strandedSeats;
    }

    @Override
    public Map<SeatType, BigDecimal> seatTypes() {
        return seatTypes == null ? Map.of() : seatTypes;
    }
}
