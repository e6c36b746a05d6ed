package boxoffice.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

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

class SeatPlanReaderTest {
    private static SeatPlan read(String json) {
        return SeatPlanReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<FieldError> faults(String json) {
        InvalidSeatPlan invalid = catchThrowableOfType(InvalidSeatPlan.class, () -> read(json));
        assertThat(invalid).isNotNull();
        return invalid.faults();
    }

    private static List<String> faultyPaths(String json) {
        return faults(json).stream().map(FieldError::field).toList();
    }

    /// A plan of our own format with one section of these rows.
    private static String hall(String rows) {
        return """
                {"format": "boxoffice-seat-plan/1", "name": "Saal 1", "sections": [
                  {"id": "stalls", "name": "Parkett", "rows": [%s]}]}""".formatted(rows);
    }

    private static String row(String label, String picture) {
        return "{\"label\": \"%s\", \"picture\": \"%s\"}".formatted(label, picture);
    }

    private static Seat seat(SeatPlan plan, String id) {
        return plan.seat(new SeatId(id)).orElseThrow();
    }

    @Test
    void aPictureBecomesSeatsNumberedOverItsGaps() {
        SeatPlan plan = read(hall(row("A", "_RP_V") + "," + row("B", "CW__R")));

        assertThat(plan.name()).isEqualTo("Saal 1");
        assertThat(plan.screenName()).isEqualTo("Screen");
        assertThat(plan.seats()).extracting(seat -> seat.id().value(), Seat::type, Seat::x, Seat::y)
                .containsExactly(
                        tuple("A1", SeatType.REGULAR, 1.0, 0.0),
                        tuple("A2", SeatType.PREMIUM, 2.0, 0.0),
                        tuple("A3", SeatType.VIP, 4.0, 0.0),
                        tuple("B1", SeatType.COMPANION, 0.0, 1.0),
                        tuple("B2", SeatType.WHEELCHAIR, 1.0, 1.0),
                        tuple("B3", SeatType.REGULAR, 4.0, 1.0));
    }

    @Test
    void seatsBesideAGapOrARowEndAreAisleSeats() {
        SeatPlan plan = read(hall(row("A", "RRR_RRR")));

        assertThat(plan.seats().stream().filter(seat -> seat.features().contains(SeatFeature.AISLE)))
                .extracting(seat -> seat.id().value())
                .containsExactly("A1", "A3", "A4", "A6");
    }

    @Test
    void aRowCanBeNumberedFromTheRightAndStandElsewhere() {
        SeatPlan plan = read("""
                {"format": "boxoffice-seat-plan/1", "name": "Hall", "screenName": "Bühne", "sections": [
                  {"id": "balcony", "name": "Balcony", "x": 2, "y": 10, "numbering": "RIGHT_TO_LEFT", "rows": [
                    {"label": "A", "picture": "RR"}, {"label": "B", "x": 0.5, "y": 2.5, "picture": "RR"},
                    {"label": "C", "picture": "RR"}]}]}""");

        assertThat(plan.screenName()).isEqualTo("Bühne");
        assertThat(plan.sections().getFirst().rows().getFirst().seats()).extracting(seat -> seat.id().value())
                .containsExactly("A2", "A1");
        assertThat(seat(plan, "A2").x()).isEqualTo(2);
        assertThat(seat(plan, "B2").x()).isEqualTo(2.5);
        assertThat(seat(plan, "B2").y()).isEqualTo(12.5);
        assertThat(seat(plan, "C1").y()).isEqualTo(13.5);
    }

    @Test
    void aCurveBringsTheEndsNearerToTheScreenThanTheMiddle() {
        SeatPlan plan = read(hall(row("A", "RRRRR")).replace("\"rows\"", "\"curve\": 0.8, \"rows\""));

        assertThat(seat(plan, "A1").y()).isEqualTo(0);
        assertThat(seat(plan, "A2").y()).isEqualTo(0.6);
        assertThat(seat(plan, "A3").y()).isEqualTo(0.8);
        assertThat(seat(plan, "A5").y()).isEqualTo(0);
    }

    @Test
    void featuresAreGivenBySeatAndByRange() {
        SeatPlan plan = read(hall(row("A", "RRRRR") + "," + row("B", "RRRRR")).replaceFirst("}$", """
                , "features": [{"feature": "HEARING_LOOP", "seats": ["A2-A4", "B3"]},
                  {"feature": "STEP_FREE", "seats": ["B3"]}]}"""));

        assertThat(plan.seats().stream().filter(seat -> seat.features().contains(SeatFeature.HEARING_LOOP)))
                .extracting(seat -> seat.id().value())
                .containsExactly("A2", "A3", "A4", "B3");
        assertThat(seat(plan, "B3").features()).containsExactlyInAnyOrder(
                SeatFeature.HEARING_LOOP,
                SeatFeature.STEP_FREE);
    }

    @Test
    void eachCompanionSeatGetsTheNearestBayThatIsFree() {
        SeatPlan plan = read(hall(row("A", "CWWC_RR_WC")));

        assertThat(seat(plan, "A1").companionOf()).isEqualTo(new SeatId("A2"));
        assertThat(seat(plan, "A4").companionOf()).isEqualTo(new SeatId("A3"));
        assertThat(seat(plan, "A8").companionOf()).isEqualTo(new SeatId("A7"));
        assertThat(seat(plan, "A2").companionOf()).isNull();
    }

    @Test
    void theCompanionSeatThatIsNearestToABayGetsIt() {
        SeatPlan plan = read(hall(row("A", "C___WC_____W")));

        assertThat(seat(plan, "A3").companionOf()).isEqualTo(new SeatId("A2"));
        assertThat(seat(plan, "A1").companionOf()).isEqualTo(new SeatId("A4"));
    }

    @Test
    void aCompanionSeatWithoutABayOfItsOwnIsRefused() {
        assertThat(faults(hall(row("A", "RRCR")))).containsExactly(
                new FieldError(
                        "sections[0].rows[0].picture",
                        "has companion seat A3 without a wheelchair bay of its own",
                        "a bay in the same row for each companion seat"));
        assertThat(faultyPaths(hall(row("A", "CWC")))).containsExactly("sections[0].rows[0].picture");
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        List<FieldError> faults = faults("""
                {"format": "boxoffice-seat-plan/1", "name": " ", "colour": "red", "sections": [
                  {"id": "Upper Circle", "name": "Circle", "curve": -1, "numbering": "UPWARDS", "rows": [
                    {"label": "A", "picture": "RRXR?"}, {"label": "1", "picture": "R", "x": 0.3},
                    {"picture": "____"}]},
                  7]}""");

        assertThat(faults).extracting(FieldError::field)
                .containsExactlyInAnyOrder(
                        "colour", "name", "sections[0].id",
                        "sections[0].curve", "sections[0].numbering", "sections[0].rows[0].picture",
                        "sections[0].rows[1].label", "sections[0].rows[1].x", "sections[0].rows[2].label",
                        "sections[0].rows[2].picture", "sections[1]", "sections[1].id", "sections[1].name",
                        "sections[1].rows", "sections");
        assertThat(faults).contains(
                new FieldError("sections[0].rows[0].picture", "has unknown characters: X ?", "_ R P V W C"));
    }

    @Test
    void aRowLabelThatRepeatsIsRefused() {
        assertThat(faults(hall(row("A", "RR") + "," + row("A", "RR")))).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("sections[0].rows[1].label");
            assertThat(fault.message()).contains("sections[0].rows[0]");
        });
    }

    @Test
    void seatsOnTheSamePlaceAreRefused() {
        String rows = row("A", "RR") + ", {\"label\": \"B\", \"picture\": \"_R\", \"y\": 0.5}";

        assertThat(faults(hall(rows))).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("sections[0].rows[1].picture");
            assertThat(fault.message()).isEqualTo("puts seat B1 on the place of A2");
        });
    }

    @Test
    void aPlanWithoutSeatsOrWithTooManyIsRefused() {
        assertThat(faultyPaths("""
                {"format": "boxoffice-seat-plan/1", "name": "Void", "sections": []}""")).containsExactly("sections");

        String rows = IntStream.range(0, 21)
                .mapToObj(i -> row(Character.toString('A' + i), "R".repeat(i < 20 ? 500 : 1)))
                .collect(Collectors.joining(","));
        assertThat(faults(hall(rows))).containsExactly(
                new FieldError("sections", "has 10001 seats", "1 to 10000 seats"));
    }

    @Test
    void tenThousandSeatsAreRead() {
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> row(Character.toString('A' + i), "R".repeat(500)))
                .collect(Collectors.joining(","));

        assertThat(read(hall(rows)).seats()).hasSize(10_000);
    }

    @Test
    void aFeatureThatFitsNoSeatIsRefused() {
        assertThat(faultyPaths(hall(row("A", "RRR")).replaceFirst("}$", """
                , "features": [{"feature": "HEARING_LOOP", "seats": ["A4", "A3-A2", "A1-B2", "first row", "A1-A3"]},
                  {"feature": "AISLE", "seats": ["A1"]}]}"""))).containsExactly(
                "features[0].seats[0]",
                "features[0].seats[1]", "features[0].seats[2]", "features[0].seats[3]", "features[1].feature");
    }

    @Test
    void aFileWithCountlessFaultsNamesTheFirstHundred() {
        String rows = IntStream.range(0, 150)
                .mapToObj(i -> "{\"label\": \"R\", \"picture\": \"?\"}")
                .collect(Collectors.joining(","));
        List<FieldError> faults = faults(hall(rows));

        assertThat(faults).hasSize(100);
        assertThat(faults.getLast().message()).isEqualTo("has 201 more faults");
    }

    @Test
    void whatIsNoSeatPlanIsRefusedWithItsPlace() {
        assertThat(faultyPaths("")).containsExactly("file");
        assertThat(faultyPaths("[]")).containsExactly("file");
        assertThat(faultyPaths("{}")).containsExactly("format");
        assertThat(faultyPaths("{\"format\": \"boxoffice-seat-plan/2\", \"zones\": []}")).containsExactly("format");
        assertThat(faultyPaths("{\"format\":\n  oops}").getFirst()).startsWith("line 2, column");
        assertThat(faultyPaths("{\"name\": 1, \"name\": 2}").getFirst()).startsWith("line 1, column");
    }
}
