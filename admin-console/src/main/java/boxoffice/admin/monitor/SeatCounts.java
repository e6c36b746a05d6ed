package boxoffice.admin.monitor;

import boxoffice.model.Money;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;

/// How a show's seats stand, counted.
///
/// @param revenue what the booked seats cost by the show's seat prices; fees, taxes and discounts are not in it
public record SeatCounts(Map<SeatStatus, Integer> byStatus, Money revenue) {
    public SeatCounts {
        byStatus = Map.copyOf(byStatus);
    }

    static SeatCounts of(SeatMap map) {
        Map<SeatStatus, Integer> byStatus = new EnumMap<>(SeatStatus.class);
        Currency currency = Money.currency(map.currency());
        Money revenue = Money.zero(currency);
        for (ShowSeat seat : map.seats()) {
            byStatus.merge(seat.status(), 1, Integer::sum);
            if (seat.status() == SeatStatus.BOOKED) {
                revenue = revenue.plus(Money.of(seat.price(), currency));
            }
        }
        return new SeatCounts(byStatus, revenue);
    }

    public int of(SeatStatus status) {
        return byStatus.getOrDefault(status, 0);
    }

    public int all() {
        return byStatus.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// Booked seats out of those that can be sold, 0 to 1.
    public double sold() {
        int forSale = all() - of(SeatStatus.BLOCKED);
        return forSale == 0 ? 0 : (double) of(SeatStatus.BOOKED) / forSale;
    }
}
