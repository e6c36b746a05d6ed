package boxoffice.sandbox.common;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.sandbox.common.Fault.Decline;
import boxoffice.sandbox.common.Fault.ForgedWebhook;
import boxoffice.sandbox.common.Fault.NoAnswer;
import boxoffice.sandbox.common.Fault.RefusedRefund;
import boxoffice.sandbox.common.Subject.Habit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {
    private static final Decline DECLINE = new Decline(Fault.Reason.GENERIC);
    private static final Decline POOR = new Decline(Fault.Reason.INSUFFICIENT_FUNDS);

    @TempDir private Path folder;

    private final Script script = new Script(_ -> Journal.none());

    private static Subject payment(String id, long amount) {
        return new Subject("stripe", id, amount, "inr", "Booking ABC123", Map.of("payment", id), List.of());
    }

    @Test
    void withoutARuleNothingHappens() {
        assertThat(script.strike(Decline.class, payment("p1", 100))).isEmpty();
    }

    @Test
    void aRuleForAllIsForAll() {
        script.add(Rule.all(DECLINE));

        assertThat(script.strike(Decline.class, payment("p1", 100))).contains(DECLINE);
        assertThat(script.strike(Decline.class, payment("p2", 100))).contains(DECLINE);
        assertThat(script.strike(RefusedRefund.class, payment("p1", 100))).isEmpty();
    }

    @Test
    void aRuleForTheNextPaymentIsForThatOneAndStaysWithIt() {
        Subject earlier = payment("p0", 100);
        script.opened(earlier);
        script.add(Rule.next(DECLINE));
        assertThat(script.strike(Decline.class, earlier)).isEmpty();

        script.opened(payment("p1", 100));
        script.opened(payment("p2", 100));

        assertThat(script.strike(Decline.class, payment("p1", 100))).contains(DECLINE);
        assertThat(script.strike(Decline.class, payment("p1", 100))).contains(DECLINE);
        assertThat(script.strike(Decline.class, payment("p2", 100))).isEmpty();
        assertThat(script.strike(Decline.class, earlier)).isEmpty();
        assertThat(script.lines()).extracting(Script.Line::takenBy).containsExactly("p1");
    }

    @Test
    void thePaymentThatIsBeingOpenedIsTheNextOne() {
        script.add(Rule.next(new NoAnswer(Set.of(Operation.OPEN))).times(1));
        var opening = new Subject("stripe", null, 100, "inr", "Booking ABC123", Map.of("payment", "7"), List.of());

        assertThat(script.strike(NoAnswer.class, opening, Operation.OPEN)).isPresent();
        assertThat(script.strike(NoAnswer.class, opening, Operation.OPEN)).isEmpty();
    }

    @Test
    void aRuleMayLookForWhatAPaymentIs() {
        script.add(new Rule(null, new Rule.Match.Like(100L, "ABC", Map.of("payment", "p1")), DECLINE, 0));

        assertThat(script.strike(Decline.class, payment("p1", 100))).isPresent();
        assertThat(script.strike(Decline.class, payment("p1", 101))).isEmpty();
        assertThat(script.strike(Decline.class, payment("p2", 100))).isEmpty();
        assertThat(
                script.strike(
                        Decline.class, new Subject(
                                "stripe", "p1", 100, "inr", null, Map.of("payment", "p1"), List.of()))).isEmpty();
    }

    @Test
    void aRuleMayBeForOneGateway() {
        script.add(new Rule("razorpay", new Rule.Match.All(), DECLINE, 0));

        assertThat(script.strike(Decline.class, payment("p1", 100))).isEmpty();
        assertThat(
                script.strike(
                        Decline.class, new Subject(
                                "razorpay", "p1", 100, "inr", null, Map.of(), List.of()))).isPresent();
    }

    @Test
    void whatHappensSoManyTimesHappensSoOftenWithEachPayment() {
        script.add(Rule.all(new RefusedRefund()).times(2));

        for (String id : List.of("p1", "p2")) {
            assertThat(script.strike(RefusedRefund.class, payment(id, 100))).isPresent();
            assertThat(script.strike(RefusedRefund.class, payment(id, 100))).isPresent();
            assertThat(script.strike(RefusedRefund.class, payment(id, 100))).isEmpty();
        }
    }

    @Test
    void aWebhookFaultIsForTheEventsItNames() {
        script.add(Rule.all(new ForgedWebhook(Set.of("charge.refunded"))));

        assertThat(script.strike(ForgedWebhook.class, payment("p1", 100), "charge.refunded")).isPresent();
        assertThat(script.strike(ForgedWebhook.class, payment("p1", 100), "charge.failed")).isEmpty();
    }

    @Test
    void whatIsSetComesBeforeWhatACardDoesByItself() {
        Subject poor = payment("p1", 100).with(List.of(new Habit(POOR, 1)));
        assertThat(script.strike(Decline.class, poor)).contains(POOR);
        assertThat(script.strike(Decline.class, poor)).isEmpty();

        script.add(Rule.all(DECLINE));
        assertThat(script.strike(Decline.class, payment("p2", 100).with(List.of(Habit.always(POOR)))))
                .contains(DECLINE);
    }

    @Test
    void itIsKnownAfterARestart() {
        Path file = folder.resolve("script.jsonl");
        try (Script before = new Script(replay -> Journal.inFile(file, replay))) {
            before.add(Rule.next(DECLINE));
            before.add(Rule.all(new RefusedRefund()).times(2));
            before.add(Rule.all(POOR));
            before.remove("rule_3");
            before.opened(payment("p1", 100));
            before.strike(RefusedRefund.class, payment("p1", 100));
        }

        try (Script after = new Script(replay -> Journal.inFile(file, replay))) {
            assertThat(after.lines()).extracting(Script.Line::id).containsExactly("rule_1", "rule_2");
            assertThat(after.strike(Decline.class, payment("p1", 100))).contains(DECLINE);
            assertThat(after.strike(RefusedRefund.class, payment("p1", 100))).isPresent();
            assertThat(after.strike(RefusedRefund.class, payment("p1", 100))).isEmpty();
            assertThat(after.add(Rule.all(POOR)).id()).isEqualTo("rule_4");
        }
    }

    @Test
    void whatIsRemovedHappensNoMore() {
        String id = script.add(Rule.all(DECLINE)).id();

        assertThat(script.remove(id)).isTrue();
        assertThat(script.remove(id)).isFalse();
        assertThat(script.strike(Decline.class, payment("p1", 100))).isEmpty();
    }
}
