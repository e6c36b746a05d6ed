package boxoffice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.model.SeatPlan.Row;
import boxoffice.model.SeatPlan.Section;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeatPlanTest {
    @Test
    void itsLayoutSpansAllSections() {
        SeatPlan plan = new SeatPlan(
                "Hall", "Screen", List.of(
                        section("stalls", row("A", 3, 0), row("B", 5, 1)), section("balcony", row("C", 2, 4))));

        assertThat(plan.layout()).isEqualTo(
                new SeatPlan.Layout(
                        3, 5, 5, 5, "Screen", List.of(
                                new SeatPlan.SectionName("stalls", "stalls"), new SeatPlan.SectionName(
                                        "balcony", "balcony"))));
        assertThat(plan.seats()).extracting(seat -> seat.id().value()).startsWith("A1", "A2", "A3", "B1").hasSize(10);
        assertThat(plan.seat(new SeatId("C2"))).isPresent();
        assertThat(plan.seat(new SeatId("C3"))).isEmpty();
    }

    @Test
    void aSeatStandsOnceInAPlan() {
        Section twice = section("stalls", row("A", 2, 0), row("A", 2, 1));

        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> new SeatPlan("Hall", "Screen", List.of(twice)))
                .withMessageContaining("A1 twice");
    }

    @Test
    void aPlanHasSectionsRowsAndSeats() {
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> new SeatPlan("Hall", "Screen", List.of()));
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> new Section("a", "A", List.of()));
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> new Row("A", List.of()));
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> new SeatPlan("", "Screen", List.of(section("a", row("A", 1, 0)))));
    }

    @Test
    void aSeatStandsInsideOfThePlan() {
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> seat("A", 1, -0.5, 0));
    }

    private static Section section(String id, Row... rows) {
        return new Section(id, id, List.of(rows));
    }

    private static Row row(String label, int seats, double y) {
        return new Row(
                label, IntStream.rangeClosed(1, seats)
                        .mapToObj(number -> seat(label, number, number - 1.0, y))
                        .toList());
    }

    private static Seat seat(String row, int number, double x, double y) {
        return new Seat(
                new SeatId(row + number), "stalls", row, Integer.toString(number), SeatType.REGULAR, x, y, Set.of(),
                null);
    }
}
