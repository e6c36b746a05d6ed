package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Cancellations.CancelRequest;
import boxoffice.model.Cancellations.Exchange;
import boxoffice.model.Cancellations.ExchangeRequest;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.PaymentId;
import boxoffice.model.PriceCard;
import boxoffice.model.RefundId;
import boxoffice.model.SeatId;
import boxoffice.model.Settlements.Balance;
import boxoffice.model.Settlements.BookingSums;
import boxoffice.model.Settlements.Cash;
import boxoffice.model.Settlements.Cause;
import boxoffice.model.Settlements.CurrencyDay;
import boxoffice.model.Settlements.DaySettlement;
import boxoffice.model.Settlements.Difference;
import boxoffice.model.Settlements.PaymentSum;
import boxoffice.model.Settlements.RefundSum;
import boxoffice.model.Settlements.Sum;
import boxoffice.model.ShowId;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Rule;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/// A theater's day adds up to the cent, and what does not is named.
class DaySettlementIT {
    private static final Duration DAYS = Duration.ofDays(3);
    private static final Duration HOURS = Duration.ofHours(10);
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final long SEAT = OwnHouse.SEAT;
    private static final long PRICE = OwnHouse.PRICE;

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final OwnHouse house = OwnHouse.of(boxOffice);
    private final BoxOfficeClient admin = foyer.demo("admin");
    private final BoxOfficeClient staff = foyer.demo("staff");
    private final Wire desk = Wire.to(boxOffice.uri()).as(token("staff"));

    @Test
    void aDayOfAllSortsAddsUpToTheCent() {
        house.sold(DAYS, 2);
        cash(house.show(DAYS));
        BookingCreated returned = cash(house.show(DAYS));
        Sale noisy = house.sold(DAYS, 1);
        Sale halved = house.sold(HOURS, 2);
        Sale cheaper = house.sold(DAYS, 1);
        Sale dearer = house.sold(DAYS, 1);
        payOut(Objects.requireNonNull(staff.cancel(returned.bookingId(), CancelRequest.ALL).refundId()));
        refund(noisy.payment(), "4.00");
        halved.guest()
                .cancel(
                        halved.created().bookingId(),
                        new CancelRequest(halved.seats().subList(0, 1), null, null, null, null));
        exchange(cheaper, 900);
        Exchange more = exchange(dearer, 2_000);
        new Phone().pay(Objects.requireNonNull(more.paymentUrl()), Phone.GOOD_CARD);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> dearer.guest().booking(more.bookingId()).status() == BookingStatus.CONFIRMED);
        Sale lost = lost();

        CurrencyDay waiting = today();

        assertThat(waiting.balance()).isEqualTo(
                balance(16_100, 3_225, 775, 17_150, 6_200, 400, SEAT));
        assertThat(waiting.cash()).isEqualTo(
                new Cash(euros(2 * SEAT), euros(SEAT), euros(SEAT)));
        assertThat(waiting.bookings()).isEqualTo(
                new BookingSums(
                        new Sum(9, euros(17_150)), new Sum(2, euros(2 * SEAT)), new Sum(2, euros(2 * SEAT))));
        assertThat(waiting.payments()).hasSize(2)
                .contains(new PaymentSum("COUNTER", PaymentMethod.CASH, 2, euros(2 * SEAT)))
                .filteredOn(sum -> sum.method() == PaymentMethod.CARD)
                .singleElement()
                .satisfies(sum -> assertThat(sum.amount()).isEqualTo(euros(16_100 - 2 * SEAT)));
        assertThat(waiting.differences()).isEmpty();

        giveBack(lost);

        assertThat(today().balance()).isEqualTo(balance(16_100, 4_775, 775, 17_150, 6_200, 400, 0));
        await().untilAsserted(
                () -> assertThat(today().refunds()).extracting(RefundSum::succeeded)
                        .containsExactlyInAnyOrder(new Sum(1, euros(SEAT)), new Sum(4, euros(3_225))));
        assertThat(admin.settlement(house.theater(), LocalDate.now(ZONE)).isBalanced()).isTrue();
    }

    @Test
    void whateverIsChangedBehindOurBackIsNamedWithItsCause() {
        Sale altered = house.sold(DAYS, 2);
        Sale halved = house.sold(HOURS, 2);
        Sale twice = house.sold(DAYS, 1);
        BookingCreated unpaid = cash(house.show(DAYS));
        Sale seatless = house.sold(DAYS, 1);
        RefundId half = Objects.requireNonNull(
                halved.guest()
                        .cancel(
                                halved.created().bookingId(),
                                new CancelRequest(halved.seats().subList(0, 1), null, null, null, null))
                        .refundId());
        RefundId first = Objects.requireNonNull(
                twice.guest().cancel(twice.created().bookingId(), CancelRequest.ALL).refundId());
        await().untilAsserted(
                () -> assertThat(today().refunds()).singleElement()
                        .satisfies(sum -> assertThat(sum.succeeded().count()).isEqualTo(2)));
        assertThat(today().differences()).isEmpty();

        change("UPDATE payments SET amount = amount + 1 WHERE id = :id", altered.payment().value());
        assertThat(today().differences()).singleElement().satisfies(difference -> {
            assertThat(difference.bookingId()).isEqualTo(altered.created().bookingId());
            assertThat(difference.reference()).isEqualTo(altered.created().reference());
            assertThat(difference.cause()).isEqualTo(Cause.PAYMENT_DIFFERS);
            assertThat(difference.amount()).isEqualTo("0.01");
            assertThat(difference.payments()).containsExactly(altered.payment());
        });
        change("DELETE FROM cancellation_refunds WHERE refund_id = :id", half.value());
        change("DELETE FROM refunds WHERE id = :id", half.value());
        change(
                """
                        INSERT INTO refunds (payment_id, amount, currency, reason, status, gateway_ref, requested_by, completed_at)
                        SELECT payment_id, amount, currency, reason, status, 'again', requested_by, completed_at
                          FROM refunds
                         WHERE id = :id""",
                first.value());
        change("UPDATE payments SET status = 'FAILED' WHERE id = :id", unpaid.paymentId().value());
        change("UPDATE bookings SET confirmed_at = NULL WHERE id = :id", seatless.created().bookingId().value());

        CurrencyDay day = today();

        assertThat(day.differences()).extracting(Difference::bookingId, Difference::cause, Difference::amount)
                .containsExactlyInAnyOrder(
                        wrong(altered.created(), Cause.PAYMENT_DIFFERS, 1),
                        wrong(halved.created(), Cause.REFUND_MISSING, SEAT / 2),
                        wrong(twice.created(), Cause.REFUND_EXCESS, -SEAT),
                        wrong(unpaid, Cause.BOOKING_WITHOUT_MONEY, -SEAT),
                        wrong(seatless.created(), Cause.MONEY_WITHOUT_BOOKING, SEAT));
        assertThat(day.differenceCount()).isEqualTo(5);
        assertThat(day.balance().difference()).isEqualTo(euros(1 + SEAT / 2 - SEAT));
    }

    /// What the seats chosen instead cost less is owed, whatever becomes of its refund.
    @Test
    void aDifferenceThatTheGatewayCannotGiveBackIsStillOwed() {
        boxOffice.database().sql("""
                INSERT INTO price_rules (theater_id, position, card, multiplier, weekdays)
                VALUES (:theater, 0, 'CHILD', 0.5, '{}')""").with("theater", house.theater()).update();
        Sale lost = lost();
        SeatId other = Objects.requireNonNull(lost.booking().review()).alternatives().getFirst().getFirst();
        SeatLock lock = lost.guest()
                .lock(new LockRequest(lost.show(), List.of(other), Map.of(other, PriceCard.CHILD)));
        boxOffice.gateway()
                .script()
                .replace(List.of(Rule.noted("payment", lost.payment().toString(), new Fault.RefusedRefund())));
        try {
            lost.guest().chooseSeats(lost.created().bookingId(), lock.lockId());
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                boxOffice.database()
                        .sql("UPDATE refunds SET next_try_at = now() WHERE payment_id = :id AND status = 'PENDING'")
                        .with("id", lost.payment())
                        .update();
                return today().refunds().stream().anyMatch(sum -> sum.failed().count() == 1);
            });
        } finally {
            boxOffice.gateway().script().replace(List.of());
        }

        assertThat(today().differences()).isEmpty();
        assertThat(today().balance()).isEqualTo(balance(SEAT, PRICE / 2, 0, SEAT - PRICE / 2, 0, 0, 0));
    }

    @Test
    void theDayIsTheTheatersOwn() {
        Sale sale = house.sold(DAYS, 1);
        LocalDate today = LocalDate.now(ZONE);
        change("UPDATE payments SET completed_at = :night WHERE id = :id", sale.payment().value());
        change("UPDATE bookings SET confirmed_at = :night WHERE id = :id", sale.created().bookingId().value());

        assertThat(today().balance()).isEqualTo(balance(0, 0, 0, 0, 0, 0, 0));
        DaySettlement before = admin.settlement(house.theater(), today.minusDays(1));
        assertThat(before.until()).isEqualTo(today.atStartOfDay(ZONE).toInstant()).isBefore(before.asOf());
        assertThat(before.currencies()).singleElement()
                .satisfies(day -> assertThat(day.balance()).isEqualTo(balance(SEAT, 0, 0, SEAT, 0, 0, 0)));
    }

    @Test
    void theDayIsATableForWhoPrefersOne() {
        house.sold(DAYS, 1);
        LocalDate today = LocalDate.now(ZONE);
        Wire.Answer answer = Wire.to(boxOffice.uri())
                .as(token("admin"))
                .send("GET", path(today.toString()), "", "Accept", "text/csv");

        assertThat(answer.contentType()).startsWith("text/csv");
        assertThat(answer.body()).startsWith("date,currency,section,item,detail,count,amount\r\n")
                .contains(today + ",EUR,bookings,confirmed,,1,15.50\r\n", today + ",EUR,balance,difference,,,0.00\r\n");
    }

    @Test
    void onlyItsManagersSeeItAndOnlyOfDaysThatHaveBegun() {
        LocalDate today = LocalDate.now(ZONE);
        Wire manager = Wire.to(boxOffice.uri()).as(token("admin"));

        assertThat(catchThrowableOfType(Refused.class, () -> staff.settlement(house.theater(), today)).problem().code())
                .isEqualTo("FORBIDDEN");
        assertThat(Wire.to(boxOffice.uri()).get(path(today.toString())).status()).isEqualTo(401);
        for (String date : List.of("", "yesterday", "2026-02-30", "2026-2-3", today.plusDays(1).toString())) {
            Wire.Answer answer = manager.get(path(date));
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.problem().errors()).singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("date"));
        }
        for (String theater : List.of("x", UUID.randomUUID().toString())) {
            Wire.Answer answer = manager.get("/api/v1/theaters/" + theater + "/settlement?date=" + today);
            assertThat(answer.problem().code()).isEqualTo("NOT_FOUND");
        }
        assertThat(manager.get(path("0000-01-01")).status()).isEqualTo(200);
    }

    private String path(String date) {
        return "/api/v1/theaters/" + house.theater() + "/settlement?date=" + date;
    }

    private CurrencyDay today() {
        List<CurrencyDay> days = admin.settlement(house.theater(), LocalDate.now(ZONE)).currencies();
        assertThat(days).extracting(CurrencyDay::currency).containsExactly("EUR");
        return days.getFirst();
    }

    private static Balance balance(
            long captured,
            long refunded,
            long retained,
            long sold,
            long takenBack,
            long allowances,
            long underReview) {
        return new Balance(
                euros(captured),
                euros(refunded),
                euros(retained),
                euros(sold),
                euros(takenBack),
                euros(allowances),
                euros(underReview),
                euros(0));
    }

    private static Tuple wrong(BookingCreated booking, Cause cause, long minor) {
        return tuple(booking.bookingId(), cause, euros(minor));
    }

    /// A seat sold by staff for cash.
    private BookingCreated cash(ShowId show) {
        SeatLock lock = staff.lock(new LockRequest(show, foyer.seats(show, 1)));
        BookingCreated booking =
                staff.book(new BookingRequest(lock.lockId(), PaymentMethod.CASH, null, null), UUID.randomUUID());
        assertThat(booking.status()).isEqualTo(BookingStatus.CONFIRMED);
        return booking;
    }

    private Exchange exchange(Sale sale, long price) {
        ShowId show = house.show(DAYS, price);
        SeatLock lock = sale.guest().lock(new LockRequest(show, foyer.seats(show, 1)));
        return sale.guest().exchange(sale.created().bookingId(), new ExchangeRequest(lock.lockId(), null));
    }

    /// A seat that is paid while somebody else has got it.
    private Sale lost() {
        Sale sale = Sale.open(boxOffice, foyer.guest(), house.show(DAYS), 1);
        boxOffice.gateway().sendWebhooksTo(List.of(URI.create("http://127.0.0.1:1/nobody")));
        try {
            sale.pay(Phone.GOOD_CARD);
            sale.loseSeats(foyer.guest());
            sale.end();
            sale.await(BookingStatus.PENDING_REVIEW);
        } finally {
            boxOffice.gateway().sendWebhooksTo(List.of(boxOffice.uri().resolve("/api/v1/payments/webhook")));
        }
        return sale;
    }

    private void giveBack(Sale lost) {
        String review = boxOffice.database()
                .sql("SELECT id FROM booking_reviews WHERE booking_id = :id")
                .with("id", lost.created().bookingId())
                .one(row -> row.text("id"))
                .orElseThrow();
        Wire.Answer answer = desk.post("/api/v1/reviews/" + review + "/refund", "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private void refund(PaymentId payment, String amount) {
        Wire.Answer answer = desk.post(
                "/api/v1/payments/" + payment + "/refund", "{\"amount\":" + amount + ",\"reason\":\"noise\"}",
                "Idempotency-Key", UUID.randomUUID().toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private void payOut(RefundId refund) {
        Wire.Answer answer = desk.post("/api/v1/refunds/" + refund + "/paid-out", "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /// Writes past the server.
    private void change(String sql, UUID id) {
        var statement = boxOffice.database().sql(sql).with("id", id);
        if (sql.contains(":night")) {
            statement.with("night", LocalDate.now(ZONE).atStartOfDay(ZONE).toInstant().minusSeconds(1));
        }
        assertThat(statement.update()).isEqualTo(1);
    }

    private String token(String role) {
        return foyer.anyone().signIn(Foyer.login(role)).accessToken();
    }

    private static BigDecimal euros(long minor) {
        return OwnHouse.euros(minor);
    }
}
