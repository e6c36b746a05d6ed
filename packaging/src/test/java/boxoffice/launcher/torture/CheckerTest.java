package boxoffice.launcher.torture;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.launcher.torture.Violation.Rule;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.SeatStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Histories written by hand: the bad ones are found, the good ones pass.
class CheckerTest {
    private static final Limits LIMITS = new Limits(
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(6),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));

    private final Script script = new Script();

    @Test
    void twoHoldersOfOneSeatAreFoundAndNamed() {
        script.locks(1, 0, 3_000, "A1", "A2").locks(2, 500, 3_500, "A2", "A3");

        assertThat(check()).singleElement().satisfies(violation -> {
            assertThat(violation.rule()).isEqualTo(Rule.TWO_OWNERS);
            assertThat(violation.what()).contains("seat A2", "guest 1's", "guest 2's", "0.010 s", "0.510 s");
        });
    }

    @Test
    void twoLocksOfTheSameHolderOnOneSeatAreFoundToo() {
        script.add(1, new Act.Lock(Script.seats("A1")), 0, new Answer.Held(Script.lock(1), 3_000_000_000L))
                .add(1, new Act.Lock(Script.seats("A1")), 100, new Answer.Held(Script.lock(2), 3_000_000_000L));

        assertThat(rules()).containsExactly(Rule.TWO_OWNERS);
    }

    @Test
    void aSeatThatWasGivenBackMayBeLockedByAnother() {
        script.locks(1, 0, 3_000, "A1").releases(1, 500).locks(2, 505, 3_505, "A1");

        assertThat(check()).isEmpty();
    }

    @Test
    void aReleaseThatWasNeverAnsweredMayHaveBeenDone() {
        script.locks(1, 0, 3_000, "A1")
                .add(1, new Act.Release(Script.lock(1)), 500, 6_500, new Answer.None())
                .locks(2, 600, 3_600, "A1");

        assertThat(check()).isEmpty();
    }

    @Test
    void aLockWhoseTimeIsOverMayBeTakenOver() {
        script.locks(1, 0, 1_500, "A1").locks(2, 1_450, 4_450, "A1");

        assertThat(check()).isEmpty();
    }

    @Test
    void anExtendedLockMayNotBeTakenOverAtItsFirstTime() {
        script.locks(1, 0, 1_500, "A1").prolongs(1, 1_000, 3_500).locks(2, 1_600, 4_600, "A1");

        assertThat(rules()).containsExactly(Rule.TWO_OWNERS);
    }

    @Test
    void aHolderWhoWasSilentMayHaveLostTheSeat() {
        script.locks(1, 0, 5_000, "A1").locks(2, 2_100, 5_100, "A1");

        assertThat(check()).isEmpty();
    }

    @Test
    void aHolderWhoWasHeardOfKeepsTheSeat() {
        script.locks(1, 0, 5_000, "A1").beats(1, 1_500, 5_000).locks(2, 2_100, 5_100, "A1");

        assertThat(rules()).containsExactly(Rule.TWO_OWNERS);
    }

    @Test
    void aHolderMayAskAgainForWhatIsTheirs() {
        script.locks(1, 0, 3_000, "A1").locks(1, 500, 3_000, "A1").releases(1, 600).locks(2, 605, 3_605, "A1");

        assertThat(check()).isEmpty();
    }

    @Test
    void aLockThatWasNeverAnsweredProvesNothing() {
        script.add(1, new Act.Lock(Script.seats("A1")), 0, 6_000, new Answer.None()).locks(2, 100, 3_100, "A1");

        assertThat(check()).isEmpty();
    }

    @Test
    void aConfirmedBookingKeepsItsSeatForGood() {
        script.locks(1, 0, 3_000, "A1")
                .books(1, 100, 6_000)
                .stands(1, 500, BookingStatus.CONFIRMED)
                .locks(2, 60_000, 63_000, "A1");

        assertThat(rules()).containsExactly(Rule.TWO_OWNERS);
    }

    @Test
    void aConfirmedBookingIsNotTakenBack() {
        script.locks(1, 0, 3_000, "A1")
                .books(1, 100, 6_000)
                .stands(1, 500, BookingStatus.CONFIRMED)
                .stands(1, 900, BookingStatus.FAILED);

        assertThat(rules()).containsExactly(Rule.LOST_BOOKING);
    }

    @Test
    void aBookingThatIsBeingPaidKeepsItsSeatAlsoInSilence() {
        script.locks(1, 0, 3_000, "A1").books(1, 100, 6_100).locks(2, 4_000, 7_000, "A1");

        assertThat(rules()).containsExactly(Rule.TWO_OWNERS);
    }

    @Test
    void aCancelledBookingGivesItsSeatsBack() {
        script.locks(1, 0, 3_000, "A1")
                .books(1, 100, 6_100)
                .add(1, new Act.Cancel(Script.booking(1)), 200, new Answer.Stands(BookingStatus.CANCELLED))
                .locks(2, 205, 3_205, "A1");

        assertThat(check()).isEmpty();
    }

    @Test
    void aRefusalOfASeatThatNobodyHadIsFound() {
        script.locks(1, 0, 3_000, "A1").refused(2, 500, "A2");

        assertThat(rules()).containsExactly(Rule.UNJUSTIFIED_REFUSAL);
    }

    @Test
    void aRefusalOfASeatThatWasGivenBackLongAgoIsFound() {
        script.locks(1, 0, 3_000, "A1").releases(1, 500).refused(2, 1_700, "A1");

        assertThat(rules()).containsExactly(Rule.UNJUSTIFIED_REFUSAL);
    }

    @Test
    void aRefusalIsJustifiedByALockThatIsInTheMaking() {
        script.add(1, new Act.Lock(Script.seats("A1")), 0, 900, new Answer.Held(Script.lock(1), 3_000_000_000L))
                .refused(2, 500, "A1");

        assertThat(check()).isEmpty();
    }

    @Test
    void aRefusalIsJustifiedByALockThatMayHaveHappened() {
        script.add(1, new Act.Lock(Script.seats("A1")), 0, 6_000, new Answer.None()).refused(2, 2_000, "A1");

        assertThat(check()).isEmpty();
    }

    @Test
    void afterAFaultAReleasedSeatMayBeRefusedUntilItsTimeIsOverButNotLonger() {
        script.locks(1, 0, 3_000, "A1").fault(200).releases(1, 500).refused(2, 2_500, "A1");
        assertThat(check()).isEmpty();

        script.refused(2, 4_200, "A1");
        assertThat(rules()).containsExactly(Rule.UNJUSTIFIED_REFUSAL);
    }

    @Test
    void onceAllIsSettledNothingButABookingMayBeInTheWay() {
        script.add(1, new Act.Lock(Script.seats("A1")), 0, 6_000, new Answer.None())
                .settled(4_000)
                .refused(2, 5_500, "A1");

        assertThat(rules()).containsExactly(Rule.UNJUSTIFIED_REFUSAL);
    }

    @Test
    void aLockThatIsNotThereBeforeItsTimeIsFound() {
        script.locks(1, 0, 3_000, "A1")
                .add(1, new Act.Heartbeat(Script.lock(1)), 1_000, new Answer.Refused(410, "LOCK_EXPIRED", List.of()));

        assertThat(rules()).containsExactly(Rule.LOST_LOCK);
    }

    @Test
    void aLockThatIsNotThereAfterItsTimeIsFine() {
        script.locks(1, 0, 1_000, "A1")
                .add(1, new Act.Heartbeat(Script.lock(1)), 1_100, new Answer.Refused(410, "LOCK_EXPIRED", List.of()));

        assertThat(check()).isEmpty();
    }

    @Test
    void aMapThatShowsAHeldSeatAsFreeIsFound() {
        script.locks(1, 0, 3_000, "A1").sees(2, 1_500, "A1", SeatStatus.AVAILABLE);

        assertThat(rules()).containsExactly(Rule.STALE_MAP);
    }

    @Test
    void aMapMayBeASecondOld() {
        script.locks(1, 0, 3_000, "A1")
                .sees(2, 800, "A1", SeatStatus.AVAILABLE)
                .sees(2, 1_500, "A1", SeatStatus.LOCKED);

        assertThat(check()).isEmpty();
    }

    @Test
    void anErrorOfTheServerIsFound() {
        script.add(1, new Act.Look(), 0, new Answer.Wrong("500 INTERNAL_ERROR"));

        assertThat(rules()).containsExactly(Rule.WRONG_ANSWER);
    }

    @Test
    void beingAwayIsFineWhenItSaysUntilWhen() {
        script.add(1, new Act.Look(), 0, new Answer.Unavailable(true))
                .add(1, new Act.Look(), 100, new Answer.Unavailable(false));

        assertThat(rules()).containsExactly(Rule.WRONG_ANSWER);
    }

    private List<Violation> check() {
        return new Checker(LIMITS).check(script.history());
    }

    private List<Rule> rules() {
        return check().stream().map(Violation::rule).toList();
    }
}
