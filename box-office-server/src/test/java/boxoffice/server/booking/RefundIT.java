package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.SeatStatus;
import boxoffice.model.Tickets.Verdict;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Giving money back, part of it or all (PAY-3, CANC-1).
class RefundIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final Wire staff = Wire.to(boxOffice.uri())
            .as(foyer.anyone().signIn(Foyer.login("staff")).accessToken());

    @Test
    void aPartOfTheMoneyGoesBackAndTheTicketsStayValid() {
        Sale sale = Sale.paid(boxOffice, 2);
        String token = sale.booking().tickets().getFirst().token();

        Wire.Answer answer = refund(sale, "1.50", UUID.randomUUID().toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().path("amount").decimalValue()).isEqualByComparingTo("1.50");
        await().untilAsserted(() -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 150)));
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(foyer.anyone().verify(token).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void allOfTheMoneyTakesTheSeatsAndTicketsBack() {
        Sale sale = Sale.paid(boxOffice, 2);
        String token = sale.booking().tickets().getFirst().token();

        Wire.Answer answer = refund(sale, "", UUID.randomUUID().toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().path("amount").decimalValue()).isEqualByComparingTo(sale.lock().totalAmount());
        await().untilAsserted(
                () -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total())));
        await().untilAsserted(() -> assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.REFUNDED));
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(sale.booking().tickets()).isEmpty();
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.AVAILABLE);
        assertThat(foyer.anyone().verify(token).verdict()).isEqualTo(Verdict.CANCELLED);
    }

    @Test
    void theRestAfterAPartIsAllThatIsLeft() {
        Sale sale = Sale.paid(boxOffice, 1);
        refund(sale, "1.00", UUID.randomUUID().toString());

        Wire.Answer rest = refund(sale, "", UUID.randomUUID().toString());

        assertThat(rest.json().path("amount").decimalValue().movePointRight(2).longValueExact())
                .isEqualTo(sale.total() - 100);
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CANCELLED);
        await().untilAsserted(
                () -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total())));
    }

    @Test
    void moreThanWasPaidIsRefused() {
        Sale sale = Sale.paid(boxOffice, 1);

        for (String amount : new String[] {"100000", "0", "-1", "0.001"}) {
            Wire.Answer answer = refund(sale, amount, UUID.randomUUID().toString());
            assertThat(answer.status()).as(amount).isEqualTo(400);
            assertThat(answer.problem().errors().getFirst().field()).isEqualTo("amount");
        }
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
    }

    @Test
    void anUnpaidPaymentHasNothingToGiveBack() {
        Sale sale = Sale.open(boxOffice, 1);

        assertThat(refund(sale, "", "k").problem().code()).isEqualTo("STATE_CONFLICT");
    }

    @Test
    void noGuestAndNoCustomerMayRefund() {
        Sale sale = Sale.paid(boxOffice, 1);
        Wire customer = Wire.to(boxOffice.uri())
                .as(foyer.anyone().signIn(Foyer.login("customer")).accessToken());

        assertThat(refund(customer, sale, "1.00", "k").problem().code()).isEqualTo("FORBIDDEN");
        assertThat(refund(Wire.to(boxOffice.uri()), sale, "1.00", "k").problem().code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void tenWhoWantAllBackAtOnceGetItOnce() throws Exception {
        Sale sale = Sale.paid(boxOffice, 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(
                    IntStream.range(0, 10)
                            .<Callable<Integer>>mapToObj(
                                    i -> () -> refund(sale, "", UUID.randomUUID().toString()).status())
                            .toList());
            var counts = answers.stream()
                    .map(answer -> answer.resultNow())
                    .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
            assertThat(counts).containsEntry(201, 1L);
        }
        await().untilAsserted(
                () -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total())));
    }

    /// Each of them is done before it can know of the other.
    @Test
    void twoRefundsThatAreDoneAtTheSameMomentEndThePayment() throws Exception {
        Sale sale = Sale.paid(boxOffice, 1);
        boxOffice.database().sql("""
                CREATE OR REPLACE FUNCTION wait_for_test() RETURNS trigger LANGUAGE plpgsql AS $body$
                BEGIN
                    PERFORM pg_advisory_xact_lock_shared(2711);
                    RETURN NULL;
                END $body$""").update();
        boxOffice.database()
                .sql(
                        """
                                CREATE TRIGGER wait_for_test AFTER UPDATE ON refunds FOR EACH ROW
                                WHEN (NEW.payment_id = '%s' AND NEW.status = 'SUCCESS') EXECUTE FUNCTION wait_for_test()"""
                                .formatted(sale.payment()))
                .update();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Wire.Answer>> both = boxOffice.database().transaction(sql -> {
                sql.sql("SELECT 1 AS one FROM pg_advisory_xact_lock(2711)").list(row -> row.number("one"));
                var first = threads.submit(() -> refund(sale, "1.00", UUID.randomUUID().toString()));
                await().until(() -> waiting() == 1);
                var second = threads.submit(() -> refund(sale, "", UUID.randomUUID().toString()));
                await().until(() -> waiting() == 2);
                return List.of(first, second);
            });
            for (Future<Wire.Answer> answer : both) {
                assertThat(answer.get().status()).isEqualTo(201);
            }
        } finally {
            boxOffice.database().sql("DROP TRIGGER wait_for_test ON refunds").update();
        }

        await().untilAsserted(() -> assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.REFUNDED));
    }

    private long waiting() {
        return boxOffice.database()
                .sql(
                        "SELECT count(*) AS count FROM pg_locks WHERE locktype = 'advisory' AND objid = 2711 AND NOT granted")
                .one(row -> row.number("count"))
                .orElseThrow();
    }

    /// The server died after it had noted the refund, before it had noted its answer.
    @Test
    void aRefundThatWasCutOffIsNotGivenTwice() {
        Sale sale = Sale.paid(boxOffice, 1);
        String key = UUID.randomUUID().toString();
        Wire.Answer first = refund(sale, "1.00", key);
        boxOffice.database().sql("""
                UPDATE idempotency_keys
                   SET status = NULL, body = NULL, started_at = started_at - interval '2 minutes'
                 WHERE key = :key""").with("key", key).update();

        Wire.Answer second = refund(sale, "1.00", key);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json().path("refundId")).isEqualTo(first.json().path("refundId"));
        assertThat(
                boxOffice.database()
                        .sql("SELECT sum(amount) AS sum FROM refunds WHERE payment_id = :payment")
                        .with("payment", sale.payment())
                        .one(row -> row.number("sum"))).contains(100L);
        await().untilAsserted(() -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 100)));
    }

    private Wire.Answer refund(Sale sale, String amount, String key) {
        return refund(staff, sale, amount, key);
    }

    private static Wire.Answer refund(Wire who, Sale sale, String amount, String key) {
        String body = amount.isEmpty()
                ? "{\"reason\":\"test\"}"
                : "{\"amount\":%s,\"reason\":\"test\"}".formatted(amount);
        return who.post("/api/v1/payments/" + sale.payment() + "/refund", body, "Idempotency-Key", key);
    }
}
