package boxoffice.kiosk.selfdrive;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatStatus;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SeatPairTest {
    @Test
    void thePairInTheMiddleIsBest() {
        assertThat(SeatPair.best(map(SeatStatus.AVAILABLE, Set.of())))
                .contains(new SeatPair(new SeatId("C3"), new SeatId("C4")));
    }

    @Test
    void seatsWithATakenOneBetweenAreNoPair() {
        assertThat(SeatPair.best(map(SeatStatus.AVAILABLE, Set.of("A2", "A4", "A6", "B2", "B4", "C2", "C4", "C6"))))
                .contains(new SeatPair(new SeatId("B5"), new SeatId("B6")));
    }

    @Test
    void aFullHouseHasNone() {
        assertThat(SeatPair.best(map(SeatStatus.BOOKED, Set.of()))).isEmpty();
    }

    private static SeatMap map(SeatStatus usual, Set<String> booked) {
        List<SeatMap.ShowSeat> seats = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            String label = String.valueOf((char) ('A' + row));
            for (int number = 1; number <= 6; number++) {
                SeatId id = new SeatId(label + number);
                seats.add(
                        new SeatMap.ShowSeat(
                                id,
                                "main",
                                label,
                                String.valueOf(number),
                                SeatType.REGULAR,
                                booked.contains(id.value()) ? SeatStatus.BOOKED : usual,
                                BigDecimal.TEN,
                                number - 1,
                                row,
                                Set.of(),
                                null));
            }
        }
        SeatPlan.Layout layout =
                new SeatPlan.Layout(3, 6, 6, 3, "Screen", List.of(new SeatPlan.SectionName("main", "Stalls")));
        return new SeatMap(new ShowId(new UUID(1, 1)), layout, "1", "EUR", seats);
    }
}
