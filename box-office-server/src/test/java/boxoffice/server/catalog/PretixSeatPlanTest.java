package boxoffice.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.model.Problem.FieldError;
import boxoffice.model.Seat;
import boxoffice.model.SeatFeature;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretixSeatPlanTest {
    private static SeatPlan read(String json) {
        return SeatPlanReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<FieldError> faults(String json) {
        InvalidSeatPlan invalid = catchThrowableOfType(InvalidSeatPlan.class, () -> read(json));
        assertThat(invalid).isNotNull();
        return invalid.faults();
    }

    private static String plan(String... zones) {
        return """
                {"name": "Großer Saal", "categories": [{"name": "Parkett", "color": "#ff0000"}],
                 "size": {"width": 900, "height": 600}, "zones": [%s]}""".formatted(String.join(",", zones));
    }

    private static String zone(String id, int x, int y, String... rows) {
        return """
                {"name": "Zone %s", "zone_id": "%s", "position": {"x": %d, "y": %d}, "areas": [], "rows": [%s]}"""
                .formatted(id, id, x, y, String.join(",", rows));
    }

    private static String row(String number, int x, int y, String... seats) {
        return """
                {"row_number": "%s", "row_number_position": "both", "position": {"x": %d, "y": %d}, "seats": [%s]}"""
                .formatted(number, x, y, String.join(",", seats));
    }

    private static String seat(String number, double x, String category) {
        return """
                {"seat_guid": "%s-%s", "seat_number": "%s", "position": {"x": %s, "y": 0}, "category": "%s"}"""
                .formatted(number, x, number, x, category);
    }

    private static String[] seats(int from, int to, double pitch) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> seat(Integer.toString(number), (number - from) * pitch, "Parkett"))
                .toArray(String[]::new);
    }

    private static List<String> ids(SeatPlan plan) {
        return plan.seats().stream().map(seat -> seat.id().value()).toList();
    }

    @Test
    void positionsAddUpAndPixelsBecomeSeatPitches() {
        SeatPlan plan = read(
                plan(
                        zone(
                                "stalls", 100, 50, row("A", 30, 0, seats(1, 3, 25)),
                                row("B", 5, 25, seats(1, 4, 25)))));

        assertThat(plan.name()).isEqualTo("Großer Saal");
        assertThat(plan.sections()).singleElement().satisfies(section -> {
            assertThat(section.id()).isEqualTo("stalls");
            assertThat(section.name()).isEqualTo("Zone stalls");
        });
        assertThat(ids(plan)).containsExactly("A1", "A2", "A3", "B1", "B2", "B3", "B4");
        assertThat(plan.seats()).extracting(Seat::x).containsExactly(1.0, 2.0, 3.0, 0.0, 1.0, 2.0, 3.0);
        assertThat(plan.seats()).extracting(Seat::y).containsExactly(0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0);
    }

    @ParameterizedTest
    @CsvSource({
            "Parkett, REGULAR", "'', REGULAR", "Premium Loge, PREMIUM", "VIP, VIP", "Rollstuhlplatz, WHEELCHAIR",
            "WHEELCHAIR bay, WHEELCHAIR", "Balkon, REGULAR"})
    void theKindOfSeatFollowsFromTheCategorysName(String category, SeatType type) {
        SeatPlan plan = read(plan(zone("z", 0, 0, row("A", 0, 0, seat("1", 0, category)))));

        assertThat(plan.seats()).singleElement().extracting(Seat::type).isEqualTo(type);
    }

    @Test
    void aCategoryThatNamesBothIsTheCompanionsAndGoesWithTheBay() {
        SeatPlan plan = read(
                plan(
                        zone(
                                "z", 0, 0, row(
                                        "A", 0, 0, seat("1", 0, "Wheelchair companion"),
                                        seat("2", 30, "Wheelchair"), seat("3", 60, "Begleitplatz"), seat(
                                                "4", 90, "Rollstuhl")))));

        assertThat(plan.seats()).extracting(Seat::type)
                .containsExactly(
                        SeatType.COMPANION, SeatType.WHEELCHAIR,
                        SeatType.COMPANION, SeatType.WHEELCHAIR);
        assertThat(plan.seats().getFirst().companionOf()).isEqualTo(new SeatId("A2"));
        assertThat(plan.seats().get(2).companionOf()).isEqualTo(new SeatId("A4"));
    }

    @Test
    void seatsBesideAWideGapAreAisleSeats() {
        SeatPlan plan = read(
                plan(
                        zone(
                                "z", 0, 0, row(
                                        "A", 0, 0, seat("1", 0, ""), seat("2", 30, ""),
                                        seat("3", 60, ""), seat("4", 120, ""), seat("5", 150, ""), seat(
                                                "6", 180, "")))));

        assertThat(plan.seats().stream().filter(seat -> seat.features().contains(SeatFeature.AISLE)))
                .extracting(Seat::number)
                .containsExactly("1", "3", "4", "6");
    }

    @Test
    void seatsOfARowAreSortedFromLeftToRight() {
        SeatPlan plan = read(
                plan(
                        zone(
                                "z", 0, 0, row(
                                        "A", 0, 0, seat("1", 60, ""), seat("2", 30, ""),
                                        seat("3", 0, "")))));

        assertThat(ids(plan)).containsExactly("A3", "A2", "A1");
    }

    @Test
    void rowsOfOneLabelInAZoneAreOneRow() {
        SeatPlan plan = read(plan(zone("z", 0, 0, row("A", 0, 0, seats(1, 3, 30)), row("A", 150, 0, seats(4, 6, 30)))));

        assertThat(plan.sections().getFirst().rows()).singleElement()
                .satisfies(row -> assertThat(row.seats()).hasSize(6));
    }

    @Test
    void aRowNumberIsKeptApartFromTheSeatNumber() {
        SeatPlan plan = read(
                plan(zone("z", 0, 0, row("1", 0, 0, seats(11, 12, 30)), row("11", 0, 30, seats(1, 2, 30)))));

        assertThat(ids(plan)).containsExactly("1-11", "1-12", "11-1", "11-2");
    }

    @Test
    void zonesThatRepeatIdsAreToldApartByTheirPlace() {
        SeatPlan plan = read(
                plan(
                        zone("stalls", 0, 0, row("A", 0, 0, seats(1, 2, 30))),
                        zone("circle", 0, 300, row("A", 0, 0, seats(1, 2, 30)))));

        assertThat(ids(plan)).containsExactly("1-A1", "1-A2", "2-A1", "2-A2");
        assertThat(plan.seats().getLast().row()).isEqualTo("A");
    }

    @Test
    void aSeatThatRepeatsWithinAZoneIsRefused() {
        assertThat(faults(plan(zone("z", 0, 0, row("A", 0, 0, seat("1", 0, ""), seat("1", 30, ""))))))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.field()).isEqualTo("zones[0].rows[0].seats[1]");
                    assertThat(fault.message()).startsWith("repeats seat A1 ");
                });
    }

    @Test
    void seatsDrawnOnOneAnotherAreRefused() {
        String[] seats = seats(1, 10, 30);
        seats[9] = seat("10", 242, "Parkett");

        assertThat(faults(plan(zone("z", 0, 0, row("A", 0, 0, seats))))).singleElement()
                .satisfies(fault -> assertThat(fault.message()).isEqualTo("puts seat A10 on the place of A9"));
    }

    @Test
    void rowsThatAreDrawnCloserThanSeatsDoNotOverlap() {
        SeatPlan plan = read(plan(zone("z", 0, 0, row("A", 0, 0, seats(1, 8, 30)), row("B", 0, 25, seats(1, 8, 30)))));

        assertThat(plan.seats().getLast().y()).isEqualTo(1);
        assertThat(plan.seats().getLast().x()).isEqualTo(8.4);
    }

    @Test
    void theScreensNameIsReadFromItsArea() {
        String plan = plan(zone("z", 0, 0, row("A", 0, 0, seats(1, 2, 30)))).replace("\"areas\": []", """
                "areas": [{"shape": "text", "position": {"x": 0, "y": 0},
                  "text": {"text": "Leinwand", "position": {"x": 0, "y": 0}}}]""");

        assertThat(read(plan).screenName()).isEqualTo("Leinwand");
    }

    @Test
    void zonesWithoutSeatsArePassedOver() {
        SeatPlan plan = read(plan(zone("bar", 0, 0), zone("stalls", 0, 0, row("A", 0, 0, seats(1, 2, 30)))));

        assertThat(plan.sections()).extracting(SeatPlan.Section::id).containsExactly("stalls");
    }

    @Test
    void missingAndWrongMembersAreNamedWithTheirPlace() {
        assertThat(faults("""
                {"name": "Hall", "zones": [{"position": {"x": 0}, "rows": [
                  {"row_number": "", "seats": [{"seat_number": 4, "position": {"x": "left", "y": 1e9}}]},
                  {"row_number": "B"}]}]}""")).extracting(FieldError::field)
                .containsExactly(
                        "zones[0].position.y",
                        "zones[0].rows[0].row_number", "zones[0].rows[0].seats[0].position.x",
                        "zones[0].rows[0].seats[0].position.y", "zones[0].rows[0].seats[0].seat_number",
                        "zones[0].rows[1].seats");
    }

    @Test
    void aPlanWithoutSeatsOrWithTooManyIsRefused() {
        assertThat(faults(plan(zone("bar", 0, 0)))).containsExactly(
                new FieldError("zones", "has no seat", "1 to 10000 seats"));
        String[] rows = IntStream.range(0, 101)
                .mapToObj(i -> row("R" + i, 0, i * 30, seats(1, 100, 30)))
                .toArray(String[]::new);
        assertThat(faults(plan(zone("z", 0, 0, rows)))).containsExactly(
                new FieldError("zones", "has 10100 seats", "1 to 10000 seats"));
    }

    @Test
    void aNumberThatGivesNoSeatIdIsRefused() {
        assertThat(
                faults(
                        plan(
                                zone("z", 0, 0, row("A", 0, 0, seat("***", 0, ""), seat("2", 30, ""))),
                                zone("y", 0, 90, row("*", 0, 0, seat("*", 0, "")))))).extracting(FieldError::field)
                .containsExactly("zones[1].rows[0].seats[0]");
    }

    @Test
    void aRowOfRotatedSeatsKeepsItsShape() {
        String diagonal = IntStream.range(0, 5)
                .mapToObj(
                        i -> """
                                {"seat_guid": "%d", "seat_number": "%d", "position": {"x": %d, "y": %d}, "category": ""}"""
                                .formatted(i, i + 1, i * 30, i * 40))
                .collect(Collectors.joining(","));
        SeatPlan plan = read(plan(zone("z", 0, 0, row("A", 0, 0, diagonal))));

        assertThat(plan.seats().getLast().x()).isEqualTo(2.4);
        assertThat(plan.seats().getLast().y()).isEqualTo(3.2);
    }
}
