package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Cancellations.CancelRequest;
import boxoffice.model.RefundId;
import boxoffice.model.Settlements.CurrencyDay;
import boxoffice.model.Settlements.RefundSum;
import boxoffice.model.Settlements.Sum;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Rule;
import boxoffice.sandbox.common.Script;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Refunds that were done, and come back days later without a word that reaches us (CANC-1). Nobody waits here: what is due
/// later is made due now.
class RefundLooksIT {
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final OwnHouse house = OwnHouse.of(boxOffice);
    private final Script script = boxOffice.gateway().script();
    private final Sale sale = house.sold(Duration.ofDays(3), 1);
    private final Wire staff =
            Wire.to(boxOffice.uri()).as(foyer.anyone().signIn(Foyer.login("staff")).accessToken());

    @AfterEach
    void nothingGoesWrongAnyMore() {
        script.replace(List.of());
    }

    @Test
    void oneThatComesBackAndWhoseWebhookIsLostIsFoundByAsking() {
        RefundId refund = refundThatReturns(1);

        look(refund, "interval '1 day'");

        soon().until(() -> events("refund.success", refund) == 1 && status(refund).equals("PENDING"));
        assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(audited(refund)).endsWith("SUCCESS", "PENDING");
        soon().until(() -> {
            hurry(refund);
            return status(refund).equals("SUCCESS");
        });
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total()));
        assertThat(today().differences()).isEmpty();
    }

    @Test
    void oneThatComesBackAgainAndAgainIsAPersonsAndTheDayStillAddsUp() {
        RefundId refund = refundThatReturns(4);

        soon().until(() -> {
            look(refund, "interval '1 day'");
            hurry(refund);
            return status(refund).equals("FAILED");
        });

        assertThat(staff.get("/api/v1/reviews").body()).contains(refund.toString()).contains("REFUND_FAILED");
        assertThat(events("refund.failed", refund)).isEqualTo(1);
        assertThat(audited(refund)).endsWith("FAILED");
        assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
        assertThat(today().differences()).isEmpty();
        assertThat(today().refunds()).singleElement().extracting(RefundSum::failed).isEqualTo(oneSeat());

        Wire.Answer paidOut = staff.post("/api/v1/refunds/" + refund + "/paid-out", "");

        assertThat(paidOut.json().path("status").asText()).as(paidOut.body()).isEqualTo("SUCCESS");
        assertThat(today().differences()).isEmpty();
        assertThat(today().refunds()).singleElement().satisfies(sum -> {
            assertThat(sum.gateway()).isEqualTo("COUNTER");
            assertThat(sum.succeeded()).isEqualTo(oneSeat());
        });
        assertThat(lookDue(refund, "IS NULL")).as("nobody asks a gateway for what was paid out").isTrue();
        soon().until(() -> !staff.get("/api/v1/reviews").body().contains(refund.toString()));
    }

    @Test
    void aGatewayThatIsSilentIsAskedAgainWithinTheHour() {
        RefundId refund = refundThatReturns(1);
        script.add(noted(new Fault.ServerError(Set.of(Operation.RETRIEVE_REFUND), false)));

        look(refund, "interval '1 day'");

        soon().until(() -> lookDue(refund, "BETWEEN now() + interval '50 minutes' AND now() + interval '1 hour'"));
        assertThat(status(refund)).isEqualTo("SUCCESS");
        script.replace(List.of());
        look(refund, "interval '1 day'");
        soon().until(() -> status(refund).equals("PENDING"));
    }

    @Test
    void oneThatIsWellIsAskedForDailyUntilTheTenthDay() {
        RefundId refund = cancel();
        assertThat(lookDue(refund, "BETWEEN now() + interval '23 hours' AND now() + interval '1 day'")).isTrue();

        look(refund, "interval '1 day'");
        soon().until(() -> lookDue(refund, "BETWEEN now() + interval '23 hours' AND now() + interval '1 day'"));
        look(refund, "interval '9 days 12 hours'");
        soon().until(() -> lookDue(refund, "BETWEEN now() + interval '11 hours' AND now() + interval '12 hours'"));
        look(refund, "interval '10 days'");
        soon().until(() -> lookDue(refund, "IS NULL"));

        assertThat(status(refund)).isEqualTo("SUCCESS");
    }

    /// A refund that has come back at the gateway, which we believe to be done.
    private RefundId refundThatReturns(int times) {
        script.add(noted(new Fault.FailedRefund(Duration.ofMillis(1))).times(times));
        script.add(noted(new Fault.LostWebhook(Set.of())));
        RefundId refund = cancel();
        soon().until(() -> sale.atGateway().refunded() == 0);
        assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.REFUNDED);
        return refund;
    }

    private RefundId cancel() {
        RefundId refund = Objects.requireNonNull(
                sale.guest().cancel(sale.created().bookingId(), CancelRequest.ALL).refundId());
        soon().until(() -> status(refund).equals("SUCCESS"));
        return refund;
    }

    private Rule noted(Fault fault) {
        return Rule.noted("payment", sale.payment().toString(), fault);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(100));
    }

    /// Has a refund looked at that was done so long ago.
    private void look(RefundId refund, String ago) {
        boxOffice.database()
                .sql(
                        "UPDATE refunds SET completed_at = now() - " + ago
                                + ", look_at = now() WHERE id = :id AND look_at > now()")
                .with("id", refund)
                .update();
    }

    /// Has a refund tried again that is to be.
    private void hurry(RefundId refund) {
        boxOffice.database()
                .sql("UPDATE refunds SET next_try_at = now() WHERE id = :id AND status = 'PENDING'")
                .with("id", refund)
                .update();
    }

    private boolean lookDue(RefundId refund, String when) {
        return boxOffice.database()
                .sql("SELECT look_at " + when + " AS due FROM refunds WHERE id = :id")
                .with("id", refund)
                .one(row -> row.flag("due"))
                .orElseThrow();
    }

    private String status(RefundId refund) {
        return staff.get("/api/v1/refunds/" + refund).json().path("status").asText();
    }

    private List<String> audited(RefundId refund) {
        return boxOffice.database()
                .sql("SELECT change FROM audit_log WHERE subject = 'refund' AND subject_id = :id ORDER BY id")
                .with("id", refund)
                .list(row -> row.text("change"));
    }

    private int events(String topic, RefundId refund) {
        return boxOffice.database()
                .sql("SELECT count(*) AS count FROM outbox WHERE topic = :topic AND key = :id")
                .with("topic", topic)
                .with("id", refund)
                .one(row -> row.integer("count"))
                .orElseThrow();
    }

    private CurrencyDay today() {
        return foyer.demo("admin").settlement(house.theater(), LocalDate.now(ZONE)).currencies().getFirst();
    }

    private static Sum oneSeat() {
        return new Sum(1, OwnHouse.euros(OwnHouse.SEAT));
    }
}
