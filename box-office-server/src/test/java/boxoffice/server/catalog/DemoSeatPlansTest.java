package boxoffice.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.model.Seat;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoSeatPlansTest {
    /// Every plan and its number of seats.
    private static final Map<String, Integer> SIZES = Map.ofEntries(
            Map.entry("gowanus-boiler-room.json", 86),
            Map.entry("gowanus-foundry.json", 146), Map.entry("kanal-saal-1.json", 314),
            Map.entry("kanal-saal-2.json", 40), Map.entry("kolonnade-grosser-saal.json", 310),
            Map.entry("kolonnade-kleiner-saal.json", 136), Map.entry("lantern-screen-1.json", 274),
            Map.entry("lantern-screen-2.json", 111), Map.entry("mayura-audi-1.json", 346),
            Map.entry("mayura-audi-2.json", 200), Map.entry("mayura-gold.json", 50),
            Map.entry("meridian-arena.json", 1926), Map.entry("orpheon-grand.json", 366),
            Map.entry("orpheon-two.json", 180), Map.entry("sagar-main-hall.json", 394),
            Map.entry("sagar-mini.json", 90));

    private static SeatPlan plan(String file) {
        return SeatPlanReader.read(DemoFiles.bytes("plans/" + file));
    }

    static Stream<String> files() {
        return SIZES.keySet().stream().sorted();
    }

    @Test
    void eachScreenHasAPlanOfItsOwn() {
        List<String> plans = new ArrayList<>();
        for (JsonNode theater : DemoFiles.yaml("theaters.yaml").path("theaters")) {
            theater.path("screens").forEach(screen -> plans.add(screen.path("plan").asText()));
        }

        assertThat(plans).hasSize(16).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(SIZES.keySet());
    }

    @ParameterizedTest
    @MethodSource("files")
    void aPlanHasItsSeats(String file) {
        assertThat(plan(file).seats()).hasSize(SIZES.getOrDefault(file, 0));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aWheelchairBayHasItsCompanionSeatBesideIt(String file) {
        SeatPlan plan = plan(file);
        Map<String, Seat> companions = new HashMap<>();
        plan.seats()
                .stream()
                .filter(seat -> seat.type() == SeatType.COMPANION)
                .forEach(seat -> companions.put(String.valueOf(seat.companionOf()), seat));
        List<Seat> bays = plan.seats().stream().filter(seat -> seat.type() == SeatType.WHEELCHAIR).toList();

        assertThat(bays).isNotEmpty().allSatisfy(bay -> {
            assertThat(companions).containsKey(bay.id().value());
            assertThat(companions.get(bay.id().value())).satisfies(
                    seat -> assertThat(distance(seat, bay)).isLessThan(1.2));
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void noTwoSeatsOverlap(String file) {
        List<Seat> seats = plan(file).seats();
        for (int i = 0; i < seats.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(distance(seats.get(i), seats.get(j))).as("%s and %s", seats.get(i).id(), seats.get(j).id())
                        .isGreaterThanOrEqualTo(0.9);
            }
        }
    }

    @Test
    void thePlansTakeInEveryKindOfSeatAndFeature() {
        List<Seat> seats = files().flatMap(file -> plan(file).seats().stream()).toList();

        assertThat(seats.stream().map(Seat::type).distinct()).containsExactlyInAnyOrder(SeatType.values());
        assertThat(seats.stream().flatMap(seat -> seat.features().stream()).distinct()).hasSize(5);
    }

    /// The schema is for people and editors; what it allows is what the reader reads.
    @Test
    void theSchemaNamesTheMembersThatAreRead() throws IOException {
        JsonNode schema = DemoFiles.json("/schema/seat-plan.schema.json");
        InvalidSeatPlan invalid = catchThrowableOfType(
                InvalidSeatPlan.class,
                () -> SeatPlanReader.read(
                        """
                                {"format": "boxoffice-seat-plan/1", "name": "Hall", "odd": 1,
                                 "sections": [{"id": "a", "name": "A", "odd": 1,
                                   "rows": [{"label": "A", "picture": "R", "odd": 1}]}],
                                 "features": [{"feature": "STEP_FREE", "seats": ["A1"], "odd": 1}]}"""
                                .getBytes(StandardCharsets.UTF_8)));
        Map<String, JsonNode> objects = Map.of(
                "odd", schema, "sections[0].odd", schema.at("/$defs/section"),
                "sections[0].rows[0].odd", schema.at("/$defs/row"), "features[0].odd", schema.at("/$defs/feature"));

        assertThat(invalid.faults()).hasSize(4).allSatisfy(fault -> {
            List<String> members = new ArrayList<>();
            objects.getOrDefault(fault.field(), MissingNode.getInstance())
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(members::add);
            assertThat(fault.allowed().split(", ")).containsExactlyElementsOf(members);
        });
    }

    private static double distance(Seat one, Seat other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }
}
