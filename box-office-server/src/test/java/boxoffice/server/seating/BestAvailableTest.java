package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Locks.BestLockRequest;
import boxoffice.model.SeatFeature;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.server.catalog.StrandRule;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The best seats for a party (SEAT-10).
class BestAvailableTest {
    private static final ShowId SHOW = new ShowId(new UUID(0, 1));

    @Test
    void theBestSeatsAreInTheMiddleTwoThirdsOfTheWayBack() {
        SeatPlan plan = Drawn.plan("RRRRRRR", "RRRRRRR", "RRRRRRR", "RRRRRRR");

        assertThat(best(plan, party(1), "")).isEqualTo("C4");
        assertThat(best(plan, party(3), "")).isEqualTo("C3 C4 C5");
        assertThat(best(plan, party(3), "C4")).isEqualTo("B3 B4 B5");
    }

    @Test
    void aPartySitsSideBySideBeforeItSitsWell() {
        SeatPlan plan = Drawn.plan("RRRR", "RRRR", "RRRR");

        assertThat(best(plan, party(4), "B1 C2")).isEqualTo("A1 A2 A3 A4");
    }

    @Test
    void aPartyTooLargeForOneRowSitsRightBehindItselfAndNobodyAlone() {
        SeatPlan plan = Drawn.plan("RRR_RRR", "RRR_RRR", "RRR_RRR");

        assertThat(best(plan, party(4), "")).isEqualTo("B2 B3 C2 C3");
        assertThat(best(plan, party(7), "")).hasSize("A1 ".length() * 7 - 1);
    }

    @Test
    void aSeatIsStrandedOnlyWhereItCannotBeHelped() {
        SeatPlan plan = Drawn.plan("RRR", "RRRR");

        assertThat(best(plan, party(2), "", StrandRule.OFF)).isEqualTo("B2 B3");
        assertThat(best(plan, party(2), "")).isEqualTo("B1 B2");
        assertThat(best(Drawn.plan("RRR"), party(2), "", StrandRule.STRICT)).isEqualTo("A1 A2");
    }

    @Test
    void aStrictHouseSplitsAPartyRatherThanStrandASeat() {
        SeatPlan plan = Drawn.plan("RRRRR", "RR", "RR");

        assertThat(best(plan, party(4), "", StrandRule.LENIENT)).isEqualTo("A1 A2 A3 A4");
        assertThat(best(plan, party(4), "", StrandRule.STRICT)).isEqualTo("B1 B2 C1 C2");
    }

    @Test
    void nobodyIsGivenADearerSeatUnasked() {
        SeatPlan plan = Drawn.plan("RRRR", "PPPP", "VVVV");

        assertThat(best(plan, party(2), "")).isEqualTo("A1 A2");
        assertThat(best(plan, party(2), "A1 A2 A3")).isEqualTo("B1 B2");
        assertThat(best(plan, party(2), "A1 A2 A3 A4")).isEqualTo("B1 B2");
        assertThat(best(plan, kind(2, SeatType.VIP), "")).isEqualTo("C1 C2");
        assertThat(best(plan, kind(5, SeatType.VIP), "")).isEmpty();
    }

    @Test
    void aBayGoesToThoseWhoAskForItWithItsCompanionsSeat() {
        SeatPlan plan = Drawn.plan("RRRR", "WCRR");

        assertThat(best(plan, wheelchairs(1, 1), "")).isEqualTo("B1");
        assertThat(best(plan, wheelchairs(2, 1), "")).isEqualTo("B1 B2");
        assertThat(best(plan, wheelchairs(4, 1), "")).isEqualTo("B1 B2 B3 B4");
        assertThat(best(plan, wheelchairs(2, 2), "")).isEmpty();
        assertThat(best(plan, party(6), "")).isEqualTo("A1 A2 A3 A4 B3 B4");
        assertThat(best(plan, party(7), "")).isEqualTo("A1 A2 A3 A4 B2 B3 B4");
        assertThat(best(plan, party(8), "")).isEmpty();
    }

    @Test
    void twoWheelchairsHaveACompanionEach() {
        assertThat(best(Drawn.plan("CWWC_CW", "RRRRRRR"), wheelchairs(4, 2), "")).isEqualTo("A1 A2 A3 A4");
        assertThat(best(Drawn.plan("WC___CW", "RRRRRRR"), wheelchairs(4, 2), "")).isEqualTo("A1 A2 A6 A7");
    }

    @Test
    void oneSeatOfThePartyHasWhatItNeeds() {
        SeatPlan plan = Drawn.plan("HRRRR", "RRRRR", "RRRRR");
        BestLockRequest wish =
                new BestLockRequest(SHOW, 2, null, null, 0, Set.of(SeatFeature.HEARING_LOOP));

        assertThat(best(plan, wish, "")).isEqualTo("A1 A2");
        assertThat(best(plan, wish, "A1")).isEmpty();
    }

    @Test
    void aSectionThatIsNotThereHasNoSeats() {
        assertThat(best(Drawn.plan("RR"), new BestLockRequest(SHOW, 1, "balcony", null, 0, Set.of()), "")).isEmpty();
        assertThat(best(Drawn.plan("RR"), new BestLockRequest(SHOW, 1, "stalls", null, 0, Set.of()), ""))
                .isEqualTo("A1");
    }

    private static BestLockRequest party(int size) {
        return BestLockRequest.of(SHOW, size);
    }

    private static BestLockRequest kind(int size, SeatType kind) {
        return new BestLockRequest(SHOW, size, null, kind, 0, Set.of());
    }

    private static BestLockRequest wheelchairs(int size, int wheelchairs) {
        return new BestLockRequest(SHOW, size, null, null, wheelchairs, Set.of());
    }

    private static String best(SeatPlan plan, BestLockRequest wish, String taken) {
        return best(plan, wish, taken, StrandRule.LENIENT);
    }

    private static String best(SeatPlan plan, BestLockRequest wish, String taken, StrandRule rule) {
        return new BestAvailable(new Auditorium(plan), rule).find(wish, Drawn.ids(taken)).map(Drawn::text).orElse("");
    }
}
